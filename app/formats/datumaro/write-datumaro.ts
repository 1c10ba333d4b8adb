import { classColour } from '../../domain/class-colours.ts';
import { IGNORE } from '../../mask/label-map.ts';
import type { AnnotatedImage, AnnotationClass, Annotations, OutputFile } from '../annotation-format.ts';
import { compressedSegmentation } from '../coco/segmentation.ts';
import { anyHasIgnored } from '../ignored-pixels.ts';
import { labelledObjects } from '../labelled-objects.ts';
import { IGNORE_NAME } from '../named-classes.ts';
import { OutputPaths } from '../output-path.ts';

/** Writes one subset; every object is a mask, which holds its exact pixels. Ignored pixels have a label of their own. */
export async function* writeDatumaro(annotations: Annotations): AsyncGenerator<OutputFile> {
  const ignored = { id: IGNORE, name: IGNORE_NAME, colour: classColour(IGNORE) };
  const labels = [...annotations.classes, ...((await anyHasIgnored(annotations)) ? [ignored] : [])];
  yield { path: 'annotations/default.json', content: datumaroText(annotations, labels) };
}

async function* datumaroText(
  annotations: Annotations,
  labels: readonly AnnotationClass[],
): AsyncGenerator<string> {
  const labelIds = new Map(labels.map(({ id }, index) => [id, index]));
  const paths = new OutputPaths();
  const head = JSON.stringify({ info: {}, categories: categoriesOf(labels) });
  yield `${head.slice(0, -1)},\n"items": [`;
  let separator = '';
  for await (const image of annotations.images()) {
    yield `${separator}\n${JSON.stringify(itemOf(image, paths.stemOf(image.picture), labelIds))}`;
    separator = ',';
  }
  yield '\n]}\n';
}

function categoriesOf(labels: readonly AnnotationClass[]): object {
  const colormap = labels.map(({ id, colour }, index) => {
    const [r, g, b] = colour ?? classColour(id);
    return { label_id: index, r, g, b };
  });
  return {
    label: { labels: labels.map(({ name }) => ({ name, parent: '', attributes: [] })), attributes: [] },
    mask: { colormap },
  };
}

function itemOf(
  { picture, labels }: AnnotatedImage,
  id: string,
  labelIds: ReadonlyMap<number, number>,
): object {
  const { width, height } = labels;
  const annotations = labelledObjects(labels).map(({ classId, spans }, index) => ({
    id: index,
    type: 'mask',
    attributes: {},
    group: 0,
    label_id: labelIds.get(classId),
    rle: compressedSegmentation(spans, width, height),
    z_order: 0,
  }));
  return { id, annotations, image: { path: picture, size: [height, width] } };
}
