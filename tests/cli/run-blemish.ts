import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../main/cli/blemish.ts', import.meta.url));

export interface Outcome {
  /** null where a signal ended the process. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that is going on. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Outcome>;
  /** Resolves once stderr holds the text; rejects where the command ends without it. */
  saying(text: string): Promise<void>;
}

/** Starts the command line as a person would, in a process of its own. */
export function startBlemish(args: readonly string[]): Running {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (written.stderr += text));
  const ended = once(child, 'close').then(([code]: (number | null)[]) => ({ code, ...written }));
  return {
    process: child,
    ended,
    async saying(text) {
      const isOver = ended.then(() => true);
      while (!written.stderr.includes(text)) {
        const over = await Promise.race([isOver, once(child.stderr, 'data').then(() => false)]);
        if (over && !written.stderr.includes(text)) {
          throw new Error(`ended without saying "${text}": ${written.stderr}`);
        }
      }
    },
  };
}

export async function runBlemish(args: readonly string[]): Promise<Outcome> {
  return startBlemish(args).ended;
}

/** What --json printed: the last line of stdout. */
export function jsonOf({ stdout }: Outcome): unknown {
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
}
