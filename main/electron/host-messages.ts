import { z } from 'zod';
import { bytesSchema } from '../../app/contract/bytes.ts';

const id = z.int().nonnegative();

/** What Electron's main process tells the host; a port to a window travels with `window`. */
export const toHostSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('window') }),
  z.object({ type: z.literal('open'), project: z.string().min(1), trains: z.boolean() }),
  z.object({
    ...{ type: z.literal('pixels'), id, method: z.string(), path: z.string() },
    known: z.string().optional(),
  }),
  z.object({ type: z.literal('forget-pixels'), id }),
  z.object({ type: z.literal('worker-started'), id, pid: z.int().optional() }),
  z.object({ type: z.literal('worker-message'), id, message: z.unknown() }),
  z.object({ type: z.literal('worker-output'), id, text: z.string() }),
  z.object({
    ...{ type: z.literal('worker-exited'), id, code: z.int().nullable() },
    ...{ signal: z.string().nullable(), startError: z.string().optional() },
  }),
  z.object({ type: z.literal('close') }),
]);

export type ToHost = z.infer<typeof toHostSchema>;

/** What the host tells Electron's main process, which alone can fork. */
export const fromHostSchema = z.discriminatedUnion('type', [
  z.object({
    ...{ type: z.literal('fork-worker'), id, url: z.url({ protocol: /^file$/ }) },
    ...{ libraryPath: z.array(z.string()), heapMb: z.int().positive().nullable() },
  }),
  z.object({ type: z.literal('tell-worker'), id, message: z.unknown() }),
  z.object({ type: z.literal('kill-worker'), id, force: z.boolean() }),
  z.object({
    ...{
      type: z.literal('pixels'),
      id,
      status: z.int(),
      headers: z.record(z.string(), z.string()).readonly(),
    },
    body: z.union([bytesSchema, z.string()]).nullable(),
  }),
  /** A project that could not be opened. */
  z.object({ type: z.literal('not-opened'), message: z.string() }),
  z.object({ type: z.literal('closed') }),
]);

export type FromHost = z.infer<typeof fromHostSchema>;
