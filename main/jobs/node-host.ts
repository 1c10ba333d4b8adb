import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { workerEnvironment } from './worker-environment.ts';
import type { WorkerHost, WorkerListener, WorkerProcess, WorkerScript } from './worker-host.ts';

/** How long after a process's end its last output is waited for, ms: a child of its own may hold the pipes open. */
const LAST_OUTPUT_MS = 1000;

/** Worker processes by Node's fork: of the command line, the browser's server, and tests. */
export const nodeHost: WorkerHost = {
  start(script, listener) {
    return listenTo(forked(script), listener);
  },
};

function forked({ url, libraryPath, heapMb }: WorkerScript): ChildProcess {
  return fork(fileURLToPath(url), [], {
    env: workerEnvironment(process.env, libraryPath),
    execArgv: heapMb === null ? [] : [`--max-old-space-size=${heapMb}`],
    // Typed arrays arrive as such.
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

function listenTo(child: ChildProcess, listener: WorkerListener): WorkerProcess {
  let gone = false;
  const exited: WorkerListener['exited'] = (exit) => {
    if (gone) return;
    gone = true;
    listener.exited(exit);
  };
  child.stdout?.setEncoding('utf8').on('data', listener.output);
  child.stderr?.setEncoding('utf8').on('data', listener.output);
  child.on('message', listener.message);
  child.on('error', (error) => {
    if (child.pid === undefined) exited({ code: null, signal: null, startError: error.message });
  });
  child.once('exit', (code, signal) => {
    const tell = (): void => {
      exited({ code, signal });
    };
    child.once('close', tell);
    setTimeout(tell, LAST_OUTPUT_MS).unref();
  });
  return {
    pid: child.pid,
    send: (message) => {
      // A process that ends at this moment cannot be told anything any more; its exit says the rest.
      if (child.connected) child.send(message as object, () => undefined);
    },
    kill: (force) => {
      child.kill(force ? 'SIGKILL' : 'SIGTERM');
    },
  };
}
