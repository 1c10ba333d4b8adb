import { BlemishError, type ErrorKind } from '../../../app/domain/errors.ts';
import type { Job, JobFailure } from '../../../app/domain/job.ts';
import type { JobHandler } from '../../jobs/job-handler.ts';
import { JobQueue } from '../../jobs/job-queue.ts';
import { nodeHost } from '../../jobs/node-host.ts';
import { OwnJobs } from '../../services/project/own-jobs.ts';
import { logsFolder } from '../../services/project/project-paths.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { formatSeconds, type Terminal } from '../terminal.ts';

/** A queue for the jobs of one command; it is closed whatever becomes of the work. */
export async function withQueue<T>(
  store: ProjectStore,
  handlers: readonly JobHandler[],
  work: (queue: JobQueue) => Promise<T>,
): Promise<T> {
  const failed = Promise.withResolvers<never>();
  const queue = await JobQueue.open({
    store: new OwnJobs(store.jobs),
    host: nodeHost,
    handlers,
    logsDir: logsFolder(store.place),
    onError: failed.reject,
  });
  try {
    return await Promise.race([work(queue), failed.promise]);
  } finally {
    await queue.close();
  }
}

/**
 * Waits for a job and shows how far it is; Ctrl+C lets it save and end, a second one ends at once.
 * @returns the job, done or cancelled
 * @throws {BlemishError} why it failed
 */
export async function followJob(queue: JobQueue, id: string, terminal: Terminal): Promise<Job> {
  const stop = new AbortController();
  let stopping = false;
  const interrupt = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    terminal.note('Saving ...');
    queue.cancel(id);
  };
  process.on('SIGINT', interrupt);
  try {
    void showProgress(queue, id, terminal, stop.signal);
    const job = await queue.finished(id);
    if (job.failure !== null) throw errorOf(job.failure);
    return job;
  } finally {
    stop.abort();
    process.off('SIGINT', interrupt);
  }
}

async function showProgress(
  queue: JobQueue,
  id: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  for await (const news of queue.subscribe(signal)) {
    if (news.type !== 'job' || news.job.id !== id || news.job.progress === null) continue;
    const { doing, done, total, secondsLeft } = news.job.progress;
    const share = total === 0 ? '' : `, ${done} of ${total}`;
    const left = secondsLeft === null ? '' : `, ${formatSeconds(secondsLeft)} left`;
    terminal.progress(`${doing}${share}${left}`);
  }
}

const KINDS: readonly ErrorKind[] = ['usage', 'input', 'resource', 'numerics', 'internal'];

function errorOf({ code, subject, problem, remedy, log }: JobFailure): BlemishError {
  const kind = KINDS.find((known) => known === code) ?? 'resource';
  return new BlemishError(kind === 'usage' ? 'input' : kind, {
    ...(subject !== null && { subject }),
    problem,
    remedy: remedy ?? 'Try again',
    cause: log,
  });
}
