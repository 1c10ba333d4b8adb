import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Job } from '../../app/domain/job.ts';
import type { JobStore } from '../../main/jobs/job-store.ts';
import { MemoryJobStore } from './memory-job-store.ts';

/** Jobs in a file, written at each change: what a killed process leaves can be read by another. */
export class FileJobStore extends MemoryJobStore {
  private readonly file: string;

  constructor(file: string) {
    super(existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Job[]) : []);
    this.file = file;
  }

  override insert(job: Job): void {
    super.insert(job);
    this.write();
  }

  override update(id: string, changes: Parameters<JobStore['update']>[1]): void {
    super.update(id, changes);
    this.write();
  }

  private write(): void {
    writeFileSync(`${this.file}.new`, JSON.stringify([...this.jobs.values()]));
    renameSync(`${this.file}.new`, this.file);
  }
}
