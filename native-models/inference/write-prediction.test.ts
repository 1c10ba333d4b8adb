import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { predictInstances } from '../../app/metrics/operating-point.ts';
import { decodeLabelMap } from '../data/decode-label-map.ts';
import { predictionRecord, predictionRecordSchema } from './prediction-record.ts';
import { writePrediction, type PredictionOutput } from './write-prediction.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blemish-prediction-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

test('a label map, an overlay and a record, under a name outside ASCII', async () => {
  const output = scratch();
  const files = await writePrediction(folder, 'Prüfling 磁瓦', output);
  expect((await readdir(folder)).sort()).toEqual(
    ['Prüfling 磁瓦.json', 'Prüfling 磁瓦.overlay.png', 'Prüfling 磁瓦.png'].sort(),
  );
  const { labels } = await decodeLabelMap(files.labels, { kind: 'indexed' });
  expect(labels).toEqual(output.prediction.labels);
  expect(await sharp(files.overlay).metadata()).toMatchObject({ format: 'png', width: 80, height: 40 });
  const record = predictionRecordSchema.parse(JSON.parse(await readFile(files.record, 'utf8')));
  expect(record).toEqual(output.record);
});

test('a missing folder is named', async () => {
  await expect(writePrediction(join(folder, 'missing'), 'a', scratch())).rejects.toThrow(
    /a\.png: cannot be written because its folder does not exist/,
  );
  expect(await readdir(folder)).toEqual([]);
});

/** A picture of 20 x 10 px with a scratch of 8 px. */
function scratch(): PredictionOutput {
  const data = new Float32Array(2 * 200);
  data.fill(0.9, 200 + 64, 200 + 72);
  const prediction = predictInstances({ numClasses: 2, width: 20, height: 10, data });
  const record = predictionRecord(prediction, {
    image: 'Prüfling 磁瓦.png',
    model: { id: '0197', name: 'compact' },
    device: 'cpu',
    classes: ['background', 'Kratzer'],
    operatingPoints: {},
    durationMs: 1,
  });
  return { picture: { width: 20, height: 10, channels: 1, data: new Float32Array(200) }, prediction, record };
}
