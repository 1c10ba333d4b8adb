import { classColour, type Rgb } from '../../domain/class-colours.ts';
import { IGNORE } from '../../mask/label-map.ts';
import { boxAround, type Spans } from '../../mask/spans.ts';
import type { AnnotatedImage, Annotations, OutputFile, Report } from '../annotation-format.ts';
import { escapedXml } from '../escaped-xml.ts';
import { anyHasIgnored } from '../ignored-pixels.ts';
import { labelledObjects } from '../labelled-objects.ts';
import { IGNORE_NAME } from '../named-classes.ts';
import { asOneLine } from '../one-line.ts';
import { rowRunsOf } from '../row-runs.ts';

/** Writes one file; every object is a mask, which holds its exact pixels. Ignored pixels have a label of their own. */
export async function* writeCvat(annotations: Annotations, report: Report): AsyncGenerator<OutputFile> {
  const names = new Map(annotations.classes.map(({ id, name }) => [id, asOneLine(name, report)]));
  const labels = annotations.classes.map(({ id, colour }) =>
    labelElement(names.get(id) ?? '', colour ?? classColour(id)),
  );
  if (await anyHasIgnored(annotations)) labels.push(labelElement(IGNORE_NAME, classColour(IGNORE)));
  names.set(IGNORE, IGNORE_NAME);
  yield { path: 'annotations.xml', content: cvatText(annotations, labels, names) };
}

async function* cvatText(
  annotations: Annotations,
  labels: readonly string[],
  names: ReadonlyMap<number, string>,
): AsyncGenerator<string> {
  const head = ['<?xml version="1.0" encoding="utf-8"?>', '<annotations>', '  <version>1.1</version>'];
  yield [...head, '  <meta><task><labels>', ...labels, '  </labels></task></meta>', ''].join('\n');
  let id = 0;
  for await (const image of annotations.images()) yield imageElement(image, id++, names);
  yield '</annotations>\n';
}

function labelElement(name: string, colour: Rgb): string {
  const hex = colour.map((value) => value.toString(16).padStart(2, '0')).join('');
  return `    <label><name>${escapedXml(name)}</name><color>#${hex}</color><attributes></attributes></label>`;
}

function imageElement(
  { picture, labels }: AnnotatedImage,
  id: number,
  names: ReadonlyMap<number, string>,
): string {
  const head = `  <image id="${id}" name="${escapedXml(picture)}" width="${labels.width}" height="${labels.height}">`;
  const masks = labelledObjects(labels).map(({ classId, spans }) =>
    maskElement(names.get(classId) ?? '', spans),
  );
  return [head, ...masks, '  </image>', ''].join('\n');
}

function maskElement(label: string, spans: Spans): string {
  const box = boxAround(spans);
  const rle = rowRunsOf(spans, box).join(', ');
  return (
    `    <mask label="${escapedXml(label)}" source="manual" occluded="0" rle="${rle}"` +
    ` left="${box.x}" top="${box.y}" width="${box.width}" height="${box.height}" z_order="0"></mask>`
  );
}
