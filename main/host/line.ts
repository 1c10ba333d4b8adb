import type { MessagePort } from 'node:worker_threads';

/** A two-way line of messages. */
export interface Line {
  send(message: string | Uint8Array): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
}

/** Over a port of worker_threads. */
export function threadLine(port: MessagePort): Line {
  return {
    send: (message) => {
      port.postMessage(message);
    },
    onMessage: (listener) => port.on('message', listener),
    onClose: (listener) => port.on('close', listener),
  };
}

/** What is needed of Electron's MessagePortMain. */
export interface ElectronPort {
  postMessage(message: unknown): void;
  start(): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
}

/** Over a port of Electron. */
export function electronLine(port: ElectronPort): Line {
  return {
    send: (message) => {
      port.postMessage(message);
    },
    onMessage: (listener) => {
      port.on('message', ({ data }) => {
        listener(data);
      });
      port.start();
    },
    onClose: (listener) => port.on('close', listener),
  };
}
