import { BlemishError } from '../../app/domain/errors.ts';
import { worded } from './worded.ts';

/** Where a command writes: progress and notes to stderr, results to stdout. */
export interface Terminal {
  note(text: string): void;
  /** One line that is overwritten on a terminal; plain lines, at most one every few seconds, elsewhere. */
  progress(text: string): void;
  result(text: string): void;
}

const PLAIN_INTERVAL_MS = 5000;

export function createTerminal(): Terminal {
  const { stderr, stdout } = process;
  let open = false;
  let lastPlain = -Infinity;
  const closeLine = (): void => {
    if (open) stderr.write('\n');
    open = false;
  };
  return {
    note(text) {
      closeLine();
      stderr.write(`${text}\n`);
    },
    progress(text) {
      if (stderr.isTTY) {
        stderr.write(`\r\u001b[2K${text.slice(0, stderr.columns - 1)}`);
        open = true;
      } else if (performance.now() - lastPlain > PLAIN_INTERVAL_MS) {
        lastPlain = performance.now();
        stderr.write(`${text}\n`);
      }
    },
    result(text) {
      closeLine();
      stdout.write(`${text}\n`);
    },
  };
}

/** Runs a command; ends the process with 0, 1 for a failure or 2 for wrong use. */
export async function runCommand(terminal: Terminal, command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    terminal.note(`blemish: ${messageOf(error)}`);
    process.exitCode = error instanceof BlemishError && error.kind === 'usage' ? 2 : 1;
  }
}

/** "2:31" or "1:02:31". */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [hours, minutes, rest] = parts.map((part) => String(part).padStart(2, '0'));
  return hours === '00' ? `${Number(minutes)}:${rest}` : `${Number(hours)}:${minutes}:${rest}`;
}

function messageOf(error: unknown): string {
  if (error instanceof BlemishError) return worded(error);
  return error instanceof Error ? `a defect of Blemish: ${error.stack ?? error.message}` : String(error);
}
