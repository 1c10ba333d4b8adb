import type { Random } from '../random.ts';
import type { DefectKind } from './defect-kinds.ts';
import { contrastOf, darkens } from './defects/contrast.ts';
import { type Stamp, VISIBLE } from './defects/defect.ts';
import { DEFECTS } from './defects/defects-by-kind.ts';
import { oneOf } from './draws.ts';
import { tonesAround } from './fields/tones-around.ts';
import { copied, type Field } from './fields/field.ts';
import { spreadOf } from './fields/spread.ts';
import type { Scene } from './scene.ts';
import type { Part } from './structures/part-outline.ts';

/** A scene after the defects came, and which pixel belongs to which of them. */
export interface Damage {
  readonly tones: Field;
  /** Per pixel 0, or the index of a defect plus 1: of the last one that covers it. */
  readonly owners: Uint16Array;
  /** By index of the defect. */
  readonly kinds: readonly DefectKind[];
}

/** Thin cracks, broken edges and large regions are hardest to learn, so they come more often. */
const DRAWN_KINDS: readonly DefectKind[] = [
  'scratch',
  'scratch',
  'crack',
  'crack',
  'crack',
  'pit',
  'blowhole',
  'blowhole',
  'stain',
  'stain',
  'uneven',
  'uneven',
  'uneven',
  'chip',
  'chip',
  'chip',
  'dust',
  'dent',
  'dent',
  'residue',
];
const FLAWLESS_SHARE = 0.17;
/** A scene whose mean tone is below this is taken to be under dark-field light: what scatters there shines. */
const DARK_FIELD = 0.2;
/** What the eye takes for noise even on a perfectly smooth surface. */
const LEAST_NOISE = 0.004;

/** `noise` is what the camera will add, as a deviation of the scene's tones. */
export function drawDefects(scene: Scene, noise: number, source: Random): Damage {
  const tones = copied(scene.tones);
  const side = tones.width;
  const owners = new Uint16Array(side * side);
  const kinds: DefectKind[] = [];
  const inDarkField = spreadOf(tones.data).mean < DARK_FIELD;
  for (let group = source.chance(FLAWLESS_SHARE) ? 0 : source.integer(1, 4); group > 0; group--) {
    const kind = oneOf(DRAWN_KINDS, source);
    const stamps = DEFECTS[kind]({ side, light: scene.light, part: scene.part, source });
    const prominence = source.uniform();
    for (const stamp of stamps) {
      if (scene.part !== undefined) keepOnPart(stamp, scene.part);
      kinds.push(kind);
      const level = Math.hypot(noise, 0.8 * tonesAround(stamp.box, tones).deviation, LEAST_NOISE);
      const sign = inDarkField && darkens(stamp) ? -1 : 1;
      press(stamp, sign * contrastOf(stamp, level, prominence), tones);
      own(stamp, owners, side, kinds.length);
    }
  }
  return { tones, owners, kinds };
}

function press(stamp: Stamp, contrast: number, tones: Field): void {
  const { box, coverage, change, hides } = stamp;
  const shown = stamp.tone ?? tonesAround(box, tones).mean;
  for (let row = 0, i = 0; row < box.height; row++) {
    let at = (box.top + row) * tones.width + box.left;
    for (let column = 0; column < box.width; column++, i++, at++) {
      const tone = tones.data[at];
      tones.data[at] = tone + hides * coverage[i] * (shown - tone) + contrast * change[i];
    }
  }
}

/** In place: what lies behind the part has no defects. */
function keepOnPart({ box, coverage, change }: Stamp, { cover }: Part): void {
  for (let row = 0, i = 0; row < box.height; row++) {
    let at = (box.top + row) * cover.width + box.left;
    for (let column = 0; column < box.width; column++, i++, at++) {
      coverage[i] *= cover.data[at];
      change[i] *= cover.data[at];
    }
  }
}

function own({ box, coverage }: Stamp, owners: Uint16Array, side: number, owner: number): void {
  for (let row = 0, i = 0; row < box.height; row++)
    for (let column = 0; column < box.width; column++, i++)
      if (coverage[i] > VISIBLE) owners[(box.top + row) * side + box.left + column] = owner;
}
