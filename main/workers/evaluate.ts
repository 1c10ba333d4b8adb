import type { ImageCounts } from '../../app/metrics/score-partial.ts';
import type { DatasetItem } from '../../native-models/data/dataset.ts';
import { chooseEngine, defaultThreads } from '../../native-models/engines/choose-device.ts';
import { evaluate } from '../services/evaluate.ts';
import { scoresJson } from '../services/scores-json.ts';
import { type EvaluateEvent, type EvaluateResult, evaluateJob } from './evaluate-job.ts';
import { serveJob } from './serve-job.ts';

serveJob(evaluateJob, async ({ device, threads, ...request }, context) => {
  context.progress('reading the data set', 0, 0);
  const engine = await chooseEngine(device, threads ?? defaultThreads(), (text) => {
    process.stderr.write(`${text}\n`);
  });
  const doing = `scoring on ${engine.abilities.description}`;
  const evaluation = await evaluate({
    ...request,
    engine,
    beforeEach: () => context.betweenPieces(),
    onImage: (item, counts) => {
      context.event(imageEvent(item, counts));
    },
    onProgress: (done, total) => {
      context.progress(doing, done, total);
    },
  });
  const scores = JSON.parse(JSON.stringify(scoresJson(evaluation))) as EvaluateResult['scores'];
  return { images: evaluation.perImage.length, scores };
});

function imageEvent(
  { name }: DatasetItem,
  { part, outcome, score, confusion, detections }: ImageCounts,
): EvaluateEvent {
  return {
    image: name,
    part,
    ...outcome,
    score,
    confusion: [...confusion.counts],
    detections: detections.map(({ truths, found, falseCalls, merges, splits }) => ({
      truths: [...truths],
      found: [...found],
      falseCalls: [...falseCalls],
      merges,
      splits,
    })),
  };
}
