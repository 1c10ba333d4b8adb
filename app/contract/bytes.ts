import { z } from 'zod';
import { decodeBase64, encodeBase64 } from '../formats/base64.ts';

/** Bytes as a procedure takes or gives them. */
export const bytesSchema: z.ZodType<Uint8Array> = z.instanceof(Uint8Array);

/** More than oRPC uses for its own types. */
const BYTES_TYPE = 20;

/**
 * How bytes travel: as base64 inside the message. What is large and never changes goes by URL instead
 * (docs/contract.md has the measurement).
 */
export const bytesSerializer = {
  type: BYTES_TYPE,
  condition: (value: unknown): boolean => value instanceof Uint8Array,
  serialize: (value: unknown): string => encodeBase64(bytesSchema.parse(value)),
  deserialize: (text: unknown): Uint8Array => {
    const bytes = decodeBase64(z.string().parse(text));
    if (bytes === null) throw new TypeError('A message holds bytes that are no base64');
    return bytes;
  },
};
