import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesSerializer } from './bytes.ts';

test('bytes come back as they were', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50_000 }), (bytes) => {
      expect(bytesSerializer.deserialize(bytesSerializer.serialize(bytes))).toEqual(bytes);
    }),
    { numRuns: 20 },
  );
});

test('a view sends its own bytes and none around them', () => {
  const view = Uint8Array.of(1, 2, 3, 4).subarray(1, 3);
  expect(bytesSerializer.serialize(view)).toBe(btoa('\x02\x03'));
});

test.each(['%%%', 7, null, { length: 3 }])('%j is no bytes', (text) => {
  expect(() => bytesSerializer.deserialize(text)).toThrow();
});
