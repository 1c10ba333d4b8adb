import { boxOf, isInside } from '../../mask/box.ts';
import { instanceOf } from '../../mask/run-length-map.ts';
import type { AnnotatedImage, AnnotationFiles, Annotations, Pictures, Report } from '../annotation-format.ts';
import { LabelCanvas, objectValue } from '../label-canvas.ts';
import { withoutExtension } from '../match-picture.ts';
import { NamedClasses } from '../named-classes.ts';
import { type NamedPicture, NamedPictures, type Size } from '../named-pictures.ts';
import { type LabelmeFile, type LabelmeShape, parseLabelmeFile } from './labelme-file.ts';
import { LabelmeOriginal } from './labelme-original.ts';
import { shapeSpans } from './shape-spans.ts';

/** Reads labelme files, one a picture; classes are counted in the order in which their names come first. */
export async function readLabelme(
  files: AnnotationFiles,
  paths: readonly string[],
  pictures: Pictures,
  report: Report,
): Promise<Annotations> {
  const classes = new NamedClasses(paths[0]);
  for (const path of paths) {
    const file = parseLabelmeFile(await files.read(path), path);
    for (const { label } of file.shapes) classes.add(label);
  }
  return {
    classes: classes.list,
    async *images() {
      const named = new NamedPictures(pictures, report);
      for (const path of paths) {
        const file = parseLabelmeFile(await files.read(path), path);
        const picture = await named.require(namesOf(file, path), declaredSize(file), path);
        yield await painted(file, { path, ...picture }, classes, report);
      }
    },
  };
}

/** The path that the file tells, which may be of another system; else that of the file itself. */
function namesOf({ imagePath }: LabelmeFile, path: string): string[] {
  const told = imagePath?.replaceAll('\\', '/') ?? '';
  return told === '' ? [withoutExtension(path)] : [told, withoutExtension(path)];
}

function declaredSize({ imageWidth, imageHeight }: LabelmeFile): Size | null {
  return imageWidth && imageHeight ? { width: imageWidth, height: imageHeight } : null;
}

interface PlacedPicture extends NamedPicture {
  readonly path: string;
}

/** Later shapes cover earlier ones. */
async function painted(
  { shapes, ...file }: LabelmeFile,
  { path, picture, width, height }: PlacedPicture,
  classes: NamedClasses,
  report: Report,
): Promise<AnnotatedImage> {
  const canvas = new LabelCanvas(width, height);
  const numbers = instanceNumbers(shapes);
  const originals = new Map<number, LabelmeShape[]>();
  for (const [index, shape] of shapes.entries()) {
    const subject = `${path}, shapes[${index}]`;
    const area = await shapeSpans(shape, { width, height }, subject);
    if (typeof area === 'string') {
      report({ kind: 'lost', text: area, subject });
      continue;
    }
    if (reachesOutside(shape, width, height)) {
      report({
        kind: 'changed',
        text: 'A shape that reaches outside of the picture is cut at its edge',
        subject,
      });
    }
    const value = objectValue(classes.add(shape.label), numbers[index]);
    if (canvas.paintSpans(area, value)) {
      report({ kind: 'changed', text: 'Where objects overlap, the later one covers the earlier', subject });
    }
    const others = originals.get(instanceOf(value));
    if (others === undefined) originals.set(instanceOf(value), [shape]);
    else others.push(shape);
  }
  return { picture, labels: canvas.labels(), original: new LabelmeOriginal(file, originals) };
}

/** Shapes of one label and one group are one object. */
function instanceNumbers(shapes: readonly LabelmeShape[]): number[] {
  const groups = new Map<string, number>();
  let count = 0;
  return shapes.map(({ label, group_id }) => {
    if (group_id === undefined || group_id === null) return ++count;
    const key = JSON.stringify([label, group_id]);
    const known = groups.get(key) ?? ++count;
    groups.set(key, known);
    return known;
  });
}

function reachesOutside({ points }: LabelmeShape, width: number, height: number): boolean {
  const picture = boxOf({ width, height });
  return points.some(([x, y]) => !isInside({ x, y, width: 0, height: 0 }, picture));
}
