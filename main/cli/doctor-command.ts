import { freemem, totalmem } from 'node:os';
import { Command } from 'commander';
import {
  defaultThreads,
  DEVICES,
  tryDevice,
  type DeviceReport,
} from '../../native-models/engines/choose-device.ts';
import {
  readGraphicsMemory,
  type GraphicsCard,
  type GraphicsMemory,
} from '../../native-models/engines/graphics-memory.ts';
import { runCommand, type Terminal } from './terminal.ts';

/** What there is to compute with on this machine. */
export interface Diagnosis {
  readonly node: string;
  readonly platform: string;
  readonly threads: number;
  readonly memory: { readonly totalBytes: number; readonly freeBytes: number };
  readonly graphics: GraphicsMemory;
  readonly devices: readonly DeviceReport[];
}

export function doctorCommand(terminal: Terminal): Command {
  return new Command('doctor')
    .description('tell which engines and devices work here, how fast, and why others do not')
    .option('--json', 'print one JSON object as the last line')
    .action(({ json }: { json?: boolean }) =>
      runCommand(terminal, async () => {
        const diagnosis = await diagnose();
        terminal.result(json === true ? diagnosisJson(diagnosis) : diagnosisText(diagnosis));
      }),
    );
}

async function diagnose(): Promise<Diagnosis> {
  const threads = defaultThreads();
  const memory = { totalBytes: totalmem(), freeBytes: freemem() };
  const graphics = await readGraphicsMemory();
  const devices: DeviceReport[] = [];
  for (const device of DEVICES) devices.push(await tryDevice(device, threads));
  return {
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    threads,
    memory,
    graphics,
    devices,
  };
}

/** One JSON object on one line. */
export function diagnosisJson(diagnosis: Diagnosis): string {
  const devices = diagnosis.devices.map((report) => ({
    engine: 'onnx',
    ...report,
    memoryBytes: memoryOf(report, diagnosis.graphics),
  }));
  return JSON.stringify({ ...diagnosis, devices });
}

/** The machine, its graphics cards, and a table of all devices. */
export function diagnosisText({ node, platform, memory, graphics, devices }: Diagnosis): string {
  const cards =
    graphics.cards === null
      ? [`Graphics memory unknown: ${graphics.reason}`]
      : graphics.cards.map(({ name, freeBytes, totalBytes }) => `${name}, ${freeOf(freeBytes, totalBytes)}`);
  return [
    `Node ${node} on ${platform}, ${freeOf(memory.freeBytes, memory.totalBytes)}`,
    ...cards,
    line(['engine', 'device', 'memory', 'speed', 'why not']),
    ...devices.map((report) => row(report, memoryOf(report, graphics))),
  ].join('\n');
}

const WIDTHS = [8, 20, 12, 14, 0];

function row(report: DeviceReport, memoryBytes: number | null): string {
  return report.available
    ? line([
        'onnx',
        report.abilities.description,
        gigabytes(memoryBytes),
        `${report.gigaflops.toFixed(0)} GFLOP/s`,
        '',
      ])
    : line(['onnx', report.device, '-', '-', report.reason]);
}

function line(cells: readonly string[]): string {
  return cells
    .map((cell, column) => cell.padEnd(WIDTHS[column]))
    .join('')
    .trimEnd();
}

/** CUDA computes on the first card; of other graphics devices nobody tells. */
function memoryOf(report: DeviceReport, { cards }: GraphicsMemory): number | null {
  if (!report.available) return null;
  const [first] = (cards ?? []) as readonly (GraphicsCard | undefined)[];
  return report.abilities.memoryBytes ?? (report.device === 'cuda' ? (first?.totalBytes ?? null) : null);
}

function freeOf(freeBytes: number | null, totalBytes: number | null): string {
  return `${gigabytes(freeBytes)} of ${gigabytes(totalBytes)} memory free`;
}

function gigabytes(bytes: number | null): string {
  return bytes === null ? 'unknown' : `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
