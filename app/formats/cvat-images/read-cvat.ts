import { BACKGROUND } from '../../mask/label-map.ts';
import type { AnnotatedImage, AnnotationFiles, Annotations, Pictures, Report } from '../annotation-format.ts';
import { hexColour } from '../hex-colour.ts';
import { objectValue } from '../label-canvas.ts';
import { NamedClasses } from '../named-classes.ts';
import { NamedPictures, type Size } from '../named-pictures.ts';
import { ObjectPainter } from '../object-painter.ts';
import { type CvatImage, parseCvat, wrongCvat } from './parse-cvat.ts';
import { type CvatShape, shapeOf } from './shapes.ts';

/** Reads CVAT's XML files, each once for the labels and once more for every round of the pictures. */
export async function readCvat(
  files: AnnotationFiles,
  paths: readonly string[],
  pictures: Pictures,
  report: Report,
): Promise<Annotations> {
  const classes = new NamedClasses(paths[0]);
  for (const path of paths) await collectLabels(files, path, classes);
  return {
    classes: classes.list,
    async *images(): AsyncGenerator<AnnotatedImage> {
      const named = new NamedPictures(pictures, report);
      for (const path of paths) {
        for await (const part of parseCvat(files.stream(path), path)) {
          if (part.kind === 'image') yield await readImage(part, path, named, classes, report);
        }
      }
    },
  };
}

/** Labels of the head come first; those that only shapes have follow. */
async function collectLabels(files: AnnotationFiles, path: string, classes: NamedClasses): Promise<void> {
  for await (const part of parseCvat(files.stream(path), path)) {
    if (part.kind === 'label') {
      if (part.name !== '') addLabel(classes, part.name, part.colour);
    } else {
      for (const element of part.elements) {
        const shape = shapeOf(element, path);
        if (shape !== null && shape.label !== '') addLabel(classes, shape.label, '');
      }
    }
  }
}

function addLabel(classes: NamedClasses, name: string, colour: string): void {
  classes.add(name, hexColour(colour));
}

async function readImage(
  image: CvatImage,
  path: string,
  named: NamedPictures,
  classes: NamedClasses,
  report: Report,
): Promise<AnnotatedImage> {
  const place = `${path}, line ${image.line}`;
  const { name = '', width = '', height = '', subset = '' } = image.attributes;
  if (name === '') throw wrongCvat(place, 'The <image> has no name');
  const declared = { width: Number(width), height: Number(height) };
  const names = subset === '' ? [name] : [`${subset}/${name}`, name];
  const { picture, ...size } = await named.require(names, declared, place);
  const painter = new ObjectPainter(size, report);
  const shapes = image.elements.flatMap((element) => {
    const shape = shapeOf(element, path);
    if (shape === null) {
      painter.tell(
        'lost',
        LEFT_OUT[element.name] ?? 'Unknown elements are left out',
        `${path}, line ${element.line}`,
      );
    } else if (shape.label === '') {
      painter.tell('lost', 'A shape without a label is left out', shape.place);
    } else {
      return [shape];
    }
    return [];
  });
  paintShapes(shapes, size, painter, classes);
  return { picture, labels: painter.labels() };
}

const LEFT_OUT: Readonly<Record<string, string | undefined>> = {
  tag: 'A tag of a whole picture is left out',
  polyline: 'A polyline has no area and is left out',
  points: 'Points have no area and are left out',
  skeleton: 'A skeleton is left out',
  cuboid: 'A cuboid is left out',
};

/** From the lowest layer up, in a layer as they come. */
function paintShapes(
  shapes: readonly CvatShape[],
  size: Size,
  painter: ObjectPainter,
  classes: NamedClasses,
): void {
  const instances = new Map<string, number>();
  for (const [index, shape] of [...shapes].sort((a, b) => a.zOrder - b.zOrder).entries()) {
    const object = shape.group === null ? `shape ${index}` : `group ${shape.group} ${shape.label}`;
    const instance = instances.get(object) ?? instances.size + 1;
    instances.set(object, instance);
    paintShape(shape, size, painter, objectValue(classes.idOf(shape.label) ?? BACKGROUND, instance));
  }
}

function paintShape(shape: CvatShape, size: Size, painter: ObjectPainter, value: number): void {
  switch (shape.kind) {
    case 'box':
      painter.tell('changed', 'A box is read as a filled rectangle', shape.place);
      painter.paintPolygon(shape.corners, value, shape.place);
      break;
    case 'polygon':
      painter.paintPolygon(shape.corners, value, shape.place);
      break;
    case 'ellipse':
      painter.paintEllipse(shape.centre, shape.radii, shape.angle, value, shape.place);
      break;
    case 'mask':
      painter.paintRowRuns(shape.counts, maskBox(shape, size), value, shape.place);
      break;
  }
}

/** CVAT's masks fill their box; Datumaro's fill the whole picture, whatever box they name. */
function maskBox({ box, counts, place }: CvatShape & { kind: 'mask' }, { width, height }: Size): typeof box {
  const sum = counts.reduce((total, count) => total + count, 0);
  const isInside = box.x + box.width <= width && box.y + box.height <= height;
  if (isInside && sum === box.width * box.height) return box;
  if (sum === width * height) return { x: 0, y: 0, width, height };
  throw wrongCvat(
    place,
    isInside
      ? `The runs of the mask sum to ${sum}, its box has ${box.width}x${box.height} px`
      : `The box of the mask reaches outside of the picture of ${width}x${height} px`,
  );
}
