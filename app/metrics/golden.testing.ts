// For tests only: comparing with golden values.
import { expect } from 'vitest';

/** Equal in shape, every number within 1e-6 of the expected one; a null must be null. */
export function expectClose(actual: object, expected: object): void {
  const approximate = (value: object): unknown =>
    JSON.parse(JSON.stringify(value), (_, leaf: unknown) =>
      typeof leaf === 'number' ? (expect.closeTo(leaf, 6) as unknown) : leaf,
    );
  expect(actual).toEqual(approximate(expected));
}
