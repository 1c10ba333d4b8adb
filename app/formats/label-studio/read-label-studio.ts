import { BACKGROUND } from '../../mask/label-map.ts';
import type { AnnotatedImage, AnnotationFiles, Annotations, Pictures, Report } from '../annotation-format.ts';
import { objectValue } from '../label-canvas.ts';
import { NamedClasses } from '../named-classes.ts';
import { NamedPictures, type Size } from '../named-pictures.ts';
import { ObjectPainter } from '../object-painter.ts';
import { paintRegion } from './paint-region.ts';
import { pictureNames } from './picture-names.ts';
import { labelOf } from './region-label.ts';
import { type Task, tasksOf, wrongTask } from './tasks.ts';

/** Reads exports, each once for the labels and once more for every round of the pictures. */
export async function readLabelStudio(
  files: AnnotationFiles,
  paths: readonly string[],
  pictures: Pictures,
  report: Report,
): Promise<Annotations> {
  const classes = new NamedClasses(paths[0]);
  for (const path of paths) {
    for await (const { regions } of tasksOf(files, path, () => undefined)) {
      for (const region of regions) {
        const label = labelOf(region);
        if (label !== null) classes.add(label);
      }
    }
  }
  return {
    classes: classes.list,
    async *images(): AsyncGenerator<AnnotatedImage> {
      const named = new NamedPictures(pictures, report);
      for (const path of paths) {
        for await (const task of tasksOf(files, path, report)) {
          const image = await readTask(task, named, classes, report);
          if (image !== null) yield image;
        }
      }
    },
  };
}

/** null for a task that nobody has worked on, and whose picture is not there. */
async function readTask(
  { place, sources, regions }: Task,
  named: NamedPictures,
  classes: NamedClasses,
  report: Report,
): Promise<AnnotatedImage | null> {
  const names = pictureNames(sources);
  if (names.length === 0) throw wrongTask(place, 'The task names no picture');
  if (regions.length === 0 && !named.has(names)) {
    report({ kind: 'unmatched', text: 'A task without regions has no picture', subject: place });
    return null;
  }
  const { picture, ...size } = await named.require(names, declaredSize(regions, place), place);
  const painter = new ObjectPainter(size, report);
  for (const [index, region] of regions.entries()) {
    const label = labelOf(region);
    const classId = label === null ? null : classes.idOf(label);
    const value = objectValue(classId ?? BACKGROUND, index + 1);
    paintRegion(region, value, size, painter, `${place}, region ${index + 1}`);
  }
  return { picture, labels: painter.labels() };
}

function declaredSize(regions: Task['regions'], place: string): Size | null {
  let declared: Size | null = null;
  for (const { original_width: width, original_height: height } of regions) {
    if (width === undefined || height === undefined) continue;
    if (declared !== null && (declared.width !== width || declared.height !== height)) {
      throw wrongTask(
        place,
        `Regions are of pictures of ${declared.width}x${declared.height} and of ${width}x${height} px`,
      );
    }
    declared = { width, height };
  }
  return declared;
}
