import type { InstanceShape } from '../instances/instance-shape.ts';
import type { AcceptanceRule, Finding } from './acceptance-rule.ts';

/** What a part has to pass. */
export interface Acceptance {
  readonly rules: readonly AcceptanceRule[];
  /** By class id; a class without one has severity 0. */
  readonly severities: ReadonlyMap<number, number>;
  /** Zone map value v is the zone of place v - 1; 0 is in no zone. */
  readonly zoneNames: readonly string[];
}

/** A defect that the model may see, and the highest threshold at which it counts. */
export interface ScoredFinding extends Finding {
  readonly score: number;
}

/**
 * An instance as rules see it.
 * @param pixels row-major indices in the image, ascending
 * @param zones `width * height` of the image, or null where it has none
 */
export function findingOf(
  classId: number,
  pixels: Int32Array,
  shape: InstanceShape,
  { severities, zoneNames }: Acceptance,
  zones: Uint8Array | null,
): Finding {
  const values = new Set(zones === null ? [] : Array.from(pixels, (pixel) => zones[pixel]));
  return {
    ...shape,
    classId,
    pixels,
    severity: severities.get(classId) ?? 0,
    zones: zoneNames.filter((_, place) => values.has(place + 1)),
  };
}
