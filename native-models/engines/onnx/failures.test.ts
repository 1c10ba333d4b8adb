import { expect, test } from 'vitest';
import { BlemishError } from '../../../app/domain/errors.ts';
import { conv } from '../../graph/ops/convolution.ts';
import { reduceSum } from '../../graph/ops/reduction.ts';
import type { Program } from '../../graph/program.ts';
import { input, variable } from '../../graph/tensor.ts';
import type { DeviceAbilities } from '../engine.ts';
import { explainFailure } from './failures.ts';

const cpu: DeviceAbilities = {
  device: 'cpu',
  description: 'CPU, 2 threads',
  computeTypes: ['float32'],
  memoryBytes: null,
};
const cuda: DeviceAbilities = { ...cpu, device: 'cuda', description: 'cuda' };
const weight = variable('weight', [2, 3, 1, 1]);

function prediction(n: number, side: number): Program {
  return { outputs: { y: conv(input('pictures', [n, 3, side, side]), weight) }, assignments: [] };
}

function training(n: number, side: number): Program {
  const { y } = prediction(n, side).outputs;
  return { outputs: {}, assignments: [{ variable: weight, value: reduceSum(y, [0, 1, 2, 3]) }] };
}

async function failure(program: Program, message: string, abilities = cpu): Promise<BlemishError> {
  try {
    await explainFailure({ abilities, program }, () => Promise.reject(new Error(message)));
  } catch (error) {
    if (error instanceof BlemishError) return error;
  }
  throw new Error('nothing was explained');
}

const ARENA =
  "Non-zero status code returned while running Conv node. Name:'v7' Status Message: " +
  '/onnxruntime_src/onnxruntime/core/framework/bfc_arena.cc:376 void* onnxruntime::BFCArena::AllocateRawInternal(' +
  'size_t, bool, onnxruntime::Stream*) Failed to allocate memory for requested buffer of size 1610612736\n';

test.each([
  [ARENA, ' (it asked for 1.5 GiB more)'],
  ['Available memory of 1024 is smaller than requested bytes of 52428800', ' (it asked for 50 MiB more)'],
  ['std::bad_alloc', ''],
  ['bad allocation', ''],
  ['CUDA failure 2: out of memory ; GPU=0 ; hostname=line3 ; expr=cudaMalloc((void**)&p, size);', ''],
  ['CUDNN failure 4: CUDNN_STATUS_ALLOC_FAILED ; GPU=0', ''],
  ['CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0', ''],
  ['8007000E Not enough memory resources are available to complete this operation.', ''],
  ['Exception: E_OUTOFMEMORY', ''],
  ['Array buffer allocation failed', ''],
])('out of memory: %s', async (message, asked) => {
  const error = await failure(training(8, 256), message);
  expect(error.kind).toBe('resource');
  expect(error.message).toBe(
    `CPU, 2 threads: out of memory while training 8 pictures of 256 x 256 px at once${asked}. ` +
      'Lower training.batch_size from 8 to 4 (about half the memory) and double training.accumulation_steps; ' +
      "or lower data.image_size from 256 to at most 181, a multiple of the encoder's stride (about half the memory); " +
      'or set training.gradient_checkpointing to true (less memory, more time).',
  );
});

test('a batch of one cannot be halved', async () => {
  const { remedy } = await failure(training(1, 518), 'std::bad_alloc');
  expect(remedy).toMatch(/^Lower data\.image_size from 518 to at most 366, /);
  expect(remedy).not.toContain('batch_size');
});

test('a prediction has no batch size to lower', async () => {
  const message = 'out of memory';
  expect((await failure(prediction(8, 256), message)).message).toBe(
    'CPU, 2 threads: out of memory while predicting 8 pictures of 256 x 256 px at once. End other programs that ' +
      'hold memory, or train with a data.image_size 30 % lower (about half the memory).',
  );
  expect((await failure(prediction(8, 256), message, cuda)).remedy).toContain('or use --device cpu');
});

test('a program without pictures names no numbers it does not know', async () => {
  const program = { outputs: {}, assignments: [{ variable: weight, value: weight }] };
  const { message } = await failure(program, 'std::bad_alloc');
  expect(message).toMatch(/: out of memory\. Lower training\.batch_size to half .* data\.image_size by 30 %/);
});

test('anything else is told in its first line', async () => {
  const error = await failure(training(8, 256), 'Invalid rank for input: x\n at somewhere');
  expect(error.kind).toBe('internal');
  expect(error.message).toMatch(
    /^CPU, 2 threads: ONNX Runtime failed: Invalid rank for input: x\. Run "blemish doctor"/,
  );
});
