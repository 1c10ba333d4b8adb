import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { BlemishError } from '../../app/domain/errors.ts';

export interface ElectronStart {
  readonly root: string;
  readonly project: string;
  /** Whether to train it where it has never been. */
  readonly trains: boolean;
}

/**
 * Opens the window of Electron, and returns once it has been closed.
 * @param binary electron-binary.ts
 * @throws {BlemishError} where it fails
 */
export async function runElectron(binary: string, { root, project, trains }: ElectronStart): Promise<void> {
  const args = [root, project, ...(trains ? ['--first-training'] : [])];
  const child = spawn(binary, args, { stdio: 'inherit' });
  // The terminal sends Ctrl+C to both; Electron ends in its own time.
  const wait = (): void => undefined;
  process.on('SIGINT', wait);
  const [code] = (await once(child, 'exit')) as [number | null];
  process.off('SIGINT', wait);
  if (code === 0) return;
  throw new BlemishError('resource', {
    subject: binary,
    problem: `Electron ended with ${code === null ? 'a signal' : `code ${code}`}`,
    remedy: 'See the message above, or use the browser: npm start -- --web',
  });
}
