/** Connected components of a mask, numbered by their first pixel in row-major order. */
export interface Components {
  /** Per pixel: 0 = in no component, else 1 to `count`. */
  readonly labels: Int32Array;
  readonly count: number;
}

/**
 * The 8-connected components of the nonzero pixels of a `width * height` mask.
 * Two passes with union-find: Rosenfeld and Pfaltz, "Sequential Operations in Digital Picture Processing", 1966.
 */
export function connectedComponents(mask: Uint8Array, width: number, height: number): Components {
  const { labels, parents } = labelProvisionally(mask, width, height);
  const count = renumberByRoot(parents);
  for (let i = 0; i < labels.length; i++) labels[i] = parents[labels[i]];
  return { labels, count };
}

/** The pixel indices of each component (entry 0 is component 1), in row-major order. */
export function componentPixels({ labels, count }: Components): Int32Array[] {
  const ends = new Int32Array(count + 1);
  for (const label of labels) if (label > 0) ends[label]++;
  for (let label = 1; label <= count; label++) ends[label] += ends[label - 1];

  const grouped = new Int32Array(ends[count]);
  const next = ends.slice();
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] > 0) grouped[next[labels[i] - 1]++] = i;
  }
  return Array.from({ length: count }, (_, index) => grouped.subarray(ends[index], ends[index + 1]));
}

/** A disjoint-set forest over provisional labels; a parent is never greater than its child, and 0 stays 0. */
interface ProvisionalLabels {
  readonly labels: Int32Array;
  readonly parents: Int32Array;
}

function labelProvisionally(mask: Uint8Array, width: number, height: number): ProvisionalLabels {
  const labels = new Int32Array(width * height);
  // Two pixels that each start a label are never neighbours, so a 2x2 block starts at most one.
  const parents = new Int32Array(1 + Math.ceil(width / 2) * Math.ceil(height / 2));
  let used = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (mask[i] === 0) continue;
      const north = y > 0 ? labels[i - width] : 0;
      if (north > 0) {
        labels[i] = north;
        continue;
      }
      // Without a north neighbour, only north-east may belong to another set than west and north-west.
      const left = x > 0 ? labels[i - 1] || (y > 0 ? labels[i - width - 1] : 0) : 0;
      const right = y > 0 && x + 1 < width ? labels[i - width + 1] : 0;
      if (left > 0 && right > 0) join(parents, left, right);
      if (left === 0 && right === 0) {
        used++;
        parents[used] = used;
      }
      labels[i] = left || right || used;
    }
  }
  return { labels, parents };
}

function join(parents: Int32Array, a: number, b: number): void {
  const rootA = findRoot(parents, a);
  const rootB = findRoot(parents, b);
  parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
}

function findRoot(parents: Int32Array, label: number): number {
  let root = label;
  while (parents[root] !== root) {
    parents[root] = parents[parents[root]];
    root = parents[root];
  }
  return root;
}

/** Replaces every label's parent by the number of its set, counted in the order of the roots. */
function renumberByRoot(parents: Int32Array): number {
  let count = 0;
  for (let label = 1; label < parents.length; label++) {
    parents[label] = parents[label] === label ? ++count : parents[parents[label]];
  }
  return count;
}
