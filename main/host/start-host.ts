import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { z } from 'zod';
import type { WorkerHost } from '../jobs/worker-host.ts';
import { Host } from './host.ts';

/**
 * The host of an application that a person uses. What it has to say beside the contract goes into `host.log`.
 * @param workers where jobs run
 */
export async function startHost(workers: WorkerHost, userFolder: string): Promise<Host> {
  await mkdir(userFolder, { recursive: true });
  const log = pino({ level: 'info' }, pino.destination({ dest: path.join(userFolder, 'host.log') }));
  const systemUser = userInfo().username || 'unknown';
  return Host.start({ log, workers, moreHandlers: [], userFolder, systemUser, version: version() });
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
