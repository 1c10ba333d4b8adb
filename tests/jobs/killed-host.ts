import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { NewJob } from '../../main/jobs/job-queue.ts';

const PROGRAM = fileURLToPath(new URL('./host-program.ts', import.meta.url));

/** Starts an application with jobs in a folder, and kills it once an event of theirs is the one waited for. */
export async function killHostAt<Event>(
  folder: string,
  jobs: readonly NewJob[],
  kinds: 'real' | 'odd',
  isTime: (event: Event) => boolean,
): Promise<Event[]> {
  const host: ChildProcess = fork(PROGRAM, [folder, JSON.stringify(jobs), kinds], {
    execArgv: [],
    serialization: 'advanced',
  });
  const ended = once(host, 'exit');
  const events: Event[] = [];
  host.on('message', (event) => {
    events.push(event as Event);
    if (isTime(event as Event)) host.kill('SIGKILL');
  });
  await ended;
  return events;
}

/** Waits until a process that this one did not start has gone. */
export async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
