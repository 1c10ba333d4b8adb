import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** A Python script that does one piece of work at a time (reference_protocol.py). */
export interface PythonReference {
  /** What it is, e.g. 'PyTorch 2.15.0, 2 threads'. */
  readonly description: string;
  /** Does the work of this name once; its time as the script measured it, ms. */
  run(work: string): Promise<number>;
  close(): Promise<void>;
}

const Ready = z.object({ ready: z.literal(true), packages: z.string(), threads: z.int() });
const Done = z.object({ ms: z.number() });

/** Exit code, signal, or why it could not start. */
type End = number | NodeJS.Signals | null | Error;

/** The exit code with which a script says that its package is missing. */
const PACKAGE_MISSING = 3;

/**
 * Starts a script of this folder with $PYTHON, or python3.
 * @returns null, said aloud on stderr, where there is no Python or the package is missing
 * @throws Error when the script fails for another reason
 */
export async function startPythonReference(script: string, threads: number): Promise<PythonReference | null> {
  const python = process.env['PYTHON'] ?? 'python3';
  const file = path.resolve(import.meta.dirname, script);
  const child = spawn(python, [file, '--threads', String(threads)], { stdio: ['pipe', 'pipe', 'pipe'] });
  // A script that has ended takes no more input; its exit code tells why.
  child.stdin.on('error', () => undefined);
  const complaints = collect(child);
  const ended = endOf(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  const first = await lines.next();
  if (first.done === true) {
    const end = await ended;
    if (end !== PACKAGE_MISSING && !(end instanceof Error)) throw failure(end);
    const why = end instanceof Error ? `${python} cannot be started (${end.message})` : complaints().trim();
    console.error(`The reference ${script} is skipped: ${why}. Set PYTHON to a Python that has it.`);
    return null;
  }
  const { packages, threads: used } = Ready.parse(JSON.parse(first.value));
  return {
    description: `${packages}, ${used} threads`,
    async run(work) {
      child.stdin.write(`${work}\n`);
      const answer = await lines.next();
      if (answer.done === true) throw failure(await ended);
      return Done.parse(JSON.parse(answer.value)).ms;
    },
    async close() {
      child.stdin.end('quit\n');
      await ended;
    },
  };

  function failure(end: End): Error {
    return new Error(`${file} ended with ${String(end)}:\n${complaints()}`);
  }
}

function endOf(child: ChildProcess): Promise<End> {
  return new Promise((resolve) => {
    child.once('error', resolve);
    child.once('close', (code, signal) => {
      resolve(code ?? signal);
    });
  });
}

function collect(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return () => text;
}
