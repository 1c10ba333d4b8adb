import { z } from 'zod';
import { BlemishError } from '../../app/domain/errors.ts';
import { sizeOf, type Shape } from '../graph/tensor.ts';

/** A tensor of a safetensors file, as float32 whatever it is stored as. */
export interface StoredTensor {
  readonly shape: Shape;
  readonly values: Float32Array;
}

export interface SafetensorsFile {
  readonly tensors: Readonly<Record<string, StoredTensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A header larger than this is not one of ours, nor of any published model. */
const MAX_HEADER_BYTES = 16 * 2 ** 20;

/** How numbers are stored: in 4 bytes, or rounded to 2. */
export type StoredType = 'F32' | 'F16';

const BYTES: Readonly<Record<StoredType, number>> = { F32: 4, F16: 2 };

const entrySchema = z.object({
  dtype: z.enum(['F32', 'F16']),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});
const headerSchema = z.record(z.string(), z.unknown());
const metadataSchema = z.record(z.string(), z.string());

/** The bytes of a safetensors file: 8-byte header length, JSON header, the numbers. Same input, same bytes. */
export function encodeSafetensors(
  { tensors, metadata }: SafetensorsFile,
  dtype: StoredType = 'F32',
): Uint8Array {
  let offset = 0;
  const header: Record<string, unknown> = { __metadata__: metadata };
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    const end = offset + BYTES[dtype] * values.length;
    header[name] = { dtype, shape, data_offsets: [offset, end] };
    offset = end;
  }
  const json = Buffer.from(JSON.stringify(header));
  const padding = (8 - (json.length % 8)) % 8;
  const bytes = Buffer.alloc(8 + json.length + padding + offset, ' ');
  bytes.writeBigUInt64LE(BigInt(json.length + padding), 0);
  json.copy(bytes, 8);
  let start = 8 + json.length + padding;
  for (const { values } of Object.values(tensors)) {
    const stored = dtype === 'F32' ? values : Float16Array.from(values);
    Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength).copy(bytes, start);
    start += stored.byteLength;
  }
  return bytes;
}

/** Reads a safetensors file; every offset is checked before a number is touched. */
export function decodeSafetensors(bytes: Uint8Array, file: string): SafetensorsFile {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = buffer.length < 8 ? NaN : Number(buffer.readBigUInt64LE(0));
  if (!(length >= 2 && length <= MAX_HEADER_BYTES && 8 + length <= buffer.length)) {
    throw damaged(file, 'its header is missing or cut');
  }
  const { __metadata__ = {}, ...entries } = parseHeader(buffer.subarray(8, 8 + length), file);
  const metadata = metadataSchema.safeParse(__metadata__);
  if (!metadata.success) throw damaged(file, 'its metadata is not text', metadata.error);
  const data = buffer.subarray(8 + length);
  const tensors: Record<string, StoredTensor> = {};
  for (const [name, entry] of Object.entries(entries)) tensors[name] = readTensor(name, entry, data, file);
  return { tensors, metadata: metadata.data };
}

function parseHeader(bytes: Buffer, file: string): Record<string, unknown> {
  try {
    return headerSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (cause) {
    throw damaged(file, 'its header is not JSON', cause);
  }
}

function readTensor(name: string, entry: unknown, data: Buffer, file: string): StoredTensor {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) throw damaged(file, `the entry ${name} is not a tensor of float32 or float16`);
  const {
    dtype,
    shape,
    data_offsets: [start, end],
  } = parsed.data;
  if (end > data.length || end - start !== BYTES[dtype] * sizeOf(shape))
    throw damaged(file, `the tensor ${name} is cut`);
  const stored = dtype === 'F32' ? new Float32Array(sizeOf(shape)) : new Float16Array(sizeOf(shape));
  data.copy(Buffer.from(stored.buffer), 0, start, end);
  return { shape, values: stored instanceof Float32Array ? stored : Float32Array.from(stored) };
}

function damaged(file: string, problem: string, cause?: unknown): BlemishError {
  return new BlemishError('input', {
    subject: file,
    problem: `not a usable safetensors file: ${problem}`,
    remedy: 'Take another copy of the file, or train again',
    cause,
  });
}
