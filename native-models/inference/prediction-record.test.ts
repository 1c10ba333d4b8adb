import { expect, test } from 'vitest';
import { predictInstances } from '../../app/metrics/operating-point.ts';
import { predictionRecord, predictionRecordSchema } from './prediction-record.ts';

const facts = {
  image: 'Prüfling 磁瓦.png',
  model: { id: '0197', name: 'compact' },
  device: 'cpu',
  classes: ['background', 'Kratzer'],
  operatingPoints: { Kratzer: { t0: 0.3, t: 0.5, minAreaPx: 2 } },
  durationMs: 12.4,
};

/** A line of 4 px, p = 0.9, in a picture of 6 x 2 px. */
function line(): Float32Array {
  const data = new Float32Array(2 * 6 * 2).fill(1, 0, 12);
  data.fill(0.9, 12 + 7, 12 + 11);
  return data;
}

test('an instance is told in px, and in mm once there is a scale', () => {
  const probabilities = { numClasses: 2, width: 6, height: 2, data: line() };
  const scale = { pxPerMmX: 10, pxPerMmY: 5 };
  const [instance] = predictionRecord(predictInstances(probabilities), facts).instances;
  const inPixels = {
    class: 'Kratzer',
    class_id: 1,
    score: 0.9,
    area_px: 4,
    length_px: 4,
    box: { x: 1, y: 1, width: 4, height: 1 },
  };
  expect(instance).toEqual(inPixels);

  const record = predictionRecord(predictInstances(probabilities, { scale }), { ...facts, scale });
  expect(record.instances).toEqual([{ ...inPixels, area_mm2: 0.08, length_mm: 0.4 }]);
  expect(record.scale).toEqual({ px_per_mm_x: 10, px_per_mm_y: 5 });
  expect(record.verdict).toBe('ng');
});

test('a picture without instances is ok', () => {
  const nothing = { numClasses: 2, width: 6, height: 2, data: new Float32Array(24) };
  const record = predictionRecord(predictInstances(nothing), facts);
  expect(record).toMatchObject({ verdict: 'ok', instances: [], width: 6, height: 2, duration_ms: 12 });
  expect(record.operating_points).toEqual({ Kratzer: { t0: 0.3, t: 0.5, min_area_px: 2 } });
});

test('the record reads back from its JSON; a scale without sizes in mm is refused', () => {
  const prediction = predictInstances({ numClasses: 2, width: 6, height: 2, data: line() });
  const record = predictionRecord(prediction, facts);
  expect(predictionRecordSchema.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
  expect(() => predictionRecord(prediction, { ...facts, scale: { pxPerMmX: 1, pxPerMmY: 1 } })).toThrow(/mm/);
});
