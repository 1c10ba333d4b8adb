import { BlemishError } from '../domain/errors.ts';
import { SUBSETS, type Subset } from '../domain/split.ts';

/** The share of the images that each subset is to get, 0..1; one that is missing gets none. They sum to 1. */
export type Ratios = Readonly<Partial<Record<Subset, number>>>;

export const DEFAULT_RATIOS: Ratios = { train: 0.8, val: 0.1, test: 0.1 };

/** The sum may miss 1 by this: 0.333 + 0.333 + 0.334 is meant as 1, as is 0.1 ten times. */
const ROUNDING = 1e-6;

/**
 * The subsets that are to get images, with their shares.
 * @throws {BlemishError} 'input' where a ratio is no share or they do not sum to 1
 */
export function subsetShares(ratios: Ratios): { readonly subset: Subset; readonly share: number }[] {
  const asked = SUBSETS.map((subset) => ({ subset, share: ratios[subset] ?? 0 }));
  const written = asked.map(({ subset, share }) => `${subset} ${share}`).join(', ');
  const wrong = asked.find(({ share }) => !(share >= 0 && share <= 1));
  if (wrong !== undefined) {
    throw new BlemishError('input', {
      subject: written,
      problem: `The ratio of ${wrong.subset} is not between 0 and 1`,
      remedy: 'Give each subset its share of all images, such as 0.8, 0.1 and 0.1',
    });
  }
  const sum = asked.reduce((total, { share }) => total + share, 0);
  if (Math.abs(sum - 1) > ROUNDING) {
    throw new BlemishError('input', {
      subject: written,
      problem: `The ratios sum to ${Number(sum.toFixed(6))}, not to 1`,
      remedy: 'Change them so that they sum to 1',
    });
  }
  return asked.filter(({ share }) => share > 0);
}
