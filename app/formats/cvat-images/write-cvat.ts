import { classColour, type Rgb } from '../../domain/class-colours.ts';
import { IGNORE } from '../../mask/label-map.ts';
import { boxAround, type Spans } from '../../mask/spans.ts';
import type { AnnotatedImage, Annotations, OutputFile, Report } from '../annotation-format.ts';
import { escapedXml } from '../escaped-xml.ts';
import { labelledObjects } from '../labelled-objects.ts';
import { IGNORE_NAME } from '../named-classes.ts';
import { asOneLine } from '../one-line.ts';
import { rowRunsOf } from '../row-runs.ts';

export const CVAT_FILE = 'annotations.xml';

/** Writes one file; every object is a mask, which holds its exact pixels. Ignored pixels have a label of their own. */
export async function* writeCvat(annotations: Annotations, report: Report): AsyncGenerator<OutputFile> {
  const names = new Map(annotations.classes.map(({ id, name }) => [id, asOneLine(name, report)]));
  names.set(IGNORE, IGNORE_NAME);
  const used = new Set<number>();
  const images: string[] = [];
  for await (const image of annotations.images()) {
    const masks = labelledObjects(image.labels).map(({ classId, spans }) => {
      used.add(classId);
      return maskElement(names.get(classId) ?? '', spans);
    });
    images.push(imageElement(image, images.length, masks));
  }
  const labels = annotations.classes.map(({ id, colour }) =>
    labelElement(names.get(id) ?? '', colour ?? classColour(id)),
  );
  if (used.has(IGNORE)) labels.push(labelElement(IGNORE_NAME, classColour(IGNORE)));
  yield {
    path: CVAT_FILE,
    content: [
      '<?xml version="1.0" encoding="utf-8"?>',
      '<annotations>',
      '  <version>1.1</version>',
      '  <meta><task><labels>',
      ...labels,
      '  </labels></task></meta>',
      ...images,
      '</annotations>',
      '',
    ].join('\n'),
  };
}

function labelElement(name: string, colour: Rgb): string {
  const hex = colour.map((value) => value.toString(16).padStart(2, '0')).join('');
  return `    <label><name>${escapedXml(name)}</name><color>#${hex}</color><attributes></attributes></label>`;
}

function imageElement({ picture, labels }: AnnotatedImage, id: number, masks: readonly string[]): string {
  const head = `  <image id="${id}" name="${escapedXml(picture)}" width="${labels.width}" height="${labels.height}">`;
  return [head, ...masks, '  </image>'].join('\n');
}

function maskElement(label: string, spans: Spans): string {
  const box = boxAround(spans);
  const rle = rowRunsOf(spans, box).join(', ');
  return (
    `    <mask label="${escapedXml(label)}" source="manual" occluded="0" rle="${rle}"` +
    ` left="${box.x}" top="${box.y}" width="${box.width}" height="${box.height}" z_order="0"></mask>`
  );
}
