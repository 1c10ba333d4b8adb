import type { Counted } from '../../../app/split/balance-table.ts';
import type { MadeSplit } from '../../services/project/split.ts';
import { table } from '../table.ts';

type Names = ReadonlyMap<number, string>;

/** Which share of each class's images is in which subset, and what the split divides. */
export function splitText({ split, balance, leaks }: MadeSplit, names: Names): string {
  const classIds = balance.rows.at(0)?.classes.map(({ classId }) => classId) ?? [];
  const header = ['subset', 'images', ...classIds.map((id) => nameOf(id, names)), 'no defect', 'unlabelled'];
  const rows = balance.rows.map(({ subset, all, classes, freeOfDefects, unlabelled }) => [
    subset,
    ...[all, ...classes, freeOfDefects, unlabelled].map(counted),
  ]);
  const deviation = balance.largestClassDeviation.toFixed(1);
  return [
    `${split.name} (${split.id})`,
    ...table(header, rows),
    `largest deviation of a class from its ratios: ${deviation} percentage points`,
    ...leaks.map(({ name, members }) => `leak: ${name} is in ${[...members.keys()].join(' and ')}`),
  ].join('\n');
}

export function splitJson({ split, balance, leaks }: MadeSplit, names: Names): object {
  return {
    ...{ id: split.id, name: split.name, method: split.method, seed: split.seed, locked: split.locked },
    subsets: balance.rows.map(({ subset, all, classes, freeOfDefects, unlabelled }) => ({
      subset,
      images: all.images,
      free_of_defects: freeOfDefects.images,
      unlabelled: unlabelled.images,
      classes: classes.map(({ classId, images, instances, pixels, share, deviation }) => ({
        ...{ name: nameOf(classId, names), images, instances, pixels, share, deviation },
      })),
    })),
    largest_class_deviation: balance.largestClassDeviation,
    leaks: leaks.map(({ kind, name, members }) => ({ kind, name, subsets: Object.fromEntries(members) })),
  };
}

function nameOf(classId: number, names: Names): string {
  return names.get(classId) ?? `class ${classId}`;
}

function counted({ images, share }: Counted): string {
  return share === null ? '0' : `${images} (${(100 * share).toFixed(1)} %)`;
}
