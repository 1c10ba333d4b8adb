import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openProject } from '../../main/store/open-project.ts';
import { QUIET, addLabels, imageOf, newProject } from '../../main/store/store.testing.ts';
import { random } from '../../native-models/random.ts';

/** A dozen, or as many as BLEMISH_KILLS says. */
const KILLS = Number(process.env.BLEMISH_KILLS ?? 12);

test(
  'a process killed while it labels loses no stroke that was said to be safe',
  async () => {
    const made = await newProject();
    const image = imageOf({ width: 1500, height: 1100 });
    const annotationId = addLabels(made, image);
    await made.close();
    const moments = random(KILLS);
    let before = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const safe = await labelAndKill(made.place.file, annotationId, moments.between(0, 300));
      const store = await openProject(made.place.file, QUIET);
      expect(store.access.mode).toBe('write');
      const { revision } = store.labelMaps.sheet(annotationId);
      // One more may have been on the disk before it could be said.
      expect(revision - Math.max(before, safe)).toBeOneOf([0, 1]);
      expect(store.labelMaps.read(annotationId)).toMatchObject({
        lengths: Uint32Array.of(revision, image.width * image.height - revision),
        values: Uint32Array.of(1, 0),
      });
      expect(store.isCheckDue).toBe(true);
      await store.checkFully();
      await store.close();
      before = revision;
    }
    expect(before).toBeGreaterThan(KILLS);
  },
  60_000 + 20_000 * KILLS,
);

/** @param afterMs from its first stroke on. @returns how many strokes were safe; 0 where it drew none */
async function labelAndKill(project: string, annotationId: string, afterMs: number): Promise<number> {
  const script = path.join(import.meta.dirname, 'label-forever.ts');
  const child = spawn(process.execPath, [script, project, annotationId]);
  let [output, errors] = ['', ''];
  child.stdout.on('data', (piece: Buffer) => (output += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (errors += piece.toString()));
  await Promise.race([once(child.stdout, 'data'), ended(child)]);
  await setTimeout(afterMs);
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await ended(child);
  expect(errors).toBe('');
  const numbers = output.split('\n').slice(0, -1).map(Number);
  return (numbers.at(-1) ?? -1) + 1;
}

async function ended(child: ChildProcessWithoutNullStreams): Promise<void> {
  await once(child, 'close');
}
