import { expect, test } from 'vitest';
import { random } from '../../../native-models/random.ts';
import { drawn } from '../../mask/label-map.testing.ts';
import { staple } from './staple.ts';

test('people who agree are believed', () => {
  const { probability, people } = staple([drawn('11..'), drawn('11..')], 1);
  expect([...probability]).toEqual([1, 1, 0, 0].map((value) => expect.closeTo(value, 6) as unknown));
  for (const { sensitivity, specificity } of people) {
    expect(sensitivity).toBeCloseTo(1, 6);
    expect(specificity).toBeCloseTo(1, 6);
  }
});

test('the one against two is outvoted and judged by them', () => {
  const two = drawn('111111......');
  const one = drawn('111...111...');
  const { probability, people } = staple([two, two, one], 1);
  expect([...probability].map(Math.round)).toEqual([1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
  expect(people[2].sensitivity).toBeCloseTo(0.5, 3);
  expect(people[2].specificity).toBeCloseTo(0.5, 3);
});

test('other classes are not the class, and pixels that anybody ignores are 0', () => {
  const { probability } = staple([drawn('12#1.'), drawn('111#.')], 1);
  expect([...probability].slice(2, 4)).toEqual([0, 0]);
});

test('nothing marked, everything marked, everything ignored', () => {
  const empty = staple([drawn('..'), drawn('..')], 1);
  expect([...empty.probability]).toEqual([0, 0]);
  expect(empty.people[0]).toEqual({ sensitivity: null, specificity: 1 });
  const full = staple([drawn('11'), drawn('11')], 1);
  expect([...full.probability]).toEqual([1, 1]);
  expect(full.people[0]).toEqual({ sensitivity: 1, specificity: null });
  const ignored = staple([drawn('##'), drawn('11')], 1);
  expect([...ignored.probability]).toEqual([0, 0]);
  expect(ignored.people[0]).toEqual({ sensitivity: null, specificity: null });
});

test('finds out how well each labels', () => {
  const source = random(20260308);
  const truth = Array.from({ length: 20_000 }, () => source.chance(0.3));
  const skills = [
    { sensitivity: 0.95, specificity: 0.99 },
    { sensitivity: 0.8, specificity: 0.9 },
    { sensitivity: 0.6, specificity: 0.95 },
  ];
  const labelMaps = skills.map(({ sensitivity, specificity }) => ({
    width: 200,
    height: 100,
    data: Uint8Array.from(truth, (ofClass) =>
      source.chance(ofClass ? sensitivity : 1 - specificity) ? 1 : 0,
    ),
  }));
  for (const [person, { sensitivity, specificity }] of staple(labelMaps, 1).people.entries()) {
    expect(sensitivity).toBeCloseTo(skills[person].sensitivity, 1);
    expect(specificity).toBeCloseTo(skills[person].specificity, 1);
  }
});

test('one map is no consensus, and sizes have to be equal', () => {
  expect(() => staple([drawn('1')], 1)).toThrow('a consensus of 1 label maps was asked for');
  expect(() => staple([drawn('1'), drawn('1.')], 1)).toThrow('2x1 px');
});
