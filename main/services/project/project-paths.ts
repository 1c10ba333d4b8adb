import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { ProjectPlace } from '../../store/project-place.ts';

/** A file as the project names it: with '/', from the project's folder; absolute where it lies on another disk. */
export function projectPath({ folder }: ProjectPlace, file: string): string {
  const relative = path.relative(realpathSync(folder), file);
  return (path.isAbsolute(relative) ? file : relative).replaceAll(path.sep, '/');
}

/** Where a file lies that the project names. */
export function absolutePath({ folder }: ProjectPlace, named: string): string {
  return path.resolve(realpathSync(folder), named);
}

export function runsFolder({ folder }: ProjectPlace): string {
  return path.join(folder, 'runs');
}

/** Of one run: its model, the labels that it learns from in `data`, its predictions. */
export function runFolder(place: ProjectPlace, runId: string): string {
  return path.join(runsFolder(place), runId);
}

export function predictionsFolder(place: ProjectPlace, runId: string): string {
  return path.join(runFolder(place, runId), 'predictions');
}

/** The list of the pictures and labels that a run learns from. */
export function runDataFile(place: ProjectPlace, runId: string): string {
  return path.join(runFolder(place, runId), 'data', DATA_FILE);
}

export const DATA_FILE = 'dataset.json';

/** Labels laid out for evaluations that are going on. */
export function evaluationsFolder({ folder }: ProjectPlace): string {
  return path.join(folder, 'cache', 'evaluations');
}

export function logsFolder({ folder }: ProjectPlace): string {
  return path.join(folder, 'cache', 'logs');
}
