/** Where worker processes run: Node's fork or Electron's utilityProcess. */
export interface WorkerHost {
  /** Throws where the system refuses at once. */
  start(script: WorkerScript, listener: WorkerListener): WorkerProcess;
}

export interface WorkerScript {
  readonly url: URL;
  /** Folders in which this worker alone finds shared libraries. */
  readonly libraryPath: readonly string[];
  /** Largest heap of V8, MB; null for its own choice. */
  readonly heapMb: number | null;
}

export interface WorkerListener {
  /** Not checked yet. */
  readonly message: (message: unknown) => void;
  /** Of stdout and stderr, as it comes. */
  readonly output: (text: string) => void;
  /** Once, after everything else. */
  readonly exited: (exit: WorkerExit) => void;
}

export interface WorkerExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** Where no process came to be. */
  readonly startError?: string;
}

export interface WorkerProcess {
  readonly pid: number | undefined;
  /** Does nothing once the process has gone. */
  send(message: unknown): void;
  /** Asks the system to end it; without mercy when forced. May throw once it has gone. */
  kill(force: boolean): void;
}
