import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface GraphicsCard {
  readonly name: string;
  /** Null where the driver does not tell. */
  readonly totalBytes: number | null;
  readonly freeBytes: number | null;
}

/** The cards that a driver lists, or why there is no list. */
export type GraphicsMemory =
  { readonly cards: readonly GraphicsCard[] } | { readonly cards: null; readonly reason: string };

/** Runs a program and answers what it wrote to stdout; rejects as Node's execFile does. */
export type RunCommand = (command: string, args: readonly string[]) => Promise<string>;

const TIMEOUT_MS = 5000;

/** ONNX Runtime for Node tells no memory; NVIDIA's driver does, through nvidia-smi. */
export async function readGraphicsMemory(run: RunCommand = runCommand): Promise<GraphicsMemory> {
  try {
    const listing = await run('nvidia-smi', [
      '--query-gpu=name,memory.total,memory.free',
      '--format=csv,noheader,nounits',
    ]);
    const cards = listing
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(cardOf);
    return cards.length > 0 ? { cards } : { cards: null, reason: 'nvidia-smi lists no card' };
  } catch (error) {
    return { cards: null, reason: reasonOf(error) };
  }
}

/** A line "name, total, free" in MiB; the name may hold commas, and "[N/A]" stands for a number that is not told. */
function cardOf(line: string): GraphicsCard {
  const cells = line.split(',').map((cell) => cell.trim());
  const [total, free] = cells.slice(-2).map(mebibytes);
  return { name: cells.slice(0, -2).join(', '), totalBytes: total ?? null, freeBytes: free ?? null };
}

function mebibytes(cell: string): number | null {
  return /^\d+$/.test(cell) ? Number(cell) * 2 ** 20 : null;
}

function reasonOf(error: unknown): string {
  const { code, killed, stdout } = error as { code?: unknown; killed?: boolean; stdout?: string };
  if (code === 'ENOENT') return 'nvidia-smi is not on the PATH';
  if (killed === true) return `nvidia-smi did not answer within ${TIMEOUT_MS / 1000} s`;
  const said = stdout?.trim().split('\n', 1)[0] ?? '';
  return said === '' ? `nvidia-smi failed with ${String(code)}` : `nvidia-smi: ${said}`;
}

async function runCommand(command: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, { timeout: TIMEOUT_MS, windowsHide: true });
  return stdout;
}
