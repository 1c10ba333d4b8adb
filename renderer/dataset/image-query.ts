import { z } from 'zod';
import {
  type ImageFilter,
  imageFilterSchema,
  type ImageOrder,
  imageOrderSchema,
} from '../../app/domain/image-query.ts';

/** Which images the room shows, in which order. */
export interface ImageQuery {
  readonly filter: ImageFilter;
  readonly order: ImageOrder;
}

export const ALL_IMAGES: ImageQuery = { filter: {}, order: { by: 'added', descending: false } };

const querySchema = z.strictObject({ filter: imageFilterSchema, order: imageOrderSchema });

/** As it stands in the window's address; '' for all images in the order in which they were added. */
export function queryAddress(query: ImageQuery): string {
  const text = JSON.stringify(query);
  return text === JSON.stringify(ALL_IMAGES) ? '' : encodeURIComponent(text);
}

/** What an address asks for; all images where it cannot be read. */
export function parseQueryAddress(address: string): ImageQuery {
  try {
    return querySchema.parse(JSON.parse(decodeURIComponent(address)));
  } catch {
    return ALL_IMAGES;
  }
}

/** The filter with a part set, or taken away where it narrows nothing. */
export function withPart<Name extends keyof ImageFilter>(
  filter: ImageFilter,
  name: Name,
  value: ImageFilter[Name] | undefined,
): ImageFilter {
  const isOpen = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  const parts = Object.entries(filter).filter(([other]) => other !== name);
  return Object.fromEntries(isOpen ? parts : [...parts, [name, value]]);
}

/** The list with an item put in, or taken out where it is there. */
export function toggled<Item>(items: readonly Item[] | undefined, item: Item): Item[] {
  const before = items ?? [];
  return before.includes(item) ? before.filter((other) => other !== item) : [...before, item];
}
