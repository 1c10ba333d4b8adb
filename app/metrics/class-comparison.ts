import { enclosing } from '../mask/box.ts';
import { type RunComponents, componentsOfRuns } from '../mask/component-runs.ts';
import type { Box } from '../mask/component-shape.ts';
import type { LabelBitmap } from '../mask/label-bitmap.ts';
import { IGNORE, type LabelMap } from '../mask/label-map.ts';
import { encodeRuns } from '../mask/run-length-code.ts';
import { type RunLengthMap, classOf, instanceOf } from '../mask/run-length-map.ts';
import { boxAround } from '../mask/spans.ts';
import { requireSameSize } from './same-size.ts';

/** One class of one image, truth and prediction in one frame: the box around both and 1 px of margin. */
export interface ClassComparison {
  readonly classId: number;
  /** In the image, px; the margin may lie outside of it. */
  readonly frame: Box;
  readonly truth: ClassSide;
  readonly prediction: ClassSide;
}

export interface ClassSide {
  /** Per pixel of the frame: 1 = of the class, counted. Nothing lies in the margin. */
  readonly mask: Uint8Array;
  /** By their first pixel in the image. */
  readonly components: readonly ClassComponent[];
  readonly areaPx: number;
}

export interface ClassComponent {
  /** Row-major indices in the frame, ascending. */
  readonly pixels: Int32Array;
  /** The number a person gave it, or `BY_COMPONENT`. */
  readonly instance: number;
}

/**
 * Truth and prediction of an image by class, for the classes that either shows, in ascending order. Pixels whose
 * truth is 255 leave both sides first. Components are 8-connected. Throws when the sizes differ.
 */
export function compareClasses(
  truth: LabelMap | LabelBitmap,
  prediction: LabelMap | LabelBitmap,
): ClassComparison[] {
  requireSameSize(truth, prediction);
  const trueRuns = componentsOfRuns(encodeRuns(truth));
  const predictedRuns = componentsOfRuns(encodeRuns(withoutIgnored(prediction, truth)));
  const classIds = [...new Set([...classesOf(trueRuns), ...classesOf(predictedRuns)])].sort((a, b) => a - b);
  return classIds.map((classId) => compare(classId, trueRuns, predictedRuns));
}

/** The classes that a map shows, in ascending order, without decoding it. Components are 8-connected. */
export function classSides(map: RunLengthMap): { classId: number; frame: Box; side: ClassSide }[] {
  const runs = componentsOfRuns(map);
  return [...classesOf(runs)]
    .sort((a, b) => a - b)
    .map((classId) => {
      const ofClass = runsOfClass(runs, classId);
      const frame = frameAround(ofClass, ofClass);
      return { classId, frame, side: side(ofClass, frame) };
    });
}

function withoutIgnored<Labels extends LabelMap>(prediction: Labels, truth: LabelMap): Labels {
  if (!truth.data.includes(IGNORE)) return prediction;
  return { ...prediction, data: prediction.data.map((id, i) => (truth.data[i] === IGNORE ? IGNORE : id)) };
}

function classesOf({ values }: RunComponents): Set<number> {
  const classIds = new Set<number>();
  for (const value of values) classIds.add(classOf(value));
  return classIds;
}

function compare(classId: number, truth: RunComponents, prediction: RunComponents): ClassComparison {
  const trueRuns = runsOfClass(truth, classId);
  const predictedRuns = runsOfClass(prediction, classId);
  const frame = frameAround(trueRuns, predictedRuns);
  return { classId, frame, truth: side(trueRuns, frame), prediction: side(predictedRuns, frame) };
}

function runsOfClass({ spans, values, numbers, count }: RunComponents, classId: number): RunComponents {
  const chosen = (_: number, span: number): boolean => classOf(values[span]) === classId;
  const { rows, starts, ends } = spans;
  return {
    spans: { rows: rows.filter(chosen), starts: starts.filter(chosen), ends: ends.filter(chosen) },
    values: values.filter(chosen),
    numbers: numbers.filter(chosen),
    count,
  };
}

function frameAround(a: RunComponents, b: RunComponents): Box {
  const boxes = [a, b].filter(({ values }) => values.length > 0).map(({ spans }) => boxAround(spans));
  const { x, y, width, height } = boxes.reduce(enclosing);
  return { x: x - 1, y: y - 1, width: width + 2, height: height + 2 };
}

function side({ spans, values, numbers, count }: RunComponents, frame: Box): ClassSide {
  const { rows, starts, ends } = spans;
  const areas = new Int32Array(count + 1);
  for (let span = 0; span < rows.length; span++) areas[numbers[span]] += ends[span] - starts[span];

  const mask = new Uint8Array(frame.width * frame.height);
  const components: ClassComponent[] = [];
  const places = new Int32Array(count + 1).fill(-1);
  const filled = new Int32Array(count + 1);
  for (let span = 0; span < rows.length; span++) {
    const number = numbers[span];
    if (places[number] < 0) {
      places[number] = components.length;
      components.push({ pixels: new Int32Array(areas[number]), instance: instanceOf(values[span]) });
    }
    const { pixels } = components[places[number]];
    const row = (rows[span] - frame.y) * frame.width - frame.x;
    mask.fill(1, row + starts[span], row + ends[span]);
    for (let x = starts[span]; x < ends[span]; x++) pixels[filled[number]++] = row + x;
  }
  return { mask, components, areaPx: components.reduce((sum, { pixels }) => sum + pixels.length, 0) };
}
