// Runs in the sandbox before the page: hands over a line to the host whenever the page asks, and nothing else.
import { ipcRenderer } from 'electron';

interface Page {
  readonly location: { readonly origin: string };
  addEventListener(type: 'message', listener: (event: PageMessage) => void): void;
  postMessage(message: unknown, targetOrigin: string, ports: readonly unknown[]): void;
}

interface PageMessage {
  readonly source: unknown;
  readonly data: unknown;
}

const page = globalThis as unknown as Page;

page.addEventListener('message', ({ source, data }) => {
  if (source === page && isReady(data)) ipcRenderer.send('blemish:port');
});

ipcRenderer.on('blemish:port', ({ ports }) => {
  page.postMessage({ type: 'blemish:port' }, page.location.origin, ports);
});

function isReady(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'blemish:ready';
}
