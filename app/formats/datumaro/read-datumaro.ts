import type { z } from 'zod';
import type { AnnotatedImage, AnnotationFiles, Annotations, Pictures, Report } from '../annotation-format.ts';
import { jsonElements, placeOf } from '../json-elements.ts';
import { objectValue } from '../label-canvas.ts';
import { NamedClasses } from '../named-classes.ts';
import { NamedPictures } from '../named-pictures.ts';
import { ObjectPainter } from '../object-painter.ts';
import { paintAnnotation } from './paint-annotation.ts';
import {
  categoriesSchema,
  type DatumaroAnnotation,
  type DatumaroItem,
  itemSchema,
  wrongDatumaro,
} from './schema.ts';

/** Reads Datumaro's files (a subset each), each once for the labels and once more for every round of the pictures. */
export async function readDatumaro(
  files: AnnotationFiles,
  paths: readonly string[],
  pictures: Pictures,
  report: Report,
): Promise<Annotations> {
  const classes = new NamedClasses(paths[0]);
  const idsByFile = new Map<string, ReadonlyMap<number, number>>();
  for (const path of paths) idsByFile.set(path, await readCategories(files, path, classes));
  return {
    classes: classes.list,
    async *images(): AsyncGenerator<AnnotatedImage> {
      const named = new NamedPictures(pictures, report);
      for (const path of paths) {
        const ids = idsByFile.get(path) ?? new Map<number, number>();
        for await (const elements of jsonElements(files.stream(path), path)) {
          for (const element of elements.filter(({ key, index }) => key === 'items' && index !== null)) {
            const place = `${path}, ${placeOf(element)}`;
            const image = await readItem(parsed(itemSchema, element.value, place), ids, named, report, place);
            if (image !== null) yield image;
          }
        }
      }
    },
  };
}

/** Adds a file's labels to the classes; label index to class id. */
async function readCategories(
  files: AnnotationFiles,
  path: string,
  classes: NamedClasses,
): Promise<ReadonlyMap<number, number>> {
  const ids = new Map<number, number>();
  for await (const elements of jsonElements(files.stream(path), path)) {
    for (const { key, value } of elements.filter((element) => element.key === 'categories')) {
      const { label, mask } = parsed(categoriesSchema, value, `${path}, ${key}`);
      for (const [index, { name }] of (label?.labels ?? []).entries()) {
        const colour = mask?.colormap.find(({ label_id }) => label_id === index);
        ids.set(index, classes.add(name, colour === undefined ? null : [colour.r, colour.g, colour.b]));
      }
    }
  }
  return ids;
}

/** null for an item without annotations whose picture is not there. */
async function readItem(
  { id, annotations, image, media }: DatumaroItem,
  ids: ReadonlyMap<number, number>,
  named: NamedPictures,
  report: Report,
  place: string,
): Promise<AnnotatedImage | null> {
  const { path = '', size = null } = image ?? media ?? {};
  const names = path === '' ? [id] : [path, id];
  if (size === null && annotations.length === 0 && !named.has(names)) {
    report({ kind: 'unmatched', text: 'An item without annotations has no picture', subject: place });
    return null;
  }
  const declared = size === null ? null : { height: size[0], width: size[1] };
  const { picture, ...pictureSize } = await named.require(names, declared, place);
  const painter = new ObjectPainter(pictureSize, report);
  const instances = new Map<string, number>();
  for (const { annotation, index } of byLayer(annotations)) {
    const annotationPlace = `${place}.annotations[${index}]`;
    const classId = classOfLabel(annotation, ids, annotationPlace);
    if (classId === null) {
      painter.tell('lost', 'An annotation without a label is left out', annotationPlace);
      continue;
    }
    const object = annotation.group === 0 ? `one ${index}` : `group ${annotation.group} ${classId}`;
    const instance = instances.get(object) ?? instances.size + 1;
    instances.set(object, instance);
    paintAnnotation(annotation, objectValue(classId, instance), pictureSize, painter, annotationPlace);
  }
  return { picture, labels: painter.labels() };
}

/** From the lowest layer up, in a layer as they come. */
function byLayer(
  annotations: readonly DatumaroAnnotation[],
): { annotation: DatumaroAnnotation; index: number }[] {
  return annotations
    .map((annotation, index) => ({ annotation, index }))
    .sort((a, b) => a.annotation.z_order - b.annotation.z_order);
}

function classOfLabel(
  { label_id }: DatumaroAnnotation,
  ids: ReadonlyMap<number, number>,
  place: string,
): number | null {
  if (label_id === undefined || label_id === null) return null;
  const classId = ids.get(label_id);
  if (classId === undefined) throw wrongDatumaro(place, `There is no label ${label_id} in the categories`);
  return classId;
}

function parsed<T>(schema: z.ZodType<T>, value: unknown, place: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0];
  throw wrongDatumaro(place, `${path.join('.')}: ${message}`);
}
