import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { TrainingEvent } from '../../native-models/training/events.ts';
import { jsonOf, runBlemish } from './run-blemish.ts';
import { rowOf, type SmallData, writeSmallData, writeSplit } from './small-data.ts';
import { evaluateArguments } from './small-training.ts';
import { trainSmall } from './train-small.ts';

const AS_SET = { t0: 0.3, t: 0.5, minAreaPx: 1 };
const CHOOSE = 'inference: { operating_point: { choose_on_validation: true } }\n';

test('operating points are chosen on validation, and evaluate finds there what was promised', async () => {
  const data = await writeSmallData();
  await enlargeValidation(data);
  const out = path.join(data.folder, 'model');
  const notes = notesOf((await trainSmall(data, out, undefined, CHOOSE)).events);
  const promised = /^ {2}on validation: (\d+) escapes of 6, (\d+) overkill of 6, balanced accuracy/.exec(
    notes.at(-1) ?? '',
  );
  const evaluated = await runBlemish([...evaluateArguments(data, out), '--subset', 'val', '--json']);
  expect(evaluated.code, evaluated.stderr).toBe(0);
  expect(jsonOf(evaluated)).toMatchObject({
    images: { defective: 6, good: 6, escapes: Number(promised?.[1]), overkill: Number(promised?.[2]) },
  });
});

test('too few validation pictures leave the points of the settings, and it says so', async () => {
  const data = await writeSmallData();
  const out = path.join(data.folder, 'model');
  const notes = notesOf((await trainSmall(data, out, undefined, CHOOSE)).events);
  expect(notes.at(-1)).toBe(
    'The operating points stay as set: validation has 2 defective and 0 good pictures, and choosing needs 5 of each',
  );
  const card = JSON.parse(await readFile(path.join(out, 'model.json'), 'utf8')) as Record<string, unknown>;
  expect(card['operatingPoints']).toEqual({ dent: AS_SET, scratch: AS_SET });
});

test('a run cancelled while it chooses keeps those of the settings', async () => {
  const data = await writeSmallData();
  const out = path.join(data.folder, 'model');
  const { summary, events } = await trainSmall(
    data,
    out,
    (event, control) => {
      if (event.type === 'note' && event.text.startsWith('Choosing')) control.cancel();
    },
    CHOOSE,
  );
  expect(summary.finished).toBe(true);
  expect(notesOf(events).at(-1)).toContain('The operating points stay as set: choosing was cancelled');
});

/** Six copies of a picture with a scratch and six of a good one become the validation subset. */
async function enlargeValidation(data: SmallData): Promise<void> {
  const rows: string[] = [];
  for (let copy = 0; copy < 6; copy++) {
    for (const index of [5, 7]) {
      const name = `copy${copy}-${index}.png`;
      for (const folder of [data.images, data.masks]) {
        await copyFile(path.join(folder, `tile${index}.png`), path.join(folder, name));
      }
      rows.push(`${name},${name},${index === 5 ? 'scratch' : ''},${name},val`);
    }
  }
  await writeSplit(data, [...[0, 1, 2, 3].map((index) => rowOf('train', index)), ...rows]);
}

function notesOf(events: readonly TrainingEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'note' ? [event.text] : []));
}
