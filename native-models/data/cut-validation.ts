import { BlemishError } from '../../app/domain/errors.ts';
import { permutation, random } from '../random.ts';
import type { Dataset, DatasetItem } from './dataset.ts';

/**
 * Moves about `share` (0..1) of the train pictures into the subset val, whole groups at a time and from each class
 * alike; a group with several classes counts for its rarest. The same seed cuts the same pictures, in whatever order
 * they come. Items that already have a val subset stay as they are.
 *
 * @throws {BlemishError} 'input' where the train subset has too few groups to give one away.
 */
export function cutValidation(
  { items, splitFile }: Pick<Dataset, 'items' | 'splitFile'>,
  share: number,
  seed: number,
): DatasetItem[] {
  if (items.some(({ subset }) => subset === 'val')) return [...items];
  const train = items.filter(({ subset }) => subset === 'train');
  const chosen = new Set(
    [...strata(train)].flatMap(([classId, groups]) => chooseGroups(groups, share, seed, classId)),
  );
  if (chosen.size === 0) throw tooFewGroups(splitFile);
  return items.map((item) =>
    item.subset === 'train' && chosen.has(item.group) ? { ...item, subset: 'val' } : item,
  );
}

interface Group {
  readonly name: string;
  readonly images: number;
  readonly classIds: readonly number[];
}

/** Groups by the rarest class they show, 0 where they are free of defects. */
function strata(train: readonly DatasetItem[]): Map<number, Group[]> {
  const groups = [...Map.groupBy(train, ({ group }) => group)]
    .map(([name, members]) => ({ name, images: members.length, classIds: defectClasses(members) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const groupsOfClass = (classId: number): number =>
    groups.filter(({ classIds }) => classIds.includes(classId)).length;
  const byRarity = [...new Set(groups.flatMap(({ classIds }) => classIds))].sort(
    (a, b) => groupsOfClass(a) - groupsOfClass(b) || a - b,
  );
  return Map.groupBy(groups, ({ classIds }) => byRarity.find((classId) => classIds.includes(classId)) ?? 0);
}

function defectClasses(items: readonly DatasetItem[]): number[] {
  const classIds = items.flatMap(({ classPixels }) =>
    [...classPixels.keys()].filter((id) => classPixels[id] > 0),
  );
  return [...new Set(classIds)].filter((classId) => classId > 0);
}

/** At least one group and never all; a group is taken where that brings the number of images nearer to the share. */
function chooseGroups(groups: readonly Group[], share: number, seed: number, classId: number): string[] {
  const goal = share * groups.reduce((sum, { images }) => sum + images, 0);
  const chosen: string[] = [];
  let images = 0;
  for (const index of permutation(groups.length, random(seed, classId))) {
    if (chosen.length === groups.length - 1) break;
    const group = groups[index];
    if (chosen.length > 0 && images + group.images / 2 > goal) continue;
    chosen.push(group.name);
    images += group.images;
  }
  return chosen;
}

function tooFewGroups(splitFile: string): BlemishError {
  return new BlemishError('input', {
    subject: splitFile,
    problem: 'The train subset has too few groups to cut a validation subset from it',
    remedy: 'Add train pictures of further workpieces, or rows with the split val.',
  });
}
