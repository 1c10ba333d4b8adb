import { Worker, isMainThread, workerData } from 'node:worker_threads';

/** How often the parent is looked for, ms. */
const INTERVAL_MS = 1000;

/**
 * Ends this process when the one that started it has gone, even from within an endless loop, where no event is heard:
 * nobody else would stop it. Electron ends its utility processes by itself.
 */
export function watchParent(): void {
  if (process.send === undefined) return;
  new Worker(new URL(import.meta.url), { workerData: process.ppid }).unref();
}

if (!isMainThread && typeof workerData === 'number') watch(workerData);

function watch(parent: number): void {
  setInterval(() => {
    if (process.ppid !== parent || !isAlive(parent)) process.kill(process.pid, 'SIGKILL');
  }, INTERVAL_MS);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
