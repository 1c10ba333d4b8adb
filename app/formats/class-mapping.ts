import { z } from 'zod';
import { BlemishError } from '../domain/errors.ts';
import { BACKGROUND, IGNORE } from '../mask/label-map.ts';
import { BY_COMPONENT, classOf, instanceOf, labelValue, type RunLengthMap } from '../mask/run-length-map.ts';
import { RunWriter } from '../mask/run-writer.ts';
import { readYaml } from '../settings/yaml-source.ts';
import type { AnnotationClass, Annotations, Report } from './annotation-format.ts';
import { hasInstances } from './label-canvas.ts';
import { tooManyClasses } from './named-classes.ts';

const ClassId = z
  .int()
  .min(1)
  .max(IGNORE - 1);
const Target = z.union(
  [
    z.literal(['ignore', 'background']).transform((to) => ({ to })),
    z
      .string()
      .min(1)
      .transform((name) => ({ to: 'class' as const, name })),
    ClassId.transform((id) => ({ to: 'class' as const, id })),
    z
      .strictObject({ name: z.string().min(1).optional(), id: ClassId.optional() })
      .transform((target) => ({ to: 'class' as const, ...target })),
  ],
  { error: 'must be a class name, an id from 1 to 254, {name, id}, ignore or background' },
);
type Target = z.infer<typeof Target>;

/** Where each class goes, by its name; others stay as they are. */
export interface ClassMapping {
  readonly file: string;
  readonly targets: ReadonlyMap<string, Target>;
}

/**
 * Reads a class mapping: a YAML file of lines "old name: new name", "old name: 5" (the new id), "old name: ignore",
 * "old name: background" or "old name: {name: new name, id: 5}". Classes of one new name become one.
 * @throws {BlemishError} 'input' with the line
 */
export function parseClassMapping(text: string, file: string): ClassMapping {
  const source = readYaml(text);
  const refused = (line: number, problem: string): BlemishError =>
    new BlemishError('input', {
      subject: `${file}, line ${line}`,
      problem,
      remedy: 'Write lines such as "scratch: deep scratch", "dust: ignore" or "dent: 5"',
    });
  const first = source.problems.at(0);
  if (first !== undefined) throw refused(first.line, first.reason);
  const result = z.record(z.string(), Target).safeParse(source.value ?? {});
  if (!result.success) {
    const { path } = result.error.issues[0];
    throw refused(source.lineOf(path), `${String(path[0] ?? 'The file')} must map a class name`);
  }
  return { file, targets: new Map(Object.entries(result.data)) };
}

/**
 * The annotations with their classes mapped.
 * @throws {BlemishError} 'input' where two classes would have one id
 */
export function mapClasses(annotations: Annotations, mapping: ClassMapping, report: Report): Annotations {
  const names = new Set(annotations.classes.map(({ name }) => name));
  for (const name of mapping.targets.keys()) {
    if (!names.has(name)) {
      report({ kind: 'unmatched', text: 'The class mapping names a class that is not there', subject: name });
    }
  }
  const { classes, ids } = mappedClasses(annotations.classes, mapping);
  return {
    classes,
    async *images() {
      for await (const image of annotations.images()) yield { ...image, labels: mapped(image.labels, ids) };
    },
  };
}

interface MappedClasses {
  readonly classes: AnnotationClass[];
  /** New ids by old ones. */
  readonly ids: ReadonlyMap<number, number>;
}

function mappedClasses(classes: readonly AnnotationClass[], { file, targets }: ClassMapping): MappedClasses {
  const asked = classes.map((from) => ({ from, target: targetOf(from, targets.get(from.name)) }));
  const byName = new Map<string, AnnotationClass>();
  // Ids that are asked for come before those that are kept.
  const inOrder = asked.toSorted((a, b) => Number(b.target.hasOwnId) - Number(a.target.hasOwnId));
  for (const { from, target } of inOrder) {
    const { name, id, hasOwnId } = target;
    if (name === null || (byName.has(name) && !hasOwnId)) continue;
    const taken = new Map(Array.from(byName.values(), (other) => [other.id, other.name]));
    const holder = taken.get(id);
    const known = byName.get(name);
    if (hasOwnId && ((holder !== undefined && holder !== name) || (known !== undefined && known.id !== id))) {
      throw new BlemishError('input', {
        subject: file,
        problem: `The id ${id} of "${name}" does not go with "${holder ?? name}"`,
        remedy: 'Give every class one id of its own',
      });
    }
    byName.set(name, {
      id: holder === undefined || holder === name ? id : freeId(taken, file),
      name,
      colour: from.colour,
    });
  }
  const ids = asked.map(({ from, target: { name, id } }): [number, number] => [
    from.id,
    name === null ? id : (byName.get(name)?.id ?? BACKGROUND),
  ]);
  return { classes: [...byName.values()].toSorted((a, b) => a.id - b.id), ids: new Map(ids) };
}

interface AskedTarget {
  /** null for ignored pixels and background. */
  readonly name: string | null;
  readonly id: number;
  /** The mapping asks for this id. */
  readonly hasOwnId: boolean;
}

function targetOf({ name, id }: AnnotationClass, target: Target | undefined): AskedTarget {
  if (target === undefined) return { name, id, hasOwnId: false };
  if (target.to === 'ignore') return { name: null, id: IGNORE, hasOwnId: false };
  if (target.to === 'background') return { name: null, id: BACKGROUND, hasOwnId: false };
  const newName = 'name' in target ? target.name : undefined;
  const newId = 'id' in target ? target.id : undefined;
  return { name: newName ?? name, id: newId ?? id, hasOwnId: newId !== undefined };
}

function freeId(taken: ReadonlyMap<number, string>, file: string): number {
  for (let id = 1; id < IGNORE; id++) if (!taken.has(id)) return id;
  throw tooManyClasses(file);
}

/** Objects stay apart when their classes become one: the number of one already there gives way to a new one. */
function mapped(
  { width, height, lengths, values }: RunLengthMap,
  ids: ReadonlyMap<number, number>,
): RunLengthMap {
  const writer = new RunWriter();
  const newValues = new Map<number, number>();
  const taken = new Set<number>();
  let largest = values.reduce((most, value) => Math.max(most, instanceOf(value)), 0);
  for (let run = 0; run < lengths.length; run++) {
    const value = values[run];
    let newValue = newValues.get(value);
    if (newValue === undefined) {
      const classId = ids.get(classOf(value)) ?? classOf(value);
      newValue = labelValue(classId, hasInstances(classId) ? instanceOf(value) : BY_COMPONENT);
      if (instanceOf(newValue) !== BY_COMPONENT && taken.has(newValue))
        newValue = labelValue(classId, ++largest);
      newValues.set(value, newValue);
      taken.add(newValue);
    }
    writer.append(lengths[run], newValue);
  }
  return writer.finish(width, height);
}
