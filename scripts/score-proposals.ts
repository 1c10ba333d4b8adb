// How well candidates without any label find what was labelled: node scripts/score-proposals.ts --images DIR --masks DIR
// --split FILE.csv [--subset test]. AUROC and average precision of pixels and of pictures, against chance and against
// the plain output of the weights.
import { Command } from 'commander';
import { IGNORE, type LabelMap } from '../app/mask/label-map.ts';
import { averagePrecision } from '../app/metrics/curves/average-precision.ts';
import { pixelScoreHistogram } from '../app/metrics/curves/pixel-scores.ts';
import { areaUnderRoc } from '../app/metrics/curves/roc.ts';
import {
  addScoreHistograms,
  emptyScoreHistogram,
  histogramThresholdCounts,
  type ScoreHistogram,
} from '../app/metrics/curves/score-histogram.ts';
import { createTerminal, runCommand } from '../main/cli/terminal.ts';
import { grayRasters, pictureScore } from '../main/services/propose.ts';
import { decodeImage } from '../native-models/data/decode-image.ts';
import { readDataset, readLabelMap, type DatasetItem } from '../native-models/data/dataset.ts';
import { chooseEngine, defaultThreads } from '../native-models/engines/choose-device.ts';
import {
  createPlainProposer,
  createProposer,
  pretrainedBackbone,
} from '../native-models/proposals/proposer.ts';
import type { LoadedModel } from '../native-models/weights/load-model.ts';

const terminal = createTerminal();
const options = new Command('score-proposals')
  .requiredOption('--images <dir>', 'folder of pictures')
  .requiredOption('--masks <dir>', 'folder of label maps')
  .requiredOption('--split <file.csv>', 'the split file')
  .option('--subset <name>', 'train, val or test', 'test')
  .parse()
  .opts<{ images: string; masks: string; split: string; subset: string }>();

await runCommand(terminal, async () => {
  const { items } = await readDataset({
    imagesDir: options.images,
    masksDir: options.masks,
    splitFile: options.split,
  });
  const chosen = items.filter(({ subset }) => subset === options.subset);
  const engine = await chooseEngine('auto', defaultThreads(), (text) => {
    terminal.note(text);
  });
  const backbone = await pretrainedBackbone(engine, 8);
  const paths = chosen.map(({ imagePath }) => imagePath);
  const proposer = await createProposer(backbone, grayRasters(paths, backbone));
  terminal.result(await scoreLine('plain output', createPlainProposer(backbone), chosen));
  terminal.result(await scoreLine('less what is usual', proposer, chosen));
});

async function scoreLine(
  name: string,
  { predict }: LoadedModel,
  items: readonly DatasetItem[],
): Promise<string> {
  let pixels = emptyScoreHistogram();
  const pictures = emptyScoreHistogram();
  for (const [index, item] of items.entries()) {
    const truth = anyDefect(await readLabelMap(item));
    const probabilities = await predict(await decodeImage(item.imagePath));
    pixels = addScoreHistograms(pixels, pixelScoreHistogram(truth, probabilities, 1));
    const counts = truth.data.includes(1) ? pictures.positives : pictures.negatives;
    counts[Math.round(pictureScore(probabilities) * (counts.length - 1))]++;
    terminal.progress(`${name}: ${index + 1} of ${items.length}`);
  }
  return `${name}: pixels ${inWords(pixels)}; pictures ${inWords(pictures)}`;
}

function anyDefect({ width, height, data }: LabelMap): LabelMap {
  return { width, height, data: data.map((id) => (id === IGNORE ? IGNORE : Math.min(id, 1))) };
}

function inWords(histogram: ScoreHistogram): string {
  const counts = histogramThresholdCounts(histogram);
  const chance = counts.positives / (counts.positives + counts.negatives);
  const [auroc, ap] = [areaUnderRoc(counts) ?? NaN, averagePrecision(counts) ?? NaN];
  return `AUROC ${auroc.toFixed(3)} (chance 0.5), AP ${ap.toFixed(3)} (chance ${chance.toFixed(3)})`;
}
