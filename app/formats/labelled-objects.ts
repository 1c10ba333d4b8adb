import { BACKGROUND } from '../mask/label-map.ts';
import { BY_COMPONENT, classOf, instanceOf, type RunLengthMap } from '../mask/run-length-map.ts';
import { SpanWriter } from '../mask/span-writer.ts';
import type { Spans } from '../mask/spans.ts';

/** One object of a label map. */
export interface LabelledObject {
  /** 1 to 255. */
  readonly classId: number;
  /** 0 where it is a component. */
  readonly instance: number;
  readonly spans: Spans;
}

/**
 * The objects of a label map, in the order of their first pixel: one for each instance, and one for each 8-connected
 * component where nobody has numbered instances. Ignored pixels are objects of class 255.
 */
export function labelledObjects(map: RunLengthMap): LabelledObject[] {
  const stretches = stretchesOf(map);
  const parents = joinedStretches(stretches);
  const objects = new Map<number, SpanWriter>();
  for (let i = 0; i < parents.length; i++) {
    const root = rootOf(parents, i);
    let writer = objects.get(root);
    if (writer === undefined) objects.set(root, (writer = new SpanWriter()));
    writer.add(stretches.rows[i], stretches.starts[i], stretches.ends[i]);
  }
  return Array.from(objects, ([root, writer]) => ({
    classId: classOf(stretches.values[root]),
    instance: instanceOf(stretches.values[root]),
    spans: writer.finish(),
  }));
}

/** The runs without background, cut at row ends. */
interface Stretches {
  readonly rows: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly values: readonly number[];
}

function stretchesOf({ width, lengths, values }: RunLengthMap): Stretches {
  const stretches = {
    rows: [] as number[],
    starts: [] as number[],
    ends: [] as number[],
    values: [] as number[],
  };
  let position = 0;
  for (let run = 0; run < lengths.length; run++) {
    const runEnd = position + lengths[run];
    while (position < runEnd && classOf(values[run]) !== BACKGROUND) {
      const start = position % width;
      const end = Math.min(width, start + runEnd - position);
      stretches.rows.push((position - start) / width);
      stretches.starts.push(start);
      stretches.ends.push(end);
      stretches.values.push(values[run]);
      position += end - start;
    }
    position = runEnd;
  }
  return stretches;
}

/** A disjoint-set forest: no parent is later than its child. */
function joinedStretches({ rows, starts, ends, values }: Stretches): Uint32Array {
  const parents = Uint32Array.from(rows, (_, i) => i);
  const firstOfInstance = new Map<number, number>();
  // The first stretch of the row above that may still touch this one or a later one.
  let above = 0;
  for (let i = 0; i < rows.length; i++) {
    if (instanceOf(values[i]) !== BY_COMPONENT) {
      const first = firstOfInstance.get(values[i]);
      if (first === undefined) firstOfInstance.set(values[i], i);
      else parents[i] = first;
      continue;
    }
    while (rows[above] < rows[i] - 1 || (rows[above] === rows[i] - 1 && ends[above] < starts[i])) above++;
    for (let other = above; rows[other] < rows[i] && starts[other] <= ends[i]; other++) {
      if (values[other] === values[i]) join(parents, other, i);
    }
  }
  return parents;
}

function join(parents: Uint32Array, a: number, b: number): void {
  const rootA = rootOf(parents, a);
  const rootB = rootOf(parents, b);
  parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
}

function rootOf(parents: Uint32Array, i: number): number {
  let root = i;
  while (parents[root] !== root) {
    parents[root] = parents[parents[root]];
    root = parents[root];
  }
  return root;
}
