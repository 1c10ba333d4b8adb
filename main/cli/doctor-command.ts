import { freemem, totalmem } from 'node:os';
import { Command } from 'commander';
import {
  defaultThreads,
  DEVICES,
  tryDevice,
  type DeviceReport,
} from '../../native-models/engines/choose-device.ts';
import { runCommand, type Terminal } from './terminal.ts';

export function doctorCommand(terminal: Terminal): Command {
  return new Command('doctor')
    .description('tell which engines and devices work here, how fast, and why others do not')
    .option('--json', 'print one JSON object as the last line')
    .action(({ json }: { json?: boolean }) => runCommand(terminal, () => diagnose(json === true, terminal)));
}

async function diagnose(json: boolean, terminal: Terminal): Promise<void> {
  const threads = defaultThreads();
  const reports: DeviceReport[] = [];
  for (const device of DEVICES) reports.push(await tryDevice(device, threads));
  if (json) {
    const rows = reports.map((report) => ({ engine: 'onnx', ...report }));
    terminal.result(
      JSON.stringify({ node: process.version, platform: process.platform, threads, devices: rows }),
    );
    return;
  }
  terminal.result(
    `Node ${process.version} on ${process.platform}-${process.arch}, ${gigabytes(freemem())} of ${gigabytes(totalmem())} memory free`,
  );
  terminal.result(
    ['engine', 'device', 'memory', 'speed', 'why not']
      .map((title, column) => title.padEnd(WIDTHS[column]))
      .join(''),
  );
  for (const report of reports) terminal.result(row(report));
}

const WIDTHS = [8, 20, 12, 14, 0];

function row(report: DeviceReport): string {
  const cells = report.available
    ? [
        'onnx',
        report.abilities.description,
        memory(report.abilities.memoryBytes),
        `${report.gigaflops.toFixed(0)} GFLOP/s`,
        '',
      ]
    : ['onnx', report.device, '-', '-', report.reason];
  return cells
    .map((cell, column) => cell.padEnd(WIDTHS[column]))
    .join('')
    .trimEnd();
}

function memory(bytes: number | null): string {
  return bytes === null ? 'unknown' : gigabytes(bytes);
}

function gigabytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
