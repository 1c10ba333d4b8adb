import type { Rgb } from '../../domain/class-colours.ts';

/** The colour of index 255, between objects: neither class nor background. */
export const VOC_VOID: Rgb = [224, 224, 192];

export interface VocLabel {
  readonly name: string;
  readonly colour: Rgb;
}

/** name:red,green,blue:parts:actions, where a name may itself have colons. */
const LINE = /^(.*):\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*:[^:]*:[^:]*$/;

/**
 * Reads the `labelmap.txt` of CVAT's and Datumaro's VOC folders (`name:r,g,b:parts:actions`, "#" for comments); null
 * where the text is no such list.
 */
export function parseLabelMap(text: string): VocLabel[] | null {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const labels = lines.map(parseLine);
  return labels.length > 0 && labels.every((label) => label !== null) ? labels : null;
}

export function formatLabelMap(labels: readonly VocLabel[]): string {
  const lines = labels.map(({ name, colour }) => `${name}:${colour.join(',')}::`);
  return ['# label:color_rgb:parts:actions', ...lines, ''].join('\n');
}

function parseLine(line: string): VocLabel | null {
  const match = LINE.exec(line);
  if (match === null) return null;
  const colour: Rgb = [Number(match[2]), Number(match[3]), Number(match[4])];
  return colour.some((value) => value > 255) ? null : { name: match[1].trim(), colour };
}
