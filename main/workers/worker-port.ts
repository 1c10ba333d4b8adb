import type { WorkerMessage } from '../jobs/worker-messages.ts';

/** A worker's line to its host. */
export interface WorkerPort {
  send(message: WorkerMessage): void;
  /** Not checked yet. */
  onMessage(listener: (message: unknown) => void): void;
  /** The host has gone. */
  onClose(listener: () => void): void;
}

/** What is needed of Electron's `process.parentPort`. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
}

/** The line that this process was started with, by fork or by a utilityProcess. */
export function workerPort(): WorkerPort {
  const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };
  if (parentPort !== undefined) return electronPort(parentPort);
  if (process.send === undefined) throw new Error('a worker is started by a host');
  return nodePort(process.send.bind(process));
}

function nodePort(send: NonNullable<NodeJS.Process['send']>): WorkerPort {
  return {
    // A host that has gone is told of by onClose.
    send: (message) => send(message, undefined, undefined, () => undefined),
    onMessage: (listener) => process.on('message', listener),
    onClose: (listener) => process.on('disconnect', listener),
  };
}

function electronPort(port: ParentPort): WorkerPort {
  return {
    send: (message) => {
      port.postMessage(message);
    },
    onMessage: (listener) =>
      port.on('message', ({ data }) => {
        listener(data);
      }),
    onClose: (listener) => port.on('close', listener),
  };
}
