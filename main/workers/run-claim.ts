import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { BlemishError } from '../../app/domain/errors.ts';
import { writeFileAtomically } from '../../native-models/files/write-atomic.ts';

const claimSchema = z.strictObject({ format: z.literal('blemish-claim/1'), job: z.string() });

/**
 * Trains in a folder that is marked as the job's own, so that the job, started again after any end, goes on with its
 * run and never with that of another. A job that fails before its run began leaves nothing.
 *
 * @param resume go on with whatever run is there
 * @param train told whether there is a run to go on with
 * @throws {BlemishError} 'usage' where the folder holds a run of another job
 */
export async function withRunFolder<T>(
  folder: string,
  job: string,
  resume: boolean,
  train: (resume: boolean) => Promise<T>,
): Promise<T> {
  const holdsRun = hasRun(folder);
  const own = (await claimant(folder)) === job;
  if (holdsRun && !own && !resume) throw occupied(folder);
  if (!own) await claim(folder, job);
  try {
    return await train(holdsRun || resume);
  } finally {
    if (!hasRun(folder)) await unclaim(folder);
  }
}

function hasRun(folder: string): boolean {
  return existsSync(path.join(folder, 'run.json'));
}

async function claimant(folder: string): Promise<string | null> {
  try {
    return claimSchema.parse(JSON.parse(await readFile(claimFile(folder), 'utf8'))).job;
  } catch {
    return null;
  }
}

async function claim(folder: string, job: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new BlemishError('input', {
      subject: folder,
      problem: 'the folder cannot be made',
      remedy: 'Check the path and that you may write there',
      cause,
    });
  });
  const text = JSON.stringify({ format: 'blemish-claim/1', job } satisfies z.infer<typeof claimSchema>);
  await writeFileAtomically(claimFile(folder), text);
}

async function unclaim(folder: string): Promise<void> {
  await rm(claimFile(folder), { force: true });
  // Stays where anything else is in it.
  await rmdir(folder).catch(() => undefined);
}

function claimFile(folder: string): string {
  return path.join(folder, 'job.json');
}

function occupied(folder: string): BlemishError {
  return new BlemishError('usage', {
    subject: folder,
    problem: 'a run of another job is there already',
    remedy: 'Resume that run, or train into another folder',
  });
}
