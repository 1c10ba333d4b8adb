import { v7 as newId } from 'uuid';
import type { Split, SplitMember, Subset } from '../../../app/domain/split.ts';
import { type BalanceTable, balanceTable } from '../../../app/split/balance-table.ts';
import type { GroupKey } from '../../../app/split/image-groups.ts';
import { assignFolds, splitOfRound } from '../../../app/split/k-fold.ts';
import { type Leak, leakReport } from '../../../app/split/leak-report.ts';
import { leaveOneLotOut } from '../../../app/split/leave-one-lot-out.ts';
import { splitImages } from '../../../app/split/split-images.ts';
import type { Ratios } from '../../../app/split/ratios.ts';
import { random } from '../../../native-models/random.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { sameSplit } from './add-split.ts';
import { type ImagesToSplit, imagesToSplit, subsetsOf } from './images-to-split.ts';

export type SplitMethod =
  | { readonly kind: 'stratified'; readonly ratios: Ratios }
  | { readonly kind: 'k-fold'; readonly folds: number }
  | { readonly kind: 'leave-one-lot-out'; readonly valShare: number };

export interface SplitRequest {
  readonly method: SplitMethod;
  readonly groupBy: readonly GroupKey[];
  readonly seed: number;
  /** Bits in which near-duplicates may differ, so that they stay together; null to keep equal files together only. */
  readonly nearDuplicateBits: number | null;
  /** Subsets whose members stay theirs in later splits. */
  readonly locked: readonly Subset[];
  /** Whether the locked subsets of the newest split hold. */
  readonly keepLocked: boolean;
}

export interface MadeSplit {
  readonly split: Split;
  readonly balance: BalanceTable;
  readonly leaks: readonly Leak[];
}

export interface PlannedSplit extends MadeSplit {
  /** False where it is there already. */
  readonly isNew: boolean;
  /** By image. */
  readonly members: readonly SplitMember[];
}

/**
 * Splits all images of a project and stores the result: one split, or one a fold or a lot. The newest comes last and
 * is the one that trainings take.
 * @throws {BlemishError} where it cannot be done as asked; nothing is stored then
 */
export function splitProject(store: ProjectStore, request: SplitRequest): MadeSplit[] {
  const planned = planSplits(store, request);
  store.change(() => {
    for (const { isNew, split, members } of planned) if (isNew) store.splits.add(split, members);
  });
  return planned;
}

/** What `splitProject` stores. @throws {BlemishError} where it cannot be done as asked */
export function planSplits(store: ProjectStore, request: SplitRequest): PlannedSplit[] {
  const toSplit = imagesToSplit(store, request.nearDuplicateBits);
  const rounds = roundsOf(store, toSplit, request);
  const { method, groupBy, seed, nearDuplicateBits, locked } = request;
  const { kind, ...ofMethod } = method;
  const options = JSON.parse(
    JSON.stringify({ ...ofMethod, group_by: [...groupBy], near_duplicate_bits: nearDuplicateBits }),
  ) as Split['options'];
  return rounds.map(({ name, subsetOf }) => {
    const members = subsetOf.map((subset, index): SplitMember => ({ imageId: toSplit.ids[index], subset }));
    const asked = {
      id: newId(),
      name,
      method: kind,
      options,
      seed,
      locked: [...locked],
      createdAt: Date.now(),
    };
    const same = sameSplit(store, asked, members);
    return {
      ...{ split: same ?? asked, isNew: same === null, members },
      ...reportOf(toSplit, members, groupBy, ratiosOf(method)),
    };
  });
}

/** How the images and defects lie in the subsets of a split, and which groups it divides. */
export function reportOf(
  { ids, images, links }: ImagesToSplit,
  members: readonly SplitMember[],
  groupBy: readonly GroupKey[],
  ratios: Ratios,
): Omit<MadeSplit, 'split'> {
  const subsetOf = subsetsOf(members, ids);
  return {
    balance: balanceTable(images, subsetOf, ratios),
    leaks: leakReport(images, subsetOf, groupBy, links),
  };
}

interface Round {
  readonly name: string;
  readonly subsetOf: readonly Subset[];
}

function roundsOf(
  store: ProjectStore,
  { ids, images, links }: ImagesToSplit,
  { method, groupBy, seed, keepLocked }: SplitRequest,
): Round[] {
  const source = random(seed);
  const options = { groupBy, links, uniform: () => source.uniform() };
  switch (method.kind) {
    case 'stratified': {
      const locked = keepLocked ? lockedMembers(store, ids, images) : new Map<string, Subset>();
      const subsetOf = splitImages(images, { ...options, ratios: method.ratios, locked });
      return [{ name: `Stratified, seed ${seed}`, subsetOf }];
    }
    case 'k-fold': {
      const { folds } = method;
      const foldOf = assignFolds(images, folds, options);
      return Array.from({ length: folds }, (_, round) => ({
        name: `Fold ${round + 1} of ${folds}, seed ${seed}`,
        subsetOf: splitOfRound(foldOf, folds, round),
      }));
    }
    case 'leave-one-lot-out':
      return Array.from(leaveOneLotOut(images, method.valShare, options), ({ leftOut, subsetOf }) => ({
        name: `Without ${leftOut}, seed ${seed}`.slice(0, 200),
        subsetOf,
      }));
  }
}

function lockedMembers(
  store: ProjectStore,
  ids: readonly string[],
  images: ImagesToSplit['images'],
): Map<string, Subset> {
  const newest = store.splits.list().at(0);
  if (newest === undefined) return new Map();
  const subsetOf = subsetsOf(store.splits.members(newest.id), ids);
  return new Map(
    images.flatMap(({ id }, index): [string, Subset][] => {
      const subset = subsetOf[index];
      return subset !== null && newest.locked.includes(subset) ? [[id, subset]] : [];
    }),
  );
}

function ratiosOf(method: SplitMethod): Ratios {
  switch (method.kind) {
    case 'stratified':
      return method.ratios;
    case 'k-fold': {
      const share = 1 / method.folds;
      const val = method.folds > 2 ? share : 0;
      return { train: 1 - share - val, val, test: share };
    }
    case 'leave-one-lot-out':
      return {};
  }
}
