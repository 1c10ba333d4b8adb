import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startPythonReference } from './python-reference.ts';

// Node stands in for Python, with scripts that speak the same protocol.
const folder = mkdtempSync(path.join(os.tmpdir(), 'blemish-reference-'));
const ready = `
  process.stdout.write(JSON.stringify({ ready: true, packages: 'PyTorch 0.0', threads: Number(process.argv[3]) }) + '\\n');`;
const answering = `${ready}
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
    if (line === 'quit') process.exit(0);
    process.stdout.write(JSON.stringify({ ms: line === 'step' ? 12.5 : 3 }) + '\\n');
  });`;

function script(name: string, source: string): string {
  const file = path.join(folder, `${name}.cjs`);
  writeFileSync(file, source);
  return file;
}

const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);

beforeAll(() => {
  vi.stubEnv('PYTHON', process.execPath);
});
beforeEach(() => {
  said.mockClear();
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test('does what it is told until it is closed', async () => {
  const reference = await startPythonReference(script('answering', answering), 2);
  expect(reference?.description).toBe('PyTorch 0.0, 2 threads');
  expect([await reference?.run('step'), await reference?.run('other')]).toEqual([12.5, 3]);
  await reference?.close();
});

test('a missing package is said aloud and gives null', async () => {
  const missing = script('missing', `console.error('no torch here'); process.exit(3);`);
  expect(await startPythonReference(missing, 2)).toBeNull();
  expect(said).toHaveBeenCalledWith(expect.stringContaining('no torch here'));
});

test('a missing Python is said aloud and gives null', async () => {
  vi.stubEnv('PYTHON', path.join(folder, 'no-such-python'));
  expect(await startPythonReference('decoder_step.py', 2)).toBeNull();
  expect(said).toHaveBeenCalledWith(expect.stringContaining('no-such-python'));
  vi.stubEnv('PYTHON', process.execPath);
});

test('any other end is a failure, with what the script said', async () => {
  const broken = script('broken', `console.error('a mistake'); process.exit(1);`);
  await expect(startPythonReference(broken, 2)).rejects.toThrow('a mistake');
});

test('an end between two pieces of work is a failure', async () => {
  const brief = script('brief', `${ready} process.stdin.on('data', () => process.exit(1));`);
  const reference = await startPythonReference(brief, 2);
  await expect(reference?.run('step')).rejects.toThrow('ended with 1');
});
