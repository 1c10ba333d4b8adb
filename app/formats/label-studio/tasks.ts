import { z } from 'zod';
import { BlemishError } from '../../domain/errors.ts';
import type { AnnotationFiles, Report } from '../annotation-format.ts';
import { type JsonElement, jsonElements, placeOf } from '../json-elements.ts';
import {
  minimalRegionSchema,
  type Region,
  regionSchema,
  type TaskAnnotation,
  taskSchema,
} from './task-schema.ts';

/** One picture's regions, from either export. */
export interface Task {
  /** File, and place in it. */
  readonly place: string;
  /** What the task says of its picture, the likeliest first: paths, addresses, upload names. */
  readonly sources: readonly string[];
  readonly regions: readonly Region[];
}

const IMAGE_NAME = /\.(png|jpe?g|tiff?|webp|bmp|gif)($|[?#])/i;

/**
 * The tasks of one export, read piece by piece.
 *
 * @throws {BlemishError} 'input' with file and place where it is none of Label Studio's.
 */
export async function* tasksOf(files: AnnotationFiles, path: string, report: Report): AsyncGenerator<Task> {
  const single: Record<string, unknown> = {};
  for await (const elements of jsonElements(files.stream(path), path)) {
    for (const element of elements) {
      if (element.key === '' && element.index !== null) {
        yield taskOf(element.value, `${path}, ${placeOf(element)}`, report);
      } else {
        keep(single, element);
      }
    }
  }
  if (Object.keys(single).length > 0) yield taskOf(single, path, report);
}

/** Whether a value is a task of either export. */
export function isTask(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const isFull = 'data' in value && ('annotations' in value || 'completions' in value);
  return isFull || Object.values(value).some((field) => minimalRegions(field) !== null);
}

/** A file with a single task is no list, so that its own fields come as elements. */
function keep(single: Record<string, unknown>, { key, index, value }: JsonElement): void {
  if (index === null) single[key] = value;
  else if (Array.isArray(single[key])) single[key].push(value);
  else single[key] = [value];
}

function taskOf(value: unknown, place: string, report: Report): Task {
  if (!isTask(value)) {
    throw wrongTask(place, 'This is no task with data and annotations');
  }
  if (!Object.hasOwn(value as object, 'data')) return minimalTask(value as Record<string, unknown>, place);
  const parsed = taskSchema.safeParse(value);
  if (!parsed.success) throw wrongTask(place, issueOf(parsed.error));
  const { data, annotations, completions, predictions, file_upload } = parsed.data;
  const chosen = chosenAnnotation(annotations ?? completions ?? [], place, report);
  if (predictions !== undefined && predictions.length > 0) {
    report({ kind: 'lost', text: 'Predictions are left out', subject: place });
  }
  return {
    place,
    sources: [...sourcesIn(data), ...(file_upload ? [file_upload] : [])],
    regions: chosen?.result ?? [],
  };
}

/** The ground truth, or else the last that was not cancelled. */
function chosenAnnotation(
  annotations: readonly TaskAnnotation[],
  place: string,
  report: Report,
): TaskAnnotation | undefined {
  const kept = annotations.filter(({ was_cancelled }) => was_cancelled !== true);
  if (kept.length < annotations.length) {
    report({ kind: 'lost', text: 'A cancelled annotation is left out', subject: place });
  }
  if (kept.length > 1) {
    report({
      kind: 'lost',
      text: 'Of several annotations of a picture the ground truth counts, else the last',
      subject: place,
    });
  }
  return kept.findLast(({ ground_truth }) => ground_truth === true) ?? kept.at(-1);
}

function minimalTask(fields: Readonly<Record<string, unknown>>, place: string): Task {
  const regions = Object.values(fields).flatMap((field) => minimalRegions(field) ?? []);
  return { place, sources: sourcesIn(fields), regions };
}

/** The regions in a field of JSON-MIN, whose kind the name of their labels tells; null where it holds none. */
function minimalRegions(field: unknown): Region[] | null {
  const parsed = z.array(minimalRegionSchema).min(1).safeParse(field);
  if (!parsed.success) return null;
  const regions = parsed.data.map(({ original_width, original_height, ...value }) => ({
    type: LABEL_KINDS.find((kind) => value[kind] !== undefined),
    value,
    original_width,
    original_height,
  }));
  return regions.every(({ type }) => type !== undefined)
    ? regions.map((one) => regionSchema.parse(one))
    : null;
}

const LABEL_KINDS = ['brushlabels', 'polygonlabels', 'rectanglelabels', 'ellipselabels'] as const;

/** Texts that name a picture, that of the field "image" first. */
function sourcesIn(data: Readonly<Record<string, unknown>>): string[] {
  const texts = Object.entries(data).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  );
  const named = texts.filter(([key, text]) => key === 'image' || IMAGE_NAME.test(text));
  return named.sort(([a], [b]) => Number(b === 'image') - Number(a === 'image')).map(([, text]) => text);
}

function issueOf(error: z.ZodError): string {
  const { path, message } = error.issues[0];
  return `${path.join('.')}: ${message}`;
}

/** The error for an export that says something impossible. */
export function wrongTask(subject: string, problem: string): BlemishError {
  return new BlemishError('input', {
    subject,
    problem,
    remedy: 'Export it again from Label Studio as "JSON".',
  });
}
