// The host as Electron's utilityProcess: it answers the windows whose ports main hands in.
import { BlemishError } from '../../app/domain/errors.ts';
import { openDoors } from '../host/doors.ts';
import { beginFirstTraining } from '../host/first-training.ts';
import type { Host } from '../host/host.ts';
import { type ElectronPort, electronLine } from '../host/line.ts';
import { pixelResponse, refusal } from '../host/pixels/pixel-response.ts';
import { startHost } from '../host/start-host.ts';
import { userFolder } from '../host/user-folder.ts';
import { AskedWorkers } from './asked-workers.ts';
import { type FromHost, type ToHost, toHostSchema } from './host-messages.ts';

/** What is needed of Electron's `process.parentPort`. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: ElectronPort[] }) => void,
  ): unknown;
}

const { parentPort } = process as unknown as { parentPort: ParentPort };
const tell = (message: FromHost): void => {
  parentPort.postMessage(message);
};
const workers = new AskedWorkers(tell);
const starting = startHost(workers.host, userFolder());
const doors = starting.then(openDoors);
const pixelsAsked = new Map<number, AbortController>();

parentPort.on('message', ({ data, ports }) => {
  const message = toHostSchema.parse(data);
  workers.hear(message);
  void answer(message, ports);
});

async function answer(message: ToHost, [port]: readonly ElectronPort[]): Promise<void> {
  const host = await starting;
  if (message.type === 'window') (await doors).connectLine(electronLine(port));
  else if (message.type === 'open') await open(host, message.project, message.trains);
  else if (message.type === 'pixels') await answerPixels(host, message);
  else if (message.type === 'forget-pixels') pixelsAsked.get(message.id)?.abort();
  else if (message.type === 'close') {
    await host.close();
    tell({ type: 'closed' });
  }
}

async function open(host: Host, place: string, trains: boolean): Promise<void> {
  try {
    const project = await host.open(place, false);
    if (trains) await beginFirstTraining(project);
  } catch (error) {
    host.log.warn({ err: error }, 'a project could not be opened');
    const message = error instanceof BlemishError ? error.message : 'Blemish failed; see host.log.';
    tell({ type: 'not-opened', message });
  }
}

async function answerPixels(
  host: Host,
  { id, method, path, known }: Extract<ToHost, { type: 'pixels' }>,
): Promise<void> {
  const asked = new AbortController();
  pixelsAsked.set(id, asked);
  try {
    const response = await pixelResponse({ method, path, known }, host.project, asked.signal);
    if (response !== null) tell({ type: 'pixels', id, ...response });
  } catch (error) {
    host.log.error({ err: error }, 'pixels could not be served');
    tell({ type: 'pixels', id, ...refusal(500, 'Blemish failed', 'Please report this with the log') });
  } finally {
    pixelsAsked.delete(id);
  }
}
