import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { removeUnfinishedWrites, writeFileAtomically } from '../../native-models/files/write-atomic.ts';

/** A log is written at most this often, ms. */
const WRITE_MS = 1000;

/**
 * The logs of jobs that are going on, in files, so that one which the application did not outlive can still be told.
 * A log is of help and never a reason to fail: what cannot be written is left out.
 */
export class LogFiles {
  private readonly folder: string;
  private readonly writers = new Map<string, LogWriter>();

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async open(folder: string): Promise<LogFiles> {
    await mkdir(folder, { recursive: true });
    await removeUnfinishedWrites(folder);
    return new LogFiles(folder);
  }

  /** What is known of the job's last process; empty where it said nothing. */
  async read(job: string): Promise<string> {
    return readFile(this.file(job), 'utf8').catch(() => '');
  }

  write(job: string, text: string): void {
    const writer = this.writers.get(job) ?? new LogWriter(this.file(job));
    this.writers.set(job, writer);
    writer.write(text);
  }

  async remove(job: string): Promise<void> {
    const writer = this.writers.get(job);
    this.writers.delete(job);
    await writer?.close();
    await rm(this.file(job), { force: true }).catch(() => undefined);
  }

  private file(job: string): string {
    return path.join(this.folder, `${job}.log`);
  }
}

class LogWriter {
  private readonly file: string;
  private text = '';
  private timer: NodeJS.Timeout | null = null;
  private writing = Promise.resolve();

  constructor(file: string) {
    this.file = file;
  }

  write(text: string): void {
    this.text = text;
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.writing = this.writing
        .then(() => writeFileAtomically(this.file, this.text))
        .catch(() => undefined);
    }, WRITE_MS);
  }

  async close(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    await this.writing;
  }
}
