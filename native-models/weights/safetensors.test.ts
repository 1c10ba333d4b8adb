import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BlemishError } from '../../app/domain/errors.ts';
import { sizeOf } from '../graph/tensor.ts';
import { decodeSafetensors, encodeSafetensors, type StoredTensor } from './safetensors.ts';

const FILE = 'model/best.safetensors';

const name = fc.stringMatching(/^[a-z][a-z0-9_./é]{0,30}$/);

const tensor: fc.Arbitrary<StoredTensor> = fc
  .array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 })
  .chain((shape) =>
    fc
      .float32Array({ minLength: sizeOf(shape), maxLength: sizeOf(shape) })
      .map((values) => ({ shape, values })),
  );

test('what is written is read again, whatever the names, shapes and numbers', () => {
  const content = fc.record(
    { tensors: fc.dictionary(name, tensor), metadata: fc.dictionary(name, fc.string()) },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(content, (written) => {
      const bytes = encodeSafetensors(written);
      const read = decodeSafetensors(bytes, FILE);
      expect({ ...read.metadata }).toEqual({ ...written.metadata });
      expect({ ...read.tensors }).toEqual({ ...written.tensors });
      expect(encodeSafetensors(read)).toEqual(bytes);
    }),
  );
});

test('float16 takes half the bytes and keeps what it can hold', () => {
  const values = Float32Array.of(0, -1.5, 65504, 2 ** -24, 0.1, Infinity);
  const bytes = encodeSafetensors({ tensors: { w: { shape: [2, 3], values } }, metadata: {} }, 'F16');
  expect(bytes.length % 8).toBe((6 * 2) % 8);
  const { w } = decodeSafetensors(bytes, FILE).tensors;
  expect(w.shape).toEqual([2, 3]);
  expect([...w.values]).toEqual([0, -1.5, 65504, 2 ** -24, 0.0999755859375, Infinity]);
});

test('the header is padded so that the numbers start at a multiple of 8 bytes', () => {
  const bytes = encodeSafetensors({
    tensors: { w: { shape: [1], values: Float32Array.of(1) } },
    metadata: { step: '7' },
  });
  const length = Number(Buffer.from(bytes).readBigUInt64LE(0));
  expect(length % 8).toBe(0);
  expect(bytes.length).toBe(8 + length + 4);
});

test('a file cut anywhere is an error that names it', () => {
  const bytes = encodeSafetensors({
    tensors: { w: { shape: [2, 3], values: new Float32Array(6) } },
    metadata: {},
  });
  for (let length = 0; length < bytes.length; length++) expectDamaged(bytes.subarray(0, length));
});

const entry = { dtype: 'F32', shape: [2], data_offsets: [0, 8] };

test.each([
  { name: 'not JSON', header: '{"w": [' },
  { name: 'JSON, but no object', header: '[1, 2]' },
  { name: 'an entry that is no tensor', header: { w: 7 } },
  { name: 'another dtype', header: { w: { ...entry, dtype: 'I64' } } },
  { name: 'float16 of the length of float32', header: { w: { ...entry, dtype: 'F16' } } },
  { name: 'offsets behind the end', header: { w: { ...entry, data_offsets: [4, 12] } } },
  { name: 'offsets before the start', header: { w: { ...entry, data_offsets: [-4, 4] } } },
  { name: 'offsets that are not whole', header: { w: { ...entry, data_offsets: [0.5, 8.5] } } },
  { name: 'offsets that go backwards', header: { w: { ...entry, data_offsets: [8, 0] } } },
  { name: 'more bytes than the shape needs', header: { w: { ...entry, shape: [1] } } },
  { name: 'a negative shape', header: { w: { ...entry, shape: [-1, -2] } } },
  { name: 'a shape beyond all memory', header: { w: { ...entry, shape: [2 ** 40, 2 ** 40] } } },
  { name: 'metadata that is not text', header: { __metadata__: { step: 7 }, w: entry } },
])('$name is an error that names the file', ({ header }) => {
  expectDamaged(fileWith(header));
});

test('a header that says it is longer than the file, or absurdly long, is an error that names the file', () => {
  for (const length of [2n ** 16n, 2n ** 40n, 2n ** 64n - 1n]) {
    const bytes = fileWith({ w: entry });
    bytes.writeBigUInt64LE(length, 0);
    expectDamaged(bytes);
  }
});

/** A file with the given header and eight bytes of numbers. */
function fileWith(header: unknown): Buffer {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(8)]);
}

function expectDamaged(bytes: Uint8Array): void {
  const decode = (): unknown => decodeSafetensors(bytes, FILE);
  expect(decode).toThrow(BlemishError);
  expect(decode).toThrow(expect.objectContaining({ kind: 'input', subject: FILE }));
}
