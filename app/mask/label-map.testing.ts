// For tests only: label maps drawn by hand, and label maps drawn by chance.
import fc from 'fast-check';
import { IGNORE, type LabelMap } from './label-map.ts';

/** A label map from rows of characters: '.' = background, a digit = its class, '#' = ignored. */
export function drawn(...rows: readonly string[]): LabelMap {
  const ids = Array.from(rows.join(''), (sign) => (sign === '.' ? 0 : sign === '#' ? IGNORE : Number(sign)));
  return { width: rows[0].length, height: rows.length, data: Uint8Array.from(ids) };
}

/** The rows that `drawn` would make this map of. */
export function rowsOf({ width, height, data }: LabelMap): string[] {
  const signs = Array.from(data, (id) => (id === 0 ? '.' : id === IGNORE ? '#' : String(id)));
  return Array.from({ length: height }, (_, y) => signs.slice(y * width, (y + 1) * width).join(''));
}

/** `count` label maps of one size, at most 9 px a side, holding the given class ids. */
export function labelMaps(count: number, ids: readonly number[]): fc.Arbitrary<LabelMap[]> {
  const side = fc.integer({ min: 1, max: 9 });
  return fc.tuple(side, side).chain(([width, height]) => {
    const pixels = fc.array(fc.constantFrom(...ids), {
      minLength: width * height,
      maxLength: width * height,
    });
    const map = pixels.map((data) => ({ width, height, data: Uint8Array.from(data) }));
    return fc.array(map, { minLength: count, maxLength: count });
  });
}
