import type { JobDefinition } from '../jobs/job-handler.ts';
import { failureOfError } from '../jobs/worker-failure.ts';
import {
  type HostMessage,
  type StartMessage,
  type WorkerMessage,
  hostMessageSchema,
} from '../jobs/worker-messages.ts';
import { JobCancelled, JobContext } from './job-context.ts';
import { watchParent } from './parent-watch.ts';
import { workerPort } from './worker-port.ts';

type Work<Payload, Event, Result> = (payload: Payload, context: JobContext<Event>) => Promise<Result>;

/** The whole life of a worker process: takes one job, does it, says what it came to, and ends when told to. */
export function serveJob<Payload, Event, Result>(
  definition: Pick<JobDefinition<Payload, Event, Result>, 'payload' | 'event' | 'result'>,
  work: Work<Payload, Event, Result>,
): void {
  const port = workerPort();
  const send = (message: WorkerMessage): void => {
    port.send(message);
  };
  let context: JobContext<Event> | null = null;
  port.onMessage((raw) => {
    const message = hostMessageSchema.parse(raw);
    if (message.type === 'start') context = start(message, definition, work, send);
    else if (message.type === 'end') process.exit();
    else obey(message.type, context);
  });
  // Nobody is left to hear of the job.
  port.onClose(() => process.exit(1));
  watchParent();
  // Ctrl+C in a terminal reaches the workers too: the host decides what becomes of them.
  process.on('SIGINT', () => undefined);
  send({ type: 'ready' });
}

function start<Payload, Event, Result>(
  { job, payload, heartbeatMs }: StartMessage,
  definition: Pick<JobDefinition<Payload, Event, Result>, 'payload'>,
  work: Work<Payload, Event, Result>,
  send: (message: WorkerMessage) => void,
): JobContext<Event> {
  const context = new JobContext<Event>(job, send);
  setInterval(() => {
    send({ type: 'heartbeat' });
  }, heartbeatMs);
  void lastWord(async () => work(definition.payload.parse(payload), context)).then((message) => {
    context.tell(message);
  });
  return context;
}

async function lastWord(work: () => Promise<unknown>): Promise<WorkerMessage> {
  try {
    return { type: 'done', result: await work() };
  } catch (error) {
    if (error instanceof JobCancelled) return { type: 'cancelled' };
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return { type: 'failed', failure: failureOfError(error) };
  }
}

function obey<Event>(
  order: Exclude<HostMessage['type'], 'start' | 'end'>,
  context: JobContext<Event> | null,
): void {
  context?.control[order]();
}
