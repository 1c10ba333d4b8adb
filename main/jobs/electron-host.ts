import { fileURLToPath } from 'node:url';
import { workerEnvironment } from './worker-environment.ts';
import type { WorkerExit, WorkerHost, WorkerListener, WorkerProcess } from './worker-host.ts';

/** What is needed of Electron's `utilityProcess`, which only its main process has. */
export interface UtilityProcessModule {
  fork(
    modulePath: string,
    args: string[],
    options: {
      readonly env: Record<string, string>;
      readonly execArgv: string[];
      readonly stdio: 'pipe';
      readonly serviceName: string;
    },
  ): UtilityProcess;
}

interface UtilityProcess {
  /** Undefined before the process has begun and after it has ended. */
  readonly pid?: number | undefined;
  readonly stdout: Output | null;
  readonly stderr: Output | null;
  postMessage(message: unknown): void;
  kill(): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  on(event: 'error', listener: (type: string, location: string) => void): unknown;
}

interface Output {
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown;
}

/** Worker processes by Electron's utilityProcess. */
export function electronHost(utilityProcess: UtilityProcessModule): WorkerHost {
  return {
    start({ url, libraryPath, heapMb }, listener) {
      const child = utilityProcess.fork(fileURLToPath(url), [], {
        env: workerEnvironment(process.env, libraryPath),
        execArgv: heapMb === null ? [] : [`--max-old-space-size=${heapMb}`],
        stdio: 'pipe',
        serviceName: 'Blemish worker',
      });
      return listenTo(child, listener);
    },
  };
}

function listenTo(child: UtilityProcess, listener: WorkerListener): WorkerProcess {
  for (const stream of [child.stdout, child.stderr]) {
    const decoder = new TextDecoder();
    stream?.on('data', (chunk) => {
      listener.output(decoder.decode(chunk, { stream: true }));
    });
  }
  child.on('message', listener.message);
  // Electron hands V8's last words to this event instead of stderr.
  child.on('error', (type, location) => {
    listener.output(`${type}: ${location}\n`);
  });
  child.on('exit', (code) => {
    listener.exited(exitOf(code));
  });
  return {
    get pid() {
      return child.pid;
    },
    send: (message) => {
      child.postMessage(message);
    },
    kill: (force) => {
      if (!force) child.kill();
      else if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    },
  };
}

/** As waitpid tells them where a signal ended the process (electron/electron#42283). Workers exit with 0 or 1. */
const SIGNALS: Readonly<Record<number, string>> = { 6: 'SIGABRT', 9: 'SIGKILL', 11: 'SIGSEGV' };

function exitOf(code: number): WorkerExit {
  if (process.platform !== 'win32' && code in SIGNALS) return { code: null, signal: SIGNALS[code] };
  return { code, signal: null };
}
