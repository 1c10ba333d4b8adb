import { classColour } from '../../domain/class-colours.ts';
import { IGNORE } from '../../mask/label-map.ts';
import { classOf } from '../../mask/run-length-map.ts';
import type { AnnotatedImage, AnnotationClass, Annotations, OutputFile } from '../annotation-format.ts';
import { compressedSegmentation } from '../coco/segmentation.ts';
import { labelledObjects } from '../labelled-objects.ts';
import { IGNORE_NAME } from '../named-classes.ts';
import { OutputPaths } from '../output-path.ts';

export const DATUMARO_FILE = 'annotations/default.json';

/** Writes one subset; every object is a mask, which holds its exact pixels. Ignored pixels have a label of their own. */
export async function* writeDatumaro(annotations: Annotations): AsyncGenerator<OutputFile> {
  const ignored = { id: IGNORE, name: IGNORE_NAME, colour: classColour(IGNORE) };
  const labelIds = new Map([...annotations.classes, ignored].map(({ id }, index) => [id, index]));
  const paths = new OutputPaths();
  const items: string[] = [];
  let hasIgnored = false;
  for await (const image of annotations.images()) {
    hasIgnored ||= image.labels.values.some((value) => classOf(value) === IGNORE);
    items.push(JSON.stringify(itemOf(image, paths.stemOf(image.picture), labelIds)));
  }
  const labels = hasIgnored ? [...annotations.classes, ignored] : annotations.classes;
  const head = JSON.stringify({ info: {}, categories: categoriesOf(labels) });
  yield { path: DATUMARO_FILE, content: `${head.slice(0, -1)},\n"items": [\n${items.join(',\n')}\n]}\n` };
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
