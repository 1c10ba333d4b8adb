import { z } from 'zod';
import { idSchema, nameSchema } from './identifier.ts';

/** Which images a region is of: all, those of a view, or one. */
export const regionScopeSchema = z.discriminatedUnion('level', [
  z.strictObject({ level: z.literal('project') }),
  z.strictObject({ level: z.literal('view'), view: nameSchema }),
  z.strictObject({ level: z.literal('image'), imageId: idSchema }),
]);

export type RegionScope = Readonly<z.infer<typeof regionScopeSchema>>;

/** What to inspect (outside it nothing counts), or a zone of it that acceptance rules name. */
export const regionSchema = z.strictObject({
  id: idSchema,
  scope: regionScopeSchema,
  /** Null for what to inspect. */
  zone: nameSchema.nullable(),
  /** Closed lines x0, y0, x1, y1, ..., px; inside is what lies in an odd number of them (app/mask/polygon.ts). */
  rings: z.array(z.array(z.number().min(-1e6).max(1e6)).min(6)).min(1),
});

export type Region = Readonly<z.infer<typeof regionSchema>>;

const LEVELS = ['image', 'view', 'project'] as const;

/** Of all regions that are of an image, those that count: for each zone the ones of the narrowest level that has any. */
export function regionsThatCount(regions: readonly Region[]): Region[] {
  const zones = new Set(regions.map(({ zone }) => zone));
  return [...zones].flatMap((zone) => {
    const ofZone = regions.filter((region) => region.zone === zone);
    const level = LEVELS.find((level) => ofZone.some(({ scope }) => scope.level === level));
    return ofZone.filter(({ scope }) => scope.level === level);
  });
}
