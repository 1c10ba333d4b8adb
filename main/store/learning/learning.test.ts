import { v7 as newId } from 'uuid';
import { expect, test } from 'vitest';
import type { Run } from '../../../app/domain/run.ts';
import type { Split } from '../../../app/domain/split.ts';
import type { ProjectStore } from '../project-store.ts';
import { Hand, addLabels, imageOf, newProject } from '../store.testing.ts';

const SPLIT: Split = {
  ...{ id: newId(), name: 'first', method: 'stratified', options: { ratios: [0.8, 0.1, 0.1] } },
  ...{ seed: 7, locked: ['test'], createdAt: 1 },
};

const RUN: Run = {
  ...{ id: newId(), name: 'quick', splitId: SPLIT.id, jobId: null, state: 'created', settings: 'seed: 1' },
  ...{ channels: [1, 2], device: null, released: false, createdAt: 2, finishedAt: null },
};

async function withRun(): Promise<ProjectStore> {
  const store = await newProject();
  store.splits.add(SPLIT, []);
  store.runs.add(RUN);
  return store;
}

test('a split and a run come back as they were added', async () => {
  const store = await withRun();
  expect(store.splits.list()).toEqual([SPLIT]);
  expect(store.runs.list()).toEqual([RUN]);
  store.runs.update(RUN.id, { state: 'training', device: 'CPU' });
  expect(store.runs.find(RUN.id)).toEqual({ ...RUN, state: 'training', device: 'CPU' });
  await store.close();
});

test('one run is released at a time', async () => {
  const store = await withRun();
  const other = { ...RUN, id: newId() };
  store.runs.add(other);
  store.runs.release(RUN.id);
  store.runs.release(other.id);
  expect(store.runs.released()?.id).toBe(other.id);
  expect(() => {
    store.runs.release(newId());
  }).toThrow(/no such run/);
  expect(store.runs.released()?.id).toBe(other.id);
  store.runs.release(null);
  expect(store.runs.released()).toBeNull();
  await store.close();
});

test('steps that are measured again after a resume count once', async () => {
  const store = await withRun();
  const loss = (step: number, value: number | null, at: number) => ({
    step,
    epoch: step / 2,
    name: 'loss',
    value,
    at,
  });
  store.runs.addMetrics(RUN.id, [loss(1, 0.9, 1), loss(2, null, 2)]);
  store.runs.addMetrics(RUN.id, [loss(2, 0.7, 3), { ...loss(2, 0.5, 3), name: 'val/miou' }]);
  expect(store.runs.metrics(RUN.id, 'loss', -1)).toEqual([loss(1, 0.9, 1), loss(2, 0.7, 3)]);
  expect(store.runs.metrics(RUN.id, 'loss', 1)).toEqual([loss(2, 0.7, 3)]);
  expect(store.runs.metricNames(RUN.id)).toEqual(['loss', 'val/miou']);
  const best = {
    runId: RUN.id,
    kind: 'best' as const,
    step: 1,
    epoch: 0.5,
    score: 0.4,
    path: 'runs/x/best',
    savedAt: 1,
  };
  store.runs.saveCheckpoint(best);
  store.runs.saveCheckpoint({ ...best, step: 2, score: 0.5 });
  expect(store.runs.checkpoints(RUN.id)).toEqual([{ ...best, step: 2, score: 0.5 }]);
  await store.close();
});

test('a run has one prediction of an image: the newest', async () => {
  const store = await withRun();
  const image = imageOf();
  store.images.add([image]);
  const prediction = {
    ...{ id: newId(), runId: RUN.id, imageId: image.id, imageHash: image.contentHash, path: 'runs/x/p' },
    ...{ score: 0.25, uncertainty: null, instances: [{ class_id: 1 }], madeAt: 3 },
  };
  store.predictions.save([prediction]);
  const again = { ...prediction, id: newId(), score: 0.75, uncertainty: 0.5 };
  store.predictions.save([again]);
  expect(store.predictions.find(RUN.id, image.id)).toEqual(again);
  expect(store.predictions.ofRun(RUN.id)).toEqual([again]);
  expect(store.predictions.ofImage(image.id)).toEqual([again]);
  await store.close();
});

test('an evaluation is out of date once labels change that it judged by', async () => {
  const store = await withRun();
  const image = imageOf();
  const hand = new Hand(store, addLabels(store, image));
  hand.draw(0, 0, 3, 1);
  const evaluation = {
    ...{ id: newId(), runId: RUN.id, splitId: SPLIT.id, subset: 'test' as const },
    ...{ settings: { tolerancePx: 2 }, scores: { miou: null }, madeAt: 4 },
  };
  const judged = { imageId: image.id, annotationId: hand.annotationId, revision: 1, counts: [1, 2] };
  store.evaluations.add(evaluation, [judged]);
  expect(store.evaluations.ofRun(RUN.id)).toEqual([evaluation]);
  expect(store.evaluations.images(evaluation.id)).toEqual([judged]);
  expect(store.evaluations.isUpToDate(evaluation.id)).toBe(true);
  hand.draw(0, 1, 3, 1);
  expect(store.evaluations.isUpToDate(evaluation.id)).toBe(false);
  await store.close();
});

test('verdicts stay as what was said then, the newest first; rules are replaced as a whole', async () => {
  const store = await withRun();
  const image = imageOf();
  store.images.add([image]);
  const good = {
    ...{ id: newId(), imageId: image.id, runId: RUN.id, reviewer: 'Anna' },
    ...{ verdict: 'good' as const, note: '', givenAt: 5 },
  };
  const wrong = { ...good, id: newId(), verdict: 'label-wrong' as const, note: 'edge' };
  store.verdicts.add(good);
  store.verdicts.add(wrong);
  expect(store.verdicts.ofImage(image.id)).toEqual([wrong, good]);
  expect(store.verdicts.ofRun(RUN.id)).toHaveLength(2);
  const rules = ['b', 'a'].map((name) => ({ name, unit: 'mm' as const, maxCount: 0, longerThan: 0.5 }));
  store.acceptanceRules.replace(rules);
  store.acceptanceRules.replace(rules.slice(0, 1));
  expect(store.acceptanceRules.list()).toEqual(rules.slice(0, 1));
  await store.close();
});
