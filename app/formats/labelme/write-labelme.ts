import { encode } from 'fast-png';
import { boxAround, maskOf, type Spans } from '../../mask/spans.ts';
import { IGNORE } from '../../mask/label-map.ts';
import type { AnnotatedImage, Annotations, OutputFile, Report } from '../annotation-format.ts';
import { encodeBase64 } from '../base64.ts';
import { LabelCanvas } from '../label-canvas.ts';
import { type LabelledObject, labelledObjects } from '../labelled-objects.ts';
import { IGNORE_NAME } from '../named-classes.ts';
import { outlinesOf } from '../outlines.ts';
import { OutputPaths } from '../output-path.ts';
import type { LabelmeShape } from './labelme-file.ts';
import { LabelmeOriginal } from './labelme-original.ts';
import { shapeSpans } from './shape-spans.ts';

/** The first version with masks. */
const VERSION = '5.3.0';

/** Writes one file a picture, to lie beside it. */
export async function* writeLabelme(annotations: Annotations, report: Report): AsyncGenerator<OutputFile> {
  const names = new Map(annotations.classes.map(({ id, name }) => [id, name]));
  names.set(IGNORE, IGNORE_NAME);
  const paths = new OutputPaths();
  for await (const image of annotations.images()) {
    const rewriter = new ShapeWriter(image);
    for (const object of labelledObjects(image.labels)) {
      const label = names.get(object.classId);
      if (label !== undefined) await rewriter.add(object, label);
      else report({ kind: 'lost', text: 'Labels of no class are left out', subject: image.picture });
    }
    yield {
      path: `${paths.stemOf(image.picture)}.json`,
      content: `${JSON.stringify(fileOf(image, rewriter.shapes), null, 2)}\n`,
    };
  }
}

function fileOf({ picture, labels, original }: AnnotatedImage, shapes: readonly LabelmeShape[]): object {
  const kept = original instanceof LabelmeOriginal ? original.file : {};
  return {
    version: VERSION,
    flags: {},
    imagePath: picture.split('/').at(-1),
    imageData: null,
    ...kept,
    shapes,
    imageHeight: labels.height,
    imageWidth: labels.width,
  };
}

/** The shapes of one picture; those that are still as they were read stay as they are. */
class ShapeWriter {
  readonly shapes: LabelmeShape[] = [];
  readonly #before: ReadonlyMap<number, readonly LabelmeShape[]>;
  readonly #canvas: LabelCanvas;
  /** Groups from here on have not been in use. */
  readonly #firstGroup: number;

  constructor({ labels, original }: AnnotatedImage) {
    this.#before = original instanceof LabelmeOriginal ? original.shapes : new Map();
    this.#canvas = new LabelCanvas(labels.width, this.#before.size > 0 ? labels.height : 0);
    const groups = [...this.#before.values()].flat().map(({ group_id }) => Number(group_id ?? 0));
    this.#firstGroup = groups.reduce((most, group) => Math.max(most, group || 0), 0) + 1;
  }

  async add({ instance, spans }: LabelledObject, label: string): Promise<void> {
    const before = this.#before.get(instance) ?? [];
    if (await this.#cover(before, spans)) {
      this.shapes.push(...before.map((shape) => ({ ...shape, label })));
      return;
    }
    const pieces = outlinesOf(spans);
    const hasHoles = pieces.some(({ holes }) => holes.length > 0);
    const group = pieces.length > 1 && !hasHoles ? this.#firstGroup + this.shapes.length : null;
    const common = {
      flags: {},
      description: '',
      ...before.at(0),
      label,
      group_id: before.at(0)?.group_id ?? group,
    };
    if (hasHoles) this.shapes.push({ ...common, ...maskShape(spans) });
    else this.shapes.push(...pieces.map(({ outer }) => ({ ...common, ...polygonShape(outer) })));
  }

  /** Whether shapes cover these pixels and no others. */
  async #cover(shapes: readonly LabelmeShape[], spans: Spans): Promise<boolean> {
    if (shapes.length === 0) return false;
    this.#canvas.clear();
    for (const shape of shapes) {
      const area = await shapeSpans(shape, this.#canvas, shape.label);
      if (typeof area !== 'string') this.#canvas.paintSpans(area, 1);
    }
    const covered = this.#canvas.labels();
    this.#canvas.clear();
    this.#canvas.paintSpans(spans, 1);
    const wanted = this.#canvas.labels();
    return covered.values[0] === wanted.values[0] && covered.lengths.join() === wanted.lengths.join();
  }
}

function polygonShape(outer: Int32Array): Pick<LabelmeShape, 'points' | 'shape_type' | 'mask'> {
  const points = Array.from({ length: outer.length / 2 }, (_, i): [number, number] => [
    outer[2 * i],
    outer[2 * i + 1],
  ]);
  return { points, shape_type: 'polygon', mask: null };
}

/** Masks alone hold holes. */
function maskShape(spans: Spans): Pick<LabelmeShape, 'points' | 'shape_type' | 'mask'> {
  const box = boxAround(spans);
  const png = encode({ width: box.width, height: box.height, channels: 1, data: maskOf(spans, box) });
  return {
    points: [
      [box.x, box.y],
      [box.x + box.width - 1, box.y + box.height - 1],
    ],
    shape_type: 'mask',
    mask: encodeBase64(png),
  };
}
