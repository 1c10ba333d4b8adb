import { config } from 'zod';

// Before the first schema is made: compiled ones would need a policy of contents with unsafe-eval. Everything else
// comes by a second import, because within one bundle the order of modules is not this file's.
config({ jitless: true });
const { openWindow } = await import('./open-window.ts');
openWindow();
