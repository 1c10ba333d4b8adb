import { classColour } from '../../domain/class-colours.ts';
import { IGNORE } from '../../mask/label-map.ts';
import type {
  AnnotatedImage,
  AnnotationClass,
  Annotations,
  OutputFile,
  Report,
} from '../annotation-format.ts';
import { escapedXml } from '../escaped-xml.ts';
import { labelledObjects } from '../labelled-objects.ts';
import { IGNORE_NAME } from '../named-classes.ts';
import { rowRunsOf } from '../row-runs.ts';
import { encodeBrush } from './brush-rle.ts';

/**
 * Writes the tasks, every object as a brush region, which holds its exact pixels, and the labelling interface for
 * them. Ignored pixels have a label of their own.
 */
export function* writeLabelStudio(annotations: Annotations, report: Report): Generator<OutputFile> {
  const used = new Set<number>();
  yield { path: 'tasks.json', content: tasksText(annotations, used) };
  const ignored: AnnotationClass[] = used.has(IGNORE)
    ? [{ id: IGNORE, name: IGNORE_NAME, colour: null }]
    : [];
  yield { path: 'label_config.xml', content: labelConfig([...annotations.classes, ...ignored]) };
  for (const { name } of annotations.classes.filter(({ id }) => !used.has(id))) {
    report({ kind: 'lost', text: 'A class that no picture has is left out', subject: name });
  }
}

/** Adds the class ids in use to `used`. */
async function* tasksText(annotations: Annotations, used: Set<number>): AsyncGenerator<string> {
  const names = new Map(annotations.classes.map(({ id, name }) => [id, name]));
  names.set(IGNORE, IGNORE_NAME);
  let count = 0;
  yield '[';
  for await (const image of annotations.images()) {
    yield `${count === 0 ? '' : ','}\n${JSON.stringify(taskOf(image, ++count, names, used))}`;
  }
  yield '\n]\n';
}

function taskOf(
  { picture, labels }: AnnotatedImage,
  id: number,
  names: ReadonlyMap<number, string>,
  used: Set<number>,
): object {
  const { width, height } = labels;
  const result = labelledObjects(labels).map(({ classId, spans }, index) => {
    used.add(classId);
    return {
      id: `task${id}region${index + 1}`,
      from_name: 'label',
      to_name: 'image',
      type: 'brushlabels',
      origin: 'manual',
      image_rotation: 0,
      original_width: width,
      original_height: height,
      value: {
        format: 'rle',
        rle: encodeBrush(rowRunsOf(spans, { x: 0, y: 0, width, height })),
        brushlabels: [names.get(classId) ?? ''],
      },
    };
  });
  const path = picture.split('/').map(encodeURIComponent).join('/');
  return {
    id,
    data: { image: `/data/local-files/?d=${path}` },
    annotations: [{ id, result, was_cancelled: false, ground_truth: false }],
    predictions: [],
  };
}

function labelConfig(classes: readonly AnnotationClass[]): string {
  const labels = classes.map(({ id, name, colour }) => {
    const background = (colour ?? classColour(id)).join(', ');
    return `    <Label value="${escapedXml(name)}" background="rgb(${background})"/>`;
  });
  return [
    '<View>',
    '  <Image name="image" value="$image" zoom="true"/>',
    '  <BrushLabels name="label" toName="image">',
    ...labels,
    '  </BrushLabels>',
    '</View>',
    '',
  ].join('\n');
}
