import { expect, test } from 'vitest';
import type { DeviceReport } from '../../native-models/engines/choose-device.ts';
import { diagnosisJson, diagnosisText, type Diagnosis } from './doctor-command.ts';

const GIB = 2 ** 30;

const cpu: DeviceReport = {
  device: 'cpu',
  available: true,
  abilities: {
    device: 'cpu',
    description: 'CPU, 4 threads',
    computeTypes: ['float32'],
    memoryBytes: 16 * GIB,
  },
  gigaflops: 61.4,
};

const cuda: DeviceReport = {
  device: 'cuda',
  available: true,
  abilities: { device: 'cuda', description: 'cuda', computeTypes: ['float32', 'float16'], memoryBytes: null },
  gigaflops: 1234,
};

const without: Diagnosis = {
  node: 'v24.0.0',
  platform: 'linux-x64',
  threads: 4,
  memory: { totalBytes: 16 * GIB, freeBytes: 12 * GIB },
  graphics: { cards: null, reason: 'nvidia-smi is not on the PATH' },
  devices: [{ device: 'cuda', available: false, reason: 'the CUDA provider is not installed' }, cpu],
};

const withCard: Diagnosis = {
  ...without,
  graphics: { cards: [{ name: 'NVIDIA GeForce RTX 4090', totalBytes: 24 * GIB, freeBytes: null }] },
  devices: [cuda, cpu],
};

test('without a graphics card the table says why', () => {
  expect(diagnosisText(without).split('\n')).toEqual([
    'Node v24.0.0 on linux-x64, 12.0 GiB of 16.0 GiB memory free',
    'Graphics memory unknown: nvidia-smi is not on the PATH',
    'engine  device              memory      speed         why not',
    'onnx    cuda                -           -             the CUDA provider is not installed',
    'onnx    CPU, 4 threads      16.0 GiB    61 GFLOP/s',
  ]);
});

test('a card is named, and CUDA has its memory', () => {
  const lines = diagnosisText(withCard).split('\n');
  expect(lines[1]).toBe('NVIDIA GeForce RTX 4090, unknown of 24.0 GiB memory free');
  expect(lines[3]).toBe('onnx    cuda                24.0 GiB    1234 GFLOP/s');
});

test('the same as one JSON object', () => {
  expect(JSON.parse(diagnosisJson(without))).toEqual({
    ...without,
    devices: [
      { engine: 'onnx', ...without.devices[0], memoryBytes: null },
      { engine: 'onnx', ...cpu, memoryBytes: 16 * GIB },
    ],
  });
  expect(JSON.parse(diagnosisJson(withCard))).toMatchObject({
    graphics: withCard.graphics,
    devices: [{ device: 'cuda', memoryBytes: 24 * GIB }, { device: 'cpu' }],
  });
});
