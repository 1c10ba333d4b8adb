import type { WorkerHost, WorkerListener, WorkerScript } from './worker-host.ts';
import type { HostMessage } from './worker-messages.ts';

/** A process that does only what a test makes it do. */
export interface FakeProcess {
  readonly script: WorkerScript;
  readonly listener: WorkerListener;
  /** What the host sent, in order. */
  readonly sent: HostMessage[];
  /** How the host asked the system to end it: forced or not. */
  readonly kills: boolean[];
}

/** A host without processes: messages and ends come from the test. */
export class FakeHost implements WorkerHost {
  readonly processes: FakeProcess[] = [];
  private readonly started: (process: FakeProcess) => void;

  constructor(started: (process: FakeProcess) => void = () => undefined) {
    this.started = started;
  }

  start(script: WorkerScript, listener: WorkerListener): ReturnType<WorkerHost['start']> {
    const process: FakeProcess = { script, listener, sent: [], kills: [] };
    this.processes.push(process);
    queueMicrotask(() => {
      this.started(process);
    });
    return {
      pid: this.processes.length,
      send: (message) => process.sent.push(message as HostMessage),
      kill: (force) => process.kills.push(force),
    };
  }
}
