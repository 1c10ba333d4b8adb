import fc from 'fast-check';

/**
 * Property tests draw the same cases at every run, so that a failure is the change's own. `npm run fuzz` draws others,
 * and more of them, each time: what it finds becomes a case of its own.
 */
const fuzzing = process.env.BLEMISH_FUZZ === '1';
fc.configureGlobal(fuzzing ? { numRuns: 1000 } : { seed: 20_260_101 });
