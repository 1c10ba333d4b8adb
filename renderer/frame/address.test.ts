import { expect, test } from 'vitest';
import { addressHash, parseAddress } from './address.ts';

const ROOMS = ['home', 'dataset'] as const;

test.each([
  ['', { room: 'home', rest: '' }],
  ['#/dataset', { room: 'dataset', rest: '' }],
  ['#/dataset/abc', { room: 'dataset', rest: 'abc' }],
  ['#/dataset/abc/d', { room: 'dataset', rest: 'abc/d' }],
  ['#/cellar/abc', { room: 'home', rest: '' }],
])('%j leads to %j', (hash, address) => {
  expect(parseAddress(hash, ROOMS)).toEqual(address);
});

test('an address is found again by its hash', () => {
  for (const address of [
    { room: 'dataset', rest: '' },
    { room: 'dataset', rest: 'a/b' },
  ] as const) {
    expect(parseAddress(addressHash(address), ROOMS)).toEqual(address);
  }
});
