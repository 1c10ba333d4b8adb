import { BACKGROUND, type LabelMap } from '../../app/mask/label-map.ts';
import { classOf, type DefectKind } from './defect-kinds.ts';
import type { Damage } from './draw-defects.ts';
import type { Field } from './fields/field.ts';

export interface DefectRecord {
  readonly kind: DefectKind;
  /** Longest extent, px. */
  readonly size: number;
  /** Area by size: the mean width, px. */
  readonly width: number;
  /** Visible pixels. */
  readonly area: number;
  /** Mean change of the tone by the defect, 0..1: above 0 where it is brighter than the surface. */
  readonly contrast: number;
  /** Mean size of the change, whichever its sign, by the deviation of the flawless surface around it. */
  readonly contrastToNoise: number;
}

export interface RecordedDefects {
  readonly labels: LabelMap;
  /** Per pixel 0, or the index of its defect plus 1. */
  readonly instances: Uint16Array;
  readonly defects: DefectRecord[];
}

/** A change must reach this to be seen on any screen, 0..1. */
const LEAST_CHANGE = 0.01;
/** Rose's criterion: change by noise, times the root of the area, from which something is seen. */
const LEAST_DETECTABILITY = 5;
/** Along a defect and across it, an eye does not gather over more than this, px. */
const LONGEST_GATHERED = 16;
/** How far around a defect its surroundings reach, px. */
const MARGIN = 4;
/** px. */
const LARGEST_NOISE_SAMPLE = 2000;
/** Half a step of 8 bits. */
const LEAST_NOISE = 0.002;

/** What the camera shows of each defect; one that it does not show (too faint, covered) gets no label either. */
export function recordDefects(flawless: Field, damaged: Field, { owners, kinds }: Damage): RecordedDefects {
  const { width, height } = flawless;
  const footprints = measureFootprints(flawless, damaged, owners, kinds.length);
  const defects: DefectRecord[] = [];
  const instanceOf = new Uint16Array(kinds.length + 1);
  for (const [index, kind] of kinds.entries()) {
    const record = recordOf(kind, footprints[index], flawless);
    if (record !== undefined) instanceOf[index + 1] = defects.push(record);
  }
  const classes = Uint8Array.from([BACKGROUND, ...defects.map(({ kind }) => classOf(kind))]);
  const instances = new Uint16Array(owners.length);
  const data = new Uint8Array(owners.length);
  for (let at = 0; at < owners.length; at++) {
    if (damaged.data[at] === flawless.data[at]) continue;
    instances[at] = instanceOf[owners[at]];
    data[at] = classes[instances[at]];
  }
  return { labels: { width, height, data }, instances, defects };
}

/** Sums over the pixels of one defect. */
interface Footprint {
  area: number;
  change: number;
  absoluteChange: number;
  /** Lowest and highest projection on each of {@link DIRECTIONS}, px. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

const DIRECTIONS = Array.from({ length: 8 }, (_, i) => ({
  x: Math.cos((i * Math.PI) / 8),
  y: Math.sin((i * Math.PI) / 8),
}));

function measureFootprints(flawless: Field, damaged: Field, owners: Uint16Array, count: number): Footprint[] {
  const footprints = Array.from({ length: count }, (): Footprint => ({
    area: 0,
    change: 0,
    absoluteChange: 0,
    low: new Float64Array(DIRECTIONS.length).fill(Infinity),
    high: new Float64Array(DIRECTIONS.length).fill(-Infinity),
  }));
  for (let at = 0; at < owners.length; at++) {
    const change = damaged.data[at] - flawless.data[at];
    if (owners[at] === 0 || change === 0) continue;
    const footprint = footprints[owners[at] - 1];
    footprint.area += 1;
    footprint.change += change;
    footprint.absoluteChange += Math.abs(change);
    extend(footprint, at % flawless.width, Math.floor(at / flawless.width));
  }
  return footprints;
}

function extend({ low, high }: Footprint, x: number, y: number): void {
  for (let i = 0; i < DIRECTIONS.length; i++) {
    const place = x * DIRECTIONS[i].x + y * DIRECTIONS[i].y;
    if (place < low[i]) low[i] = place;
    if (place > high[i]) high[i] = place;
  }
}

function recordOf(kind: DefectKind, footprint: Footprint, flawless: Field): DefectRecord | undefined {
  const { area } = footprint;
  if (area === 0) return undefined;
  const size = 1 + Math.max(...footprint.high.map((high, i) => high - footprint.low[i]));
  const width = area / size;
  const change = footprint.absoluteChange / area;
  const contrastToNoise = change / noiseAround(footprint, flawless);
  const gathered = Math.min(size, LONGEST_GATHERED) * Math.min(width, LONGEST_GATHERED);
  if (change < LEAST_CHANGE || contrastToNoise * Math.sqrt(gathered) < LEAST_DETECTABILITY) return undefined;
  return { kind, size, width, area, contrast: footprint.change / area, contrastToNoise };
}

/** Deviation of the flawless picture between neighbours two pixels apart, from some rows around the defect. */
function noiseAround({ low, high }: Footprint, { width, height, data }: Field): number {
  const vertical = DIRECTIONS.length / 2;
  const left = Math.max(0, low[0] - MARGIN);
  const right = Math.min(width - 3, high[0] + MARGIN);
  const top = Math.max(0, Math.floor(low[vertical]) - MARGIN);
  const bottom = Math.min(height - 3, high[vertical] + MARGIN);
  const stride = Math.max(1, Math.floor(((right - left) * (bottom - top)) / LARGEST_NOISE_SAMPLE));
  let squares = 0;
  let differences = 0;
  for (let y = top; y <= bottom; y += stride)
    for (let x = left; x <= right; x++) {
      const at = y * width + x;
      squares += (data[at] - data[at + 2]) ** 2 + (data[at] - data[at + 2 * width]) ** 2;
      differences += 2;
    }
  return Math.max(LEAST_NOISE, Math.sqrt(squares / 2 / Math.max(1, differences)));
}
