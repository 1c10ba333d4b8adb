import type { z } from 'zod';
import { type Image, imageSchema } from '../../../app/domain/image.ts';
import { scaleFrom, scaleRowShape } from '../scale-row.ts';

/** The columns of an image. @param table its alias */
export function imageColumns(table: string): string {
  return [
    ['id', 'id'],
    ['part_id', 'partId'],
    ['view', 'view'],
    ['lighting', 'lighting'],
    ['channel_of', 'channelOf'],
    ['width', 'width'],
    ['height', 'height'],
    ['bit_depth', 'bitDepth'],
    ['significant_bits', 'significantBits'],
    ['content_hash', 'contentHash'],
    ['path', 'path'],
    ['storage', 'storage'],
    ['px_per_mm_x', 'pxPerMmX'],
    ['px_per_mm_y', 'pxPerMmY'],
    ['orientation', 'orientation'],
    ['perceptual_hash', 'perceptualHash'],
    ['added_at', 'addedAt'],
  ]
    .map(([column, name]) => `${table}.${column} AS ${name}`)
    .join(', ');
}

export const imageRowSchema = imageSchema.omit({ scale: true }).extend(scaleRowShape);

export function imageFrom({ pxPerMmX, pxPerMmY, ...row }: z.infer<typeof imageRowSchema>): Image {
  return { ...row, scale: scaleFrom({ pxPerMmX, pxPerMmY }) };
}
