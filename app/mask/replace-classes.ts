import type { LabelBitmap } from './label-bitmap.ts';
import { BACKGROUND } from './label-map.ts';
import { type Patch, forEachChange } from './patch.ts';
import { PatchWriter } from './patch-writer.ts';
import { classOf, instanceOf, labelValue, type RunLengthMap } from './run-length-map.ts';
import { RunWriter } from './run-writer.ts';

/** Classes by the id of those that they take the place of. */
export type ClassReplacements = ReadonlyMap<number, number>;

/** A map with some classes shown as others, or as background; the instances stay numbered as they are. */
export function replaceInRuns(map: RunLengthMap, replacements: ClassReplacements): RunLengthMap {
  if (!map.values.some((value) => replacements.has(classOf(value)))) return map;
  const writer = new RunWriter();
  for (const [run, value] of map.values.entries()) {
    writer.append(map.lengths[run], replaced(value, replacements));
  }
  return writer.finish(map.width, map.height);
}

/** The same, in place. */
export function replaceInBitmap(bitmap: LabelBitmap, replacements: ClassReplacements): void {
  if (replacements.size === 0) return;
  const { data, instances } = bitmap;
  for (let pixel = 0; pixel < data.length; pixel++) {
    const replacement = replacements.get(data[pixel]);
    if (replacement === undefined) continue;
    data[pixel] = replacement;
    if (replacement === BACKGROUND && instances !== null) instances[pixel] = 0;
  }
}

/** What a patch does to a map that shows some classes as others: perhaps nothing. */
export function replaceInPatch(patch: Patch, replacements: ClassReplacements): Patch {
  const isUntouched = [patch.before, patch.after].every(
    ({ values }) => !values.some((value) => replacements.has(classOf(value))),
  );
  if (isUntouched) return patch;
  const writer = new PatchWriter(patch.box);
  forEachChange(patch, (y, start, end, before, after) => {
    writer.change(y, start, end, replaced(before, replacements), replaced(after, replacements));
  });
  return writer.finish() ?? nothing(patch);
}

function nothing({ box }: Patch): Patch {
  const pixels = box.width * box.height;
  const unchanged = {
    ...{ width: box.width, height: box.height },
    ...{ lengths: Uint32Array.of(pixels), values: Uint32Array.of(BACKGROUND) },
  };
  return { box, before: unchanged, after: unchanged };
}

function replaced(value: number, replacements: ClassReplacements): number {
  const replacement = replacements.get(classOf(value));
  if (replacement === undefined) return value;
  return replacement === BACKGROUND ? BACKGROUND : labelValue(replacement, instanceOf(value));
}
