import { z } from 'zod';
import { BlemishError } from '../../app/domain/errors.ts';
import type { Job, JobKind } from '../../app/domain/job.ts';
import { MisunderstoodMessage } from './worker-failure.ts';

/** A kind of job: what it takes, tells and ends with, and how its process is to be treated. */
export interface JobDefinition<Payload, Event, Result> {
  readonly kind: JobKind;
  /** The module its process runs. */
  readonly script: URL;
  readonly payload: z.ZodType<Payload>;
  readonly event: z.ZodType<Event>;
  /** Of JSON, as the store keeps it. */
  readonly result: z.ZodType<Result>;
  /** A heavy job has the machine to itself among its like: training, and whatever may run on the GPU. */
  readonly isHeavy: (payload: Payload) => boolean;
  /** Started again, it goes on from what it saved. */
  readonly resumable: boolean;
  /** A process that says nothing for so long hangs, ms. */
  readonly silenceMs: number;
  readonly libraryPath?: readonly string[];
  readonly heapMb?: number;
}

/** Where the host puts what workers send: the store. What it throws fails the job. */
export interface JobSink<Event, Result> {
  events(job: Job, events: readonly Event[]): void;
  /** Before the job is done. */
  result(job: Job, result: Result): void;
}

/** A kind of job as the queue sees it: types checked inside. */
export interface JobHandler {
  readonly kind: JobKind;
  readonly script: URL;
  readonly resumable: boolean;
  readonly silenceMs: number;
  readonly libraryPath: readonly string[];
  readonly heapMb: number | null;
  /** @throws {BlemishError} 'input' where the payload is not one of this kind */
  requirePayload(payload: unknown): void;
  isHeavy(payload: unknown): boolean;
  /** @throws {MisunderstoodMessage} where an event is not one of this kind */
  takeEvents(job: Job, events: readonly unknown[]): void;
  /** @throws {MisunderstoodMessage} where the result is not one of this kind */
  takeResult(job: Job, result: unknown): unknown;
}

export function jobHandler<Payload, Event, Result>(
  definition: JobDefinition<Payload, Event, Result>,
  sink: JobSink<Event, Result>,
): JobHandler {
  const { kind, script, resumable, silenceMs, libraryPath = [], heapMb = null } = definition;
  const events = z.array(definition.event);
  return {
    kind,
    script,
    resumable,
    silenceMs,
    libraryPath,
    heapMb,
    requirePayload: (payload) => {
      const { error } = definition.payload.safeParse(payload);
      if (error !== undefined) throw wrongPayload(kind, error);
    },
    isHeavy: (payload) => {
      const { data } = definition.payload.safeParse(payload);
      return data !== undefined && definition.isHeavy(data);
    },
    takeEvents: (job, raw) => {
      sink.events(job, understood(events, raw, 'an event'));
    },
    takeResult: (job, raw) => {
      const result = understood(definition.result, raw, 'a result');
      sink.result(job, result);
      return result;
    },
  };
}

function understood<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const { data, error } = schema.safeParse(value);
  if (error !== undefined) throw new MisunderstoodMessage(what, error);
  return data;
}

function wrongPayload(kind: JobKind, cause: z.ZodError): BlemishError {
  const { path, message } = cause.issues[0];
  return new BlemishError('input', {
    subject: ['job', kind, ...path].join('.'),
    problem: message,
    remedy: 'Start the job again with values that this version of Blemish takes',
    cause,
  });
}
