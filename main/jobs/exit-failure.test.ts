import { expect, test } from 'vitest';
import { exitFailure } from './exit-failure.ts';

test.each([
  [{ code: 3, signal: null }, '', 'exited', 'exit code 3'],
  [{ code: null, signal: 'SIGKILL' }, '', 'killed', 'memory of the machine'],
  [{ code: 137, signal: null }, '', 'killed', 'memory of the machine'],
  [{ code: 139, signal: null }, '', 'crashed', 'SIGSEGV'],
  [{ code: null, signal: 'SIGABRT' }, '', 'crashed', 'SIGABRT'],
  [
    { code: null, signal: 'SIGABRT' },
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    'out-of-memory',
    'memory it may have',
  ],
  [{ code: null, signal: null, startError: 'EAGAIN' }, '', 'start', 'EAGAIN'],
  [{ code: null, signal: null }, '', 'exited', 'exit code unknown'],
] as const)('%j with the log "%s" is told as %s', (exit, log, code, problem) => {
  expect(exitFailure(exit, log)).toMatchObject({
    code,
    problem: expect.stringContaining(problem) as string,
    remedy: expect.stringMatching(/./) as string,
  });
});
