import { Command, InvalidArgumentError } from 'commander';
import { BlemishError } from '../../../app/domain/errors.ts';
import { SUBSETS, type Subset } from '../../../app/domain/split.ts';
import type { GroupKey } from '../../../app/split/image-groups.ts';
import { DEFAULT_RATIOS, type Ratios } from '../../../app/split/ratios.ts';
import { type SplitMethod, splitProject } from '../../services/project/split.ts';
import { wholeNumber } from '../options.ts';
import { runCommand, type Terminal } from '../terminal.ts';
import { splitJson, splitText } from './split-report.ts';
import { withProject } from './with-project.ts';

export interface SplitFlags {
  readonly seed: number;
  readonly ratios?: Ratios;
  readonly by: readonly GroupKey[];
  readonly folds?: number;
  readonly leaveOneLotOut?: boolean;
  readonly nearDuplicates?: number;
  readonly lock: readonly Subset[];
  readonly afresh?: boolean;
  readonly json?: boolean;
}

/** Of the images of the other lots, for validation. */
const VAL_SHARE = 0.1;

export function splitCommand(terminal: Terminal): Command {
  return new Command('split')
    .description('choose which images a model learns from, and on which it is judged')
    .argument('<project>', 'folder of the project')
    .option('--seed <n>', 'seed of all random numbers', wholeNumber, 1)
    .option(
      '--ratios <list>',
      'shares of train, val and test, or of train, val, calibration and test',
      ratiosOf,
    )
    .option(
      '--by <list>',
      'what is never divided: part, lot, both with a comma between, or image',
      groupsOf,
      ['part'],
    )
    .option('--folds <n>', 'a split for each of n folds', wholeNumber)
    .option('--leave-one-lot-out', 'a split for each lot')
    .option(
      '--near-duplicates <bits>',
      'keep pictures together that look alike, up to so many of 64 bits',
      wholeNumber,
    )
    .option('--lock <list>', 'subsets whose members stay theirs in later splits', subsetsOf, ['test'])
    .option('--afresh', 'split as if there had been no split before')
    .option('--json', 'print one JSON object as the last line')
    .action((project: string, flags: SplitFlags) =>
      runCommand(terminal, () => runSplit(project, flags, terminal)),
    );
}

export async function runSplit(project: string, flags: SplitFlags, terminal: Terminal): Promise<void> {
  const method = methodOf(flags);
  await withProject(project, (store) => {
    const made = splitProject(store, {
      method,
      groupBy: flags.by,
      seed: flags.seed,
      nearDuplicateBits: flags.nearDuplicates ?? null,
      locked: flags.lock,
      keepLocked: flags.afresh !== true,
    });
    const names = new Map(store.classes.list().map(({ id, name }) => [id, name]));
    for (const split of made) terminal.note(splitText(split, names));
    if (flags.json === true) {
      terminal.result(JSON.stringify({ splits: made.map((split) => splitJson(split, names)) }));
    }
    return Promise.resolve();
  });
}

function methodOf({ ratios, folds, leaveOneLotOut }: SplitFlags): SplitMethod {
  const given = [ratios, folds, leaveOneLotOut].filter((flag) => flag !== undefined).length;
  if (given > 1) {
    throw new BlemishError('usage', {
      problem: 'split takes one of --ratios, --folds and --leave-one-lot-out',
      remedy: 'Leave the others out',
    });
  }
  if (folds !== undefined) return { kind: 'k-fold', folds };
  if (leaveOneLotOut === true) return { kind: 'leave-one-lot-out', valShare: VAL_SHARE };
  return { kind: 'stratified', ratios: ratios ?? DEFAULT_RATIOS };
}

/** Whether they are shares that sum to 1 is for the split to say. */
function ratiosOf(text: string): Ratios {
  const shares = text.split(',').map(Number);
  if (shares.some(Number.isNaN) || shares.length < 3 || shares.length > 4) {
    throw new InvalidArgumentError(
      'It must be three or four numbers with commas between, such as 0.8,0.1,0.1.',
    );
  }
  const [train, val] = shares;
  return shares.length === 3
    ? { train, val, test: shares[2] }
    : { train, val, calibration: shares[2], test: shares[3] };
}

function groupsOf(text: string): GroupKey[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.join() === 'image') return [];
  return names.map((name) => {
    if (name === 'part' || name === 'lot') return name;
    throw new InvalidArgumentError('It must be part, lot, "part,lot" or image.');
  });
}

function subsetsOf(text: string): Subset[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.join() === 'none') return [];
  return names.map((name) => {
    const subset = SUBSETS.find((known) => known === name);
    if (subset !== undefined) return subset;
    throw new InvalidArgumentError(`It must be none, or any of ${SUBSETS.join(', ')}.`);
  });
}
