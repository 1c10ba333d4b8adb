import { TrainingController } from '../../native-models/training/controller.ts';
import type { WorkerMessage } from '../jobs/worker-messages.ts';
import { Reporter } from './reporter.ts';
import { TimeLeft } from './time-left.ts';

/** Thrown by a job that ends early because it was asked to. */
export class JobCancelled extends Error {
  constructor() {
    super('the job was asked to end');
    this.name = 'JobCancelled';
  }
}

/** What a job's work is given beside its payload. */
export class JobContext<Event> {
  readonly job: string;
  /** The hand of a person, through the host. */
  readonly control = new TrainingController();
  private readonly send: (message: WorkerMessage) => void;
  private readonly reporter: Reporter;
  private readonly timeLeft = new TimeLeft();

  constructor(job: string, send: (message: WorkerMessage) => void) {
    this.job = job;
    this.send = send;
    this.reporter = new Reporter(send);
  }

  /** Something for the store; none is lost on the way. */
  event(event: Event): void {
    this.reporter.event(event);
  }

  /** @param total 0 while it cannot be told */
  progress(doing: string, done: number, total: number): void {
    const secondsLeft = this.timeLeft.seconds(done, total);
    this.reporter.progressed({ done, total, secondsLeft, doing });
  }

  stoodStill(): void {
    this.timeLeft.stop();
    this.tell({ type: 'paused' });
  }

  wentOn(): void {
    this.timeLeft.goOn();
    this.tell({ type: 'resumed' });
  }

  /**
   * Between two pieces of work: stands still while the job is paused.
   * @throws {JobCancelled} where it should end
   */
  async betweenPieces(): Promise<void> {
    if (this.control.paused) {
      this.stoodStill();
      await this.control.whileRunning();
      if (!this.control.cancelled) this.wentOn();
    }
    if (this.control.cancelled) throw new JobCancelled();
  }

  /** After everything reported so far. */
  tell(message: WorkerMessage): void {
    this.reporter.flush();
    this.send(message);
  }
}
