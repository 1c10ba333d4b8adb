import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { MessageChannel, Worker } from 'node:worker_threads';
import { openDoors } from '../../main/host/doors.ts';
import { Host } from '../../main/host/host.ts';
import { threadLine } from '../../main/host/line.ts';
import { nodeHost } from '../../main/jobs/node-host.ts';

const IMAGES = 10_000;
const PAGE = 200;
/** Of the histogram, ms. */
const RESOLUTION = 1;

/** How long the host's event loop stood still at most while a client listed 10,000 images in pages of 200, ms. */
export async function listingBlock(project: string): Promise<number> {
  const userFolder = await mkdtemp(path.join(tmpdir(), 'blemish-bench-user-'));
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const host = await Host.start({
    ...{ log: quiet, workers: nodeHost, moreHandlers: [], userFolder, systemUser: 'bench', version: '0' },
  });
  try {
    await host.open(project, false);
    return await blockWhileListing(host);
  } finally {
    await host.close();
    await rm(userFolder, { recursive: true, force: true });
  }
}

async function blockWhileListing(host: Host): Promise<number> {
  const [line, done] = [new MessageChannel(), new MessageChannel()];
  openDoors(host).connectLine(threadLine(line.port1));
  const client = new Worker(new URL('./listing-client.ts', import.meta.url), {
    workerData: { port: line.port2, done: done.port2, images: IMAGES, page: PAGE },
    transferList: [line.port2, done.port2],
  });
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  delay.enable();
  await once(done.port1, 'message');
  delay.disable();
  await once(client, 'exit');
  return delay.max / 1e6 - RESOLUTION;
}
