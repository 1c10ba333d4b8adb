import { once } from 'node:events';
import path from 'node:path';
import { type Interface, createInterface } from 'node:readline';
import { BlemishError } from '../../app/domain/errors.ts';
import type { Terminal } from '../../main/cli/terminal.ts';
import { beginFirstTraining } from '../../main/host/first-training.ts';
import type { Host } from '../../main/host/host.ts';
import { startHost } from '../../main/host/start-host.ts';
import { userFolder } from '../../main/host/user-folder.ts';
import { nodeHost } from '../../main/jobs/node-host.ts';
import type { Listening } from '../../main/web/listening.ts';
import { type WebDoor, openWebDoor } from '../../main/web/open-web-door.ts';
import { openBrowser } from './display.ts';

/** Tried first, so that a page that stays open finds its way back after a restart. */
const USUAL_PORT = 4188;

export interface WebStart extends Omit<Listening, 'port'> {
  /** Null for the usual one, or any where that is in use. */
  readonly port: number | null;
  readonly root: string;
  readonly project: string;
  /** Whether to train it where it has never been. */
  readonly trains: boolean;
  readonly opensBrowser: boolean;
}

/** Serves the workstation to a browser until Ctrl+C. */
export async function runWeb(start: WebStart, terminal: Terminal): Promise<void> {
  const host = await startHost(nodeHost, userFolder());
  const stopped = interruption(terminal);
  try {
    const door = await openDoor(host, start);
    try {
      const project = await host.open(start.project, false);
      if (start.trains) await beginFirstTraining(project);
      const lines = announce(door, start.opensBrowser, terminal);
      await stopped;
      lines.close();
    } finally {
      await door.close();
    }
  } finally {
    await host.close();
  }
}

async function openDoor(host: Host, { root, port, address, tls }: WebStart): Promise<WebDoor> {
  const options = { host, windowFolder: path.join(root, 'build', 'renderer'), userFolder: userFolder() };
  const listening = { address, tls };
  if (port !== null) return openWebDoor({ ...options, ...listening, port });
  return openWebDoor({ ...options, ...listening, port: USUAL_PORT }).catch((error: unknown) => {
    if (!(error instanceof BlemishError) || error.kind !== 'resource') throw error;
    return openWebDoor({ ...options, ...listening, port: 0 });
  });
}

function announce(door: WebDoor, opensBrowser: boolean, terminal: Terminal): Interface {
  const address = door.newAddress();
  terminal.note('Open this address in a browser of this machine; it works once:');
  terminal.result(address);
  terminal.note('Enter gives a new address, Ctrl+C ends Blemish.');
  if (opensBrowser) openBrowser(address);
  return createInterface({ input: process.stdin }).on('line', () => {
    terminal.result(door.newAddress());
  });
}

/** Resolves with the first Ctrl+C; a second one ends at once. */
async function interruption(terminal: Terminal): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  terminal.note('Saving; jobs go on at the next start ...');
  process.once('SIGINT', () => process.exit(1));
}
