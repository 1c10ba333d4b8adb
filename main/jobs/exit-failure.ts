import { constants } from 'node:os';
import { type Failure, failure } from './worker-failure.ts';
import type { WorkerExit } from './worker-host.ts';

/** Why a process ended before its job did, as far as its exit and its last words tell. */
export function exitFailure(exit: WorkerExit, log: string): Failure {
  if (exit.startError !== undefined) {
    return failure('start', `its process could not be started (${exit.startError})`, 'Try it again');
  }
  if (HEAP_EXHAUSTED.test(log)) {
    return failure('out-of-memory', 'its process used up the memory it may have', LESS_MEMORY);
  }
  const signal = signalOf(exit);
  if (signal === 'SIGKILL') {
    const problem =
      'its process was killed from outside, most likely because the memory of the machine ran out';
    return failure('killed', problem, LESS_MEMORY);
  }
  if (signal !== null) return failure('crashed', `its process crashed (${signal})`, RETRY);
  return failure(
    'exited',
    `its process ended with exit code ${exit.code ?? 'unknown'} before its work was done`,
    RETRY,
  );
}

const LESS_MEMORY = 'Close other programs, or lower the batch size or the picture size, and try it again';
const RETRY = 'Try it again, and report it with the log if it comes back';

/** V8's words when its heap is full. */
const HEAP_EXHAUSTED = /heap out of memory|Reached heap limit/;

/** A shell, a container and Chromium tell of a signal n by 128 + n. */
const SIGNAL_CODES = 128;

function signalOf({ code, signal }: WorkerExit): string | null {
  if (signal !== null || code === null) return signal;
  const [name] = Object.entries(constants.signals).find(([, n]) => n === code - SIGNAL_CODES) ?? [null];
  return name;
}
