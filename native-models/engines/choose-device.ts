import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, totalmem } from 'node:os';
import path from 'node:path';
import { BlemishError } from '../../app/domain/errors.ts';
import type { DeviceAbilities, Engine } from './engine.ts';
import { OnnxEngine } from './onnx/onnx-engine.ts';
import { probe } from './probe.ts';

/** Execution providers of ONNX Runtime in the order in which they are tried; the CPU always works. */
export const DEVICES = ['cuda', 'dml', 'coreml', 'webgpu', 'cpu'] as const;

export type Device = (typeof DEVICES)[number];

/** What trying a device came to. */
export type DeviceReport =
  | {
      readonly device: Device;
      readonly available: true;
      readonly abilities: DeviceAbilities;
      /** Speed of a small convolution, billions of operations a second. */
      readonly gigaflops: number;
    }
  | { readonly device: Device; readonly available: false; readonly reason: string };

export function defaultThreads(): number {
  return availableParallelism();
}

/** Tries a device with a real convolution whose numbers are compared. */
export async function tryDevice(device: Device, threads: number): Promise<DeviceReport> {
  const elsewhere = missingHere(device);
  if (elsewhere !== null) return { device, available: false, reason: elsewhere };
  const abilities = abilitiesOf(device, threads);
  try {
    return { device, available: true, abilities, gigaflops: await probe(new OnnxEngine(abilities, threads)) };
  } catch (error) {
    return { device, available: false, reason: reasonOf(error) };
  }
}

/**
 * The engine for a device given by name, or for the first that works. Says aloud why others were left out.
 * @throws {BlemishError} 'resource' where a device asked for by name does not work.
 */
export async function chooseEngine(
  wanted: Device | 'auto',
  threads: number,
  say: (text: string) => void,
): Promise<Engine> {
  for (const device of wanted === 'auto' ? DEVICES : [wanted]) {
    const report = await tryDevice(device, threads);
    if (report.available) return new OnnxEngine(report.abilities, threads);
    if (wanted !== 'auto') {
      throw new BlemishError('resource', {
        subject: `--device ${device}`,
        problem: report.reason,
        remedy: 'Use --device auto or cpu, or see "blemish doctor"',
      });
    }
    if (missingHere(device) === null) say(`Not using ${device}: ${report.reason}`);
  }
  throw new BlemishError('internal', {
    problem: 'no device works, not even the CPU',
    remedy: 'Run "blemish doctor"',
  });
}

/** Why a provider cannot work on this system; null where it is worth a try. */
function missingHere(device: Device): string | null {
  const systems: Readonly<Record<Device, readonly NodeJS.Platform[]>> = {
    cuda: ['linux', 'win32'],
    dml: ['win32'],
    coreml: ['darwin'],
    webgpu: ['darwin', 'linux', 'win32'],
    cpu: ['darwin', 'linux', 'win32'],
  };
  if (!systems[device].includes(process.platform)) return `there is no ${device} on ${process.platform}`;
  if (device === 'cuda' && !hasCudaProvider()) {
    return 'the CUDA provider of ONNX Runtime is not installed (node node_modules/onnxruntime-node/script/install.js fetches it)';
  }
  if (device === 'webgpu' && process.platform === 'linux' && !hasVulkanLoader()) {
    return 'the Vulkan loader (libvulkan.so.1) is not installed';
  }
  return null;
}

function hasCudaProvider(): boolean {
  const root = path.dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
  const folder = path.join(root, 'bin', 'napi-v6', process.platform, process.arch);
  const name =
    process.platform === 'win32' ? 'onnxruntime_providers_cuda.dll' : 'libonnxruntime_providers_cuda.so';
  return existsSync(path.join(folder, name));
}

function hasVulkanLoader(): boolean {
  const folders = [
    '/lib',
    '/usr/lib',
    '/usr/lib64',
    '/usr/lib/x86_64-linux-gnu',
    '/usr/lib/aarch64-linux-gnu',
  ];
  return folders.some((folder) => existsSync(path.join(folder, 'libvulkan.so.1')));
}

function reasonOf(error: unknown): string {
  if (error instanceof BlemishError) return error.problem;
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0];
}

function abilitiesOf(device: Device, threads: number): DeviceAbilities {
  if (device !== 'cpu')
    return { device, description: device, computeTypes: ['float32', 'float16'], memoryBytes: null };
  return {
    device,
    description: `CPU, ${threads} threads`,
    computeTypes: ['float32'],
    memoryBytes: totalmem(),
  };
}
