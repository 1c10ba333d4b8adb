// Writes sample/ from a copy of the magnetic tile data set: node scripts/make-sample.ts FOLDER
// FOLDER holds images/, masks/ and split.csv (image, mask, class, group, split); sample/README.md says how the list was made.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

const SELECTION = {
  train: [
    'Blowhole__exp3_num_317526',
    'Blowhole__exp2_num_327997',
    'Blowhole__exp3_num_36246',
    'Blowhole__exp3_num_4764',
    'Blowhole__exp4_num_54308',
    'Break__exp1_num_116934',
    'Break__exp1_num_194173',
    'Break__exp1_num_26106',
    'Break__exp1_num_304290',
    'Break__exp4_num_98305',
    'Crack__exp1_num_249594',
    'Crack__exp1_num_3191',
    'Crack__exp2_num_116527',
    'Crack__exp3_num_32171',
    'Fray__exp1_num_20362',
    'Fray__exp5_num_20449',
    'Fray__exp2_num_258536',
    'Fray__exp2_num_77559',
    'Uneven__exp1_num_109232',
    'Uneven__exp2_num_270153',
    'Uneven__exp2_num_313494',
    'Uneven__exp3_num_155360',
    'Free__exp1_num_118871',
    'Free__exp1_num_165362',
    'Free__exp1_num_293709',
    'Free__exp1_num_31106',
  ],
  val: [
    'Blowhole__exp3_num_51711',
    'Break__exp1_num_356718',
    'Crack__exp3_num_265659',
    'Fray__exp2_num_135572',
    'Uneven__exp1_num_124236',
    'Free__exp1_num_257103',
  ],
  test: [
    'Blowhole__exp1_num_108719',
    'Blowhole__exp3_num_40438',
    'Break__exp2_num_271384',
    'Break__exp3_num_62592',
    'Crack__exp1_num_86828',
    'Fray__exp1_num_136254',
    'Uneven__exp3_num_186885',
    'Uneven__exp3_num_557',
    'Free__exp3_num_61338',
    'Free__exp4_num_289638',
    'Free__exp6_num_245834',
  ],
};

const Row = z.object({
  image: z.string(),
  mask: z.string(),
  class: z.string(),
  group: z.string(),
  split: z.enum(['train', 'val', 'test']),
});
type Row = z.infer<typeof Row>;

const source = process.argv.at(2);
if (source === undefined) {
  console.error('Usage: node scripts/make-sample.ts FOLDER (with images/, masks/ and split.csv)');
  process.exit(2);
}
makeSample(source, path.join(import.meta.dirname, '..', 'sample'));

function makeSample(source: string, sample: string): void {
  const members = selectMembers(readSplit(path.join(source, 'split.csv')));
  refuseSharedGroups(members);
  copyAll(
    members.map((member) => member.image),
    path.join(source, 'images'),
    path.join(sample, 'images'),
  );
  copyAll(
    members.map((member) => member.mask),
    path.join(source, 'masks'),
    path.join(sample, 'masks'),
  );
  writeFileSync(path.join(sample, 'split.csv'), toCsv(members));
  console.log(`${members.length} pictures written to ${sample}`);
}

function readSplit(file: string): Map<string, Row> {
  const rows = z.array(Row).parse(parse(readFileSync(file), { columns: true }));
  return new Map(rows.map((row) => [row.image, row]));
}

function selectMembers(rows: Map<string, Row>): Row[] {
  return (['train', 'val', 'test'] as const).flatMap((subset) =>
    SELECTION[subset].map((name) => {
      const row = rows.get(`MT_${name}.jpg`);
      if (row === undefined) throw new Error(`${name} is not in split.csv`);
      if ((row.split === 'test') !== (subset === 'test'))
        throw new Error(`${name} is ${row.split} in split.csv and cannot become ${subset}`);
      return { ...row, split: subset };
    }),
  );
}

function refuseSharedGroups(members: Row[]): void {
  const subsets = new Map<string, Row['split']>();
  for (const { group, split } of members) {
    if ((subsets.get(group) ?? split) !== split) throw new Error(`group ${group} is in two subsets`);
    subsets.set(group, split);
  }
}

function copyAll(names: string[], from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const name of names) writeFileSync(path.join(to, name), readFileSync(path.join(from, name)));
}

function toCsv(members: Row[]): string {
  const lines = members.map((row) => [row.image, row.mask, row.class, row.group, row.split].join(','));
  return ['image,mask,class,group,split', ...lines, ''].join('\n');
}
