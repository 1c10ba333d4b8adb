import { compressedSegmentation, paintSegmentation } from '../../../app/formats/coco/segmentation.ts';
import { LabelCanvas, objectValue } from '../../../app/formats/label-canvas.ts';
import { labelledObjects } from '../../../app/formats/labelled-objects.ts';
import { benchResult, type BenchResult } from '../bench-result.ts';
import { measureInTurns } from '../in-turns.ts';
import { startPythonReference } from '../python-reference.ts';

const [WIDTH, HEIGHT] = [640, 480];
const ANNOTATIONS = 100_000;
const [ROUNDS, WARM_UP] = [3, 0];
const ONE_THREAD = 1;

/**
 * 100,000 annotations, every other one polygons and a compressed run-length code, each decoded to the pixels of its
 * picture and encoded again, beside pycocotools (coco.py).
 */
export async function bench(): Promise<BenchResult> {
  const reference = await startPythonReference('coco.py', ONE_THREAD);
  const canvas = new LabelCanvas(WIDTH, HEIGHT);
  const segmentations = Array.from({ length: ANNOTATIONS }, (_, i) =>
    i % 2 === 0 ? [polygon(i)] : recoded([polygon(i)], canvas),
  );
  const ours = (): Promise<number> => {
    const start = performance.now();
    for (const segmentation of segmentations) recoded(segmentation, canvas);
    return Promise.resolve(performance.now() - start);
  };
  const theirs = reference && (() => reference.run('recode'));
  const measured = await measureInTurns(ours, theirs, ROUNDS, WARM_UP);
  await reference?.close();
  return benchResult('coco', measured, reference?.description ?? 'pycocotools, not installed');
}

/** As readCoco and writeCoco treat an annotation. */
function recoded(segmentation: unknown, canvas: LabelCanvas): unknown {
  canvas.clear();
  paintSegmentation(segmentation, canvas, objectValue(1, 1), 'bench');
  const [object] = labelledObjects(canvas.labels());
  return compressedSegmentation(object.spans, WIDTH, HEIGHT);
}

/** A jagged outline of 20 to 140 px, the same in coco.py. */
function polygon(i: number): number[] {
  const corners = 12 + (i % 20);
  const x = WIDTH * ((i * 0.7548776662466927) % 1);
  const y = HEIGHT * ((i * 0.5698402909980532) % 1);
  return Array.from({ length: corners }, (_, k) => {
    const radius = (10 + (i % 60)) * (0.7 + 0.3 * (((i + k) * 0.6180339887498949) % 1));
    const angle = (2 * Math.PI * k) / corners;
    return [rounded(x + radius * Math.cos(angle)), rounded(y + radius * Math.sin(angle))];
  }).flat();
}

function rounded(coordinate: number): number {
  return Math.round(100 * coordinate) / 100;
}
