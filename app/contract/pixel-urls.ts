import { z } from 'zod';
import { idSchema } from '../domain/identifier.ts';
import { contentHashSchema } from '../domain/image.ts';

/** Pixels that never change: each address names one content for good. */
export type Pixels =
  | { readonly kind: 'thumbnail'; readonly hash: string }
  /** Level 0 is full size; 256 px a tile (docs/image-cache.md). */
  | {
      readonly kind: 'tile';
      readonly hash: string;
      readonly level: number;
      readonly column: number;
      readonly row: number;
    }
  /** Of an annotation as it is at a revision; `changedAt` tells the same revision of a restored backup apart. */
  | {
      readonly kind: 'label-map';
      readonly annotationId: string;
      readonly revision: number;
      readonly changedAt: number;
    };

/** The path of their URL, from the door's own root. */
export function pixelPath(pixels: Pixels): string {
  switch (pixels.kind) {
    case 'thumbnail':
      return `/pixels/thumbnails/${pixels.hash}`;
    case 'tile':
      return `/pixels/tiles/${pixels.hash}/${pixels.level}/${pixels.column}/${pixels.row}`;
    case 'label-map':
      return `/pixels/label-maps/${pixels.annotationId}/${pixels.revision}/${pixels.changedAt}`;
  }
}

/** What a path asks for; null for any path that `pixelPath` does not make. */
export function parsePixelPath(path: string): Pixels | null {
  const [, root, kind, ...rest] = path.split('/');
  if (root !== 'pixels') return null;
  const pixels = parsed(kind, rest);
  return pixels !== null && pixelPath(pixels) === path ? pixels : null;
}

const whole = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const thumbnail = z.tuple([contentHashSchema]);
const tile = z.tuple([contentHashSchema, whole, whole, whole]);
const labelMap = z.tuple([idSchema, whole, whole]);

function parsed(kind: string | undefined, rest: readonly string[]): Pixels | null {
  if (kind === 'thumbnails') {
    const { data } = thumbnail.safeParse(rest);
    return data === undefined ? null : { kind: 'thumbnail', hash: data[0] };
  }
  if (kind === 'tiles') {
    const { data } = tile.safeParse(rest);
    return data === undefined
      ? null
      : { kind: 'tile', hash: data[0], level: data[1], column: data[2], row: data[3] };
  }
  if (kind === 'label-maps') {
    const { data } = labelMap.safeParse(rest);
    return data === undefined
      ? null
      : { kind: 'label-map', annotationId: data[0], revision: data[1], changedAt: data[2] };
  }
  return null;
}
