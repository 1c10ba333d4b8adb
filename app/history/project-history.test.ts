import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LabelBitmap } from '../mask/label-bitmap.ts';
import { bitmapOf, bitmapsOfSize, valuesOf } from '../mask/label-bitmap.testing.ts';
import { type Patch, applyPatch, patchBetween } from '../mask/patch.ts';
import type { History } from './history.ts';
import { ProjectHistory } from './project-history.ts';

/** Paints a row of three pixels as one gesture, from background. */
function stroke(history: History): void {
  const patch = patchBetween(bitmapOf('...'), bitmapOf('111'));
  if (patch === null) throw new Error('nothing painted');
  history.record(patch);
  history.mark();
}

const STROKE_BYTES = ((history: History) => (stroke(history), history.bytes))(new ProjectHistory().of('a'));

function undoCount(history: History): number {
  let count = 0;
  while (history.undo() !== null) count++;
  return count;
}

test('undo is of one image', () => {
  const project = new ProjectHistory();
  stroke(project.of('a'));
  stroke(project.of('b'));
  expect(undoCount(project.of('a'))).toBe(1);
  expect([project.of('a').canRedo, project.of('b').canRedo, project.of('b').canUndo]).toEqual([
    true,
    false,
    true,
  ]);
});

test('past the limit the oldest gesture of any image is forgotten', () => {
  const project = new ProjectHistory(3 * STROKE_BYTES);
  for (const image of ['a', 'b', 'a', 'c', 'b']) stroke(project.of(image));
  expect(project.bytes).toBe(3 * STROKE_BYTES);
  expect(['a', 'b', 'c'].map((image) => undoCount(project.of(image)))).toEqual([1, 1, 1]);
});

test('what another image has undone goes too, the last to redo first', () => {
  const project = new ProjectHistory(3 * STROKE_BYTES);
  stroke(project.of('a'));
  stroke(project.of('a'));
  undoCount(project.of('a'));
  stroke(project.of('b'));
  stroke(project.of('b'));
  expect(project.bytes).toBe(3 * STROKE_BYTES);
  const redone = [project.of('a').redo(), project.of('a').redo()];
  expect(redone.map((patch) => patch !== null)).toEqual([true, false]);
});

test('a gesture that is still being made stays, whatever other images do', () => {
  const project = new ProjectHistory(STROKE_BYTES);
  const patch = patchBetween(bitmapOf('...'), bitmapOf('222'));
  if (patch !== null) project.of('a').record(patch);
  stroke(project.of('b'));
  expect([project.of('a').bail() !== null, project.of('b').canUndo]).toEqual([true, false]);
});

test('a dropped image gives its memory back', () => {
  const project = new ProjectHistory();
  stroke(project.of('a'));
  stroke(project.of('b'));
  project.drop('a');
  expect([project.bytes, project.of('a').canUndo]).toEqual([STROKE_BYTES, false]);
});

type Action = LabelBitmap | 'undo' | 'redo';

/** A map with the states that its history can lead to. */
class Edited {
  readonly #bitmap = bitmapOf('.....', '.....', '.....');
  #states = [valuesOf(this.#bitmap)];
  #position = 0;

  /** Takes a step and sees that it leads where it should. @returns whether there was anything to do */
  take(action: Action, history: History): boolean {
    const patch = typeof action === 'string' ? history[action]() : patchBetween(this.#bitmap, action);
    if (patch === null) return false;
    applyPatch(this.#bitmap, patch);
    if (typeof action === 'string') this.#position += action === 'redo' ? 1 : -1;
    else this.#add(patch, history);
    expect(valuesOf(this.#bitmap)).toEqual(this.#states[this.#position]);
    return true;
  }

  #add(patch: Patch, history: History): void {
    history.record(patch);
    history.mark();
    this.#states = [...this.#states.slice(0, ++this.#position), valuesOf(this.#bitmap)];
  }
}

test('whatever is forgotten, every undo and redo leads to the state before or after a gesture', () => {
  const actions = fc.oneof(bitmapsOfSize(5, 3), fc.constantFrom<Action>('undo', 'redo'));
  const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), actions), { maxLength: 40 });
  fc.assert(
    fc.property(fc.nat(3000), steps, (limit, sequence) => {
      const project = new ProjectHistory(limit);
      const images = { a: new Edited(), b: new Edited(), c: new Edited() };
      for (const [name, action] of sequence) {
        images[name].take(action, project.of(name));
        expect(project.bytes).toBeLessThanOrEqual(limit);
      }
      for (const [name, image] of Object.entries(images)) {
        while (image.take('undo', project.of(name)));
        while (image.take('redo', project.of(name)));
      }
    }),
  );
});
