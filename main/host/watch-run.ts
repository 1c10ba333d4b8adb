import type { ProjectChange } from '../../app/contract/changes.ts';
import type { Run, RunMetric } from '../../app/domain/run.ts';
import { MissingError } from '../../app/domain/missing-error.ts';
import type { OpenProject } from './open-project.ts';
import { untilRead } from './until-read.ts';

/** Metrics of one event, at most. */
const PIECE = 2000;

/**
 * All curves of a run in pieces, what the store has first, until the run is over. The store is read anew after each
 * change, so that a client that is slow loses nothing.
 * @throws {MissingError} where there is no such run
 */
export async function* watchRun(
  project: OpenProject,
  runId: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<RunMetric[]> {
  const told = new Map<string, number>();
  for await (const change of untilRead(signal, (until) => project.changes.subscribe(until))) {
    if (!isAbout(change, runId)) continue;
    const run = project.store.runs.find(runId);
    if (run === null) throw new MissingError('run', runId);
    for (const name of project.store.runs.metricNames(runId)) {
      const metrics = project.store.runs.metrics(runId, name, told.get(name) ?? -1);
      told.set(name, metrics.at(-1)?.step ?? told.get(name) ?? -1);
      for (let start = 0; start < metrics.length; start += PIECE) yield metrics.slice(start, start + PIECE);
    }
    if (OVER.has(run.state)) return;
  }
}

const OVER: ReadonlySet<Run['state']> = new Set(['finished', 'stopped', 'failed']);

/** The first event, without changes, is about everything. */
function isAbout({ changed }: ProjectChange, runId: string): boolean {
  const isOfRun = changed.some(
    ({ subject, ids }) => (subject === 'runs' || subject === 'metrics') && (ids?.includes(runId) ?? true),
  );
  return changed.length === 0 || isOfRun;
}
