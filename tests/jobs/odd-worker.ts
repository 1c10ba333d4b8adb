import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { BlemishError } from '../../app/domain/errors.ts';
import type { JobContext } from '../../main/workers/job-context.ts';
import { serveJob } from '../../main/workers/serve-job.ts';
import { oddJob, oddPayloadSchema, type OddEvent } from './odd-job.ts';

const { event, result } = oddJob('train');

serveJob({ payload: oddPayloadSchema, event, result }, async ({ act, to, file }, context) => {
  process.stdout.write(`now ${act}\n`);
  switch (act) {
    case 'count':
      for (let n = 1; n <= to; n++) context.event({ n, pid: process.pid });
      context.progress('counting', to, to);
      return to;
    case 'work':
      context.event({ n: 0, pid: process.pid });
      for (;;) {
        await context.betweenPieces();
        await pause(5);
      }
    case 'rise':
      return rise(to, file, context);
    case 'refuse':
      throw new BlemishError('input', {
        subject: 'tile 7.png',
        problem: 'it has 5 channels',
        remedy: 'Give one with at most 4',
      });
    case 'throw':
      throw new TypeError('undefined is not a picture');
    case 'exit':
      return process.exit(3);
    case 'abort':
      return process.abort();
    case 'die':
      process.kill(process.pid, 'SIGKILL');
      return pause(60_000, 0);
    case 'hang':
      context.event({ n: 0, pid: process.pid });
      await pause(200);
      for (;;);
    case 'hoard':
      return hoard();
    case 'babble':
      process.send?.({ type: 'report', events: 'many' });
      return pause(60_000, 0);
    case 'lie-event':
      context.event({ n: 'one' } as unknown as OddEvent);
      return pause(60_000, 0);
    case 'lie-result':
      return 'much' as unknown as number;
    case 'stubborn':
      process.on('SIGTERM', () => undefined);
      context.event({ n: 0, pid: process.pid });
      return pause(600_000, 0);
  }
});

/** Counts by one from what the file holds, and keeps each count there. */
async function rise(to: number, file: string, context: JobContext<OddEvent>): Promise<number> {
  let n = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  while (n < to) {
    await context.betweenPieces();
    writeFileSync(file, String(++n));
    context.event({ n, pid: process.pid });
    context.progress('rising', n, to);
    await pause(20);
  }
  return n;
}

function hoard(): number {
  const kept: string[][] = [];
  for (;;) kept.push(Array.from({ length: 10_000 }, (_, n) => `number ${n} of ${kept.length}`));
}
