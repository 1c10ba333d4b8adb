import { expect, test } from 'vitest';
import { random } from '../../native-models/random.ts';
import { assignFolds, splitOfRound } from './k-fold.ts';
import { leaveOneLotOut } from './leave-one-lot-out.ts';
import { image, singles } from './split-images.testing.ts';

const source = random(1);
const uniform = (): number => source.uniform();

test('five folds of fifteen parts with two images each: six images a fold, each class alike, parts whole', () => {
  const images = Array.from({ length: 30 }, (_, at) => image(`${at}`, `p${at >> 1}`, [1 + ((at >> 1) % 3)]));
  const foldOf = assignFolds(images, 5, { groupBy: ['part'], uniform });
  for (let fold = 0; fold < 5; fold++) {
    const members = images.filter((_, at) => foldOf[at] === fold);
    expect(members.map(({ defects }) => defects![0].classId).sort()).toEqual([1, 1, 2, 2, 3, 3]);
    expect(new Set(members.map(({ part }) => part)).size).toBe(3);
  }
});

test('each fold is tested once; of three or more the next one validates', () => {
  const foldOf = [0, 1, 2, 0];
  expect([0, 1, 2].map((round) => splitOfRound(foldOf, 3, round))).toEqual([
    ['test', 'val', 'train', 'test'],
    ['train', 'test', 'val', 'train'],
    ['val', 'train', 'test', 'val'],
  ]);
  expect(splitOfRound([0, 1], 2, 0)).toEqual(['test', 'train']);
});

test('one fold, and more folds than groups, are refused', () => {
  expect(() => assignFolds(singles(10), 1, { uniform })).toThrow('There cannot be 1 folds');
  expect(() => assignFolds(singles(3), 5, { uniform })).toThrow('There are 3 groups for 5 subsets');
});

test('each lot is tested once, by what is left of the others', () => {
  const images = ['A', 'B', 'C'].flatMap((lot) =>
    Array.from({ length: 20 }, (_, at) => image(`${lot}${at}`, `${at}`, [1 + (at % 2)], lot)),
  );
  const rounds = [...leaveOneLotOut(images, 0.1, { uniform })];
  expect(rounds.map(({ leftOut }) => leftOut)).toEqual(['the lot "A"', 'the lot "B"', 'the lot "C"']);
  for (const [round, { subsetOf }] of rounds.entries()) {
    for (const [at, subset] of subsetOf.entries())
      expect(subset === 'test').toBe(Math.floor(at / 20) === round);
    expect(subsetOf.filter((subset) => subset === 'val').length).toBe(4);
  }
});

test('lots that a link joins are left out together; links among the others hold', () => {
  const images = ['A', 'B', 'C'].flatMap((lot) =>
    Array.from({ length: 10 }, (_, at) => image(`${lot}${at}`, null, [], lot)),
  );
  const links = [
    { first: 0, second: 10 },
    { first: 20, second: 29 },
  ];
  const rounds = [...leaveOneLotOut(images, 0.5, { links, uniform })];
  expect(rounds.map(({ leftOut }) => leftOut)).toEqual([
    'the lot "A", linked with the lot "B"',
    'the lot "C"',
  ]);
  expect(rounds[0].subsetOf[20]).toBe(rounds[0].subsetOf[29]);
});

test('images without a lot, and a single lot, are refused', () => {
  const [withLot, without] = [image('a', null, [], 'A'), image('b', null)];
  expect(() => [...leaveOneLotOut([withLot, without], 0.1, { uniform })]).toThrow(
    'b: 1 of 2 images have no lot, this one among them. Give every image its lot',
  );
  expect(() => [...leaveOneLotOut([withLot], 0.1, { uniform })]).toThrow('All images are of one lot');
});
