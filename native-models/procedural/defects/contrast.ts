import type { Stamp } from './defect.ts';
import { VISIBLE } from './defect.ts';

/** A defect's change never exceeds this where it is strongest, as a share of the full tone. */
const STRONGEST = 0.8;

/**
 * What one unit of a stamp's change amounts to, 0..1, so that the mean change over its pixels lies between where the
 * eye just finds it and strong. A speck or a line must stand out more from the noise than a wide patch; wide patches
 * are seldom as strong.
 *
 * `noise` is the deviation of the tones there, camera included; `prominence` 0..1 is the place between the two.
 */
export function contrastOf(stamp: Stamp, noise: number, prominence: number): number {
  const { area, meanChange } = measure(stamp);
  const size = Math.sqrt(area);
  const thickness = (3 * area) / Math.hypot(stamp.box.width, stamp.box.height);
  const least = Math.max(0.02, noise * (1 + 4 / Math.min(size, thickness)));
  const most = Math.max(1.3 * least, Math.min(0.55, 8 * noise + 0.12) / (1 + size / 120));
  return Math.min(STRONGEST, (least * (most / least) ** prominence) / Math.max(0.2, meanChange));
}

/** Whether a stamp makes its pixels darker on the whole. */
export function darkens({ coverage, change }: Stamp): boolean {
  let net = 0;
  for (let i = 0; i < coverage.length; i++) if (coverage[i] > VISIBLE) net += change[i];
  return net < 0;
}

/** Pixels covered, and their mean change whatever its sign. */
function measure({ coverage, change }: Stamp): { area: number; meanChange: number } {
  let area = 1;
  let sum = 0;
  for (let i = 0; i < coverage.length; i++) {
    if (coverage[i] <= VISIBLE) continue;
    area += 1;
    sum += Math.abs(change[i]);
  }
  return { area, meanChange: sum / area };
}
