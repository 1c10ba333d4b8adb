import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { type UtilityProcessModule, electronHost } from './electron-host.ts';
import type { WorkerExit, WorkerProcess } from './worker-host.ts';

class FakeUtilityProcess extends EventEmitter {
  pid: number | undefined = 4242;
  readonly stdout = new EventEmitter();
  readonly stderr = new EventEmitter();
  readonly posted: unknown[] = [];
  kills = 0;

  postMessage(message: unknown): void {
    this.posted.push(message);
  }

  kill(): boolean {
    this.kills++;
    return true;
  }
}

interface Started {
  readonly child: FakeUtilityProcess;
  readonly process: WorkerProcess;
  readonly forked: unknown[][];
  readonly heard: unknown[];
  readonly exits: WorkerExit[];
}

function started(): Started {
  const child = new FakeUtilityProcess();
  const forked: unknown[][] = [];
  const heard: unknown[] = [];
  const exits: WorkerExit[] = [];
  const module: UtilityProcessModule = {
    fork: (...args) => {
      forked.push(args);
      return child;
    },
  };
  const process = electronHost(module).start(
    { url: new URL('file:///opt/blemish/train.js'), libraryPath: ['/cuda'], heapMb: 512 },
    {
      message: (message) => heard.push(message),
      output: (text) => heard.push(text),
      exited: (exit) => exits.push(exit),
    },
  );
  return { child, process, forked, heard, exits };
}

test('the script is forked with piped output and no more of the environment than it needs', () => {
  const { forked } = started();
  expect(forked).toEqual([
    [
      '/opt/blemish/train.js',
      [],
      expect.objectContaining({ stdio: 'pipe', execArgv: ['--max-old-space-size=512'] }),
    ],
  ]);
  const { env } = forked[0][2] as { env: Record<string, string> };
  expect(Object.keys(env)).not.toContain('VITEST');
});

test('messages and output pass both ways, characters cut in two stay whole', () => {
  const { child, process, heard } = started();
  child.emit('message', { type: 'ready' });
  const text = new TextEncoder().encode('ä');
  child.stdout.emit('data', text.slice(0, 1));
  child.stdout.emit('data', text.slice(1));
  child.emit('error', 'FatalError', 'JavaScript heap out of memory');
  process.send({ type: 'cancel' });
  expect(heard.filter((piece) => piece !== '')).toEqual([
    { type: 'ready' },
    'ä',
    'FatalError: JavaScript heap out of memory\n',
  ]);
  expect(child.posted).toEqual([{ type: 'cancel' }]);
});

test.skipIf(process.platform === 'win32')('a code of waitpid is told as its signal', () => {
  for (const [code, exit] of [
    [0, { code: 0, signal: null }],
    [1, { code: 1, signal: null }],
    [9, { code: null, signal: 'SIGKILL' }],
    [11, { code: null, signal: 'SIGSEGV' }],
  ] as const) {
    const { child, exits } = started();
    child.emit('exit', code);
    expect(exits).toEqual([exit]);
  }
});

test('it is asked to end first; one that has gone is not killed', () => {
  const { child, process } = started();
  process.kill(false);
  expect(child.kills).toBe(1);
  child.pid = undefined;
  process.kill(true);
  expect(process.pid).toBeUndefined();
});
