import { DisjointSets } from '../disjoint-sets.ts';

/** A true and a predicted instance that may be matched, and what the match is worth, above 0. */
export interface Candidate {
  readonly truth: number;
  readonly prediction: number;
  readonly score: number;
}

/**
 * The one-to-one choice among candidates of the largest total score, by truth. The same candidates give the same
 * choice in whatever order they come. Kuhn, "The Hungarian Method for the Assignment Problem", 1955, in the
 * shortest-path form of Jonker and Volgenant (Computing 38, 1987), for each group that hangs together.
 */
export function assign(candidates: readonly Candidate[]): Candidate[] {
  const sorted = [...candidates].sort((a, b) => a.truth - b.truth || a.prediction - b.prediction);
  return groupsOf(sorted)
    .flatMap((group) => (group.length === 1 ? group : assignGroup(group)))
    .sort((a, b) => a.truth - b.truth);
}

function groupsOf(candidates: readonly Candidate[]): Candidate[][] {
  const firstPrediction = candidates.reduce((count, { truth }) => Math.max(count, truth + 1), 0);
  const predictions = candidates.reduce((count, { prediction }) => Math.max(count, prediction + 1), 0);
  const sets = new DisjointSets(firstPrediction + predictions);
  for (const { truth, prediction } of candidates) sets.join(truth, firstPrediction + prediction);
  const groups = Map.groupBy(candidates, ({ truth }) => sets.lowestWith(truth));
  return [...groups.values()];
}

function assignGroup(group: readonly Candidate[]): Candidate[] {
  const truths = [...new Set(group.map(({ truth }) => truth))];
  const predictions = [...new Set(group.map(({ prediction }) => prediction))].sort((a, b) => a - b);
  const transposed = truths.length > predictions.length;
  const [rows, columns] = transposed ? [predictions, truths] : [truths, predictions];
  const rowOf = new Map(rows.map((id, row) => [id, row]));
  const columnOf = new Map(columns.map((id, column) => [id, column]));

  const costs = new Float64Array(rows.length * columns.length);
  const cells = new Map<number, Candidate>();
  for (const candidate of group) {
    const [rowId, columnId] = transposed
      ? [candidate.prediction, candidate.truth]
      : [candidate.truth, candidate.prediction];
    const cell = (rowOf.get(rowId) ?? 0) * columns.length + (columnOf.get(columnId) ?? 0);
    costs[cell] = -candidate.score;
    cells.set(cell, candidate);
  }
  return cheapestColumns(costs, rows.length, columns.length)
    .map((column, row) => cells.get(row * columns.length + column))
    .filter((candidate) => candidate !== undefined);
}

/** A column for each row, none twice, at the least total cost; no more rows than columns. */
function cheapestColumns(costs: Float64Array, rows: number, columns: number): number[] {
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  // Place 0 stands for the row that looks for a column; rows and columns count from 1.
  const rowOfColumn = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    rowOfColumn[0] = row;
    augment(costs, columns, rowOfColumn, rowPotential, columnPotential);
  }
  const chosen = new Array<number>(rows).fill(-1);
  for (let column = 1; column <= columns; column++) {
    if (rowOfColumn[column] > 0) chosen[rowOfColumn[column] - 1] = column - 1;
  }
  return chosen;
}

/** Finds the shortest path from the new row to a free column and turns the matches along it round. */
function augment(
  costs: Float64Array,
  columns: number,
  rowOfColumn: Int32Array,
  rowPotential: Float64Array,
  columnPotential: Float64Array,
): void {
  const least = new Float64Array(columns + 1).fill(Infinity);
  const from = new Int32Array(columns + 1);
  const visited = new Uint8Array(columns + 1);
  let current = 0;
  do {
    visited[current] = 1;
    const row = rowOfColumn[current];
    let step = Infinity;
    let nearest = 0;
    for (let column = 1; column <= columns; column++) {
      if (visited[column] === 1) continue;
      const reduced = costs[(row - 1) * columns + column - 1] - rowPotential[row] - columnPotential[column];
      if (reduced < least[column]) {
        least[column] = reduced;
        from[column] = current;
      }
      if (least[column] < step) {
        step = least[column];
        nearest = column;
      }
    }
    for (let column = 0; column <= columns; column++) {
      if (visited[column] === 1) {
        rowPotential[rowOfColumn[column]] += step;
        columnPotential[column] -= step;
      } else least[column] -= step;
    }
    current = nearest;
  } while (rowOfColumn[current] !== 0);
  while (current !== 0) {
    rowOfColumn[current] = rowOfColumn[from[current]];
    current = from[current];
  }
}
