import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LabelBitmap } from '../mask/label-bitmap.ts';
import { bitmapOf, bitmapsOfSize, boxesIn, copyOf, valuesOf } from '../mask/label-bitmap.testing.ts';
import { type Patch, applyPatch, bytesOfPatch, patchBetween } from '../mask/patch.ts';
import { HistoryLimit } from './history-limit.ts';
import { History } from './history.ts';

const SIZE = { width: 6, height: 5 };

function edit(bitmap: LabelBitmap, history: History, ...rows: string[]): void {
  follow(bitmap, patchBetween(bitmap, bitmapOf(...rows)), (patch) => {
    history.record(patch);
  });
}

/** Applies a change, if there is one. */
function follow(
  bitmap: LabelBitmap,
  patch: Patch | null,
  then: (patch: Patch) => void = () => undefined,
): void {
  if (patch === null) return;
  applyPatch(bitmap, patch);
  then(patch);
}

test('a gesture is undone and redone as one', () => {
  const [bitmap, history] = [bitmapOf('...'), new History()];
  history.mark();
  edit(bitmap, history, '1..');
  edit(bitmap, history, '12.');
  history.mark();
  edit(bitmap, history, '123');
  follow(bitmap, history.undo());
  expect(valuesOf(bitmap)).toEqual([1, 2, 0]);
  follow(bitmap, history.undo());
  expect(valuesOf(bitmap)).toEqual([0, 0, 0]);
  expect([history.canUndo, history.canRedo, history.undo()]).toEqual([false, true, null]);
  follow(bitmap, history.redo());
  expect(valuesOf(bitmap)).toEqual([1, 2, 0]);
});

test('bail goes back to the mark and leaves nothing to redo', () => {
  const [bitmap, history] = [bitmapOf('..'), new History()];
  edit(bitmap, history, '1.');
  history.mark();
  edit(bitmap, history, '12');
  edit(bitmap, history, '32');
  follow(bitmap, history.bail());
  expect(valuesOf(bitmap)).toEqual([1, 0]);
  expect([history.canUndo, history.canRedo, history.bail()]).toEqual([true, false, null]);
});

test('a change after an undo forgets what was undone', () => {
  const [bitmap, history] = [bitmapOf('..'), new History()];
  edit(bitmap, history, '1.');
  follow(bitmap, history.undo());
  edit(bitmap, history, '.2');
  expect([history.canRedo, history.redo()]).toEqual([false, null]);
});

test('a gesture that comes to nothing is none', () => {
  const [bitmap, history] = [bitmapOf('..'), new History()];
  edit(bitmap, history, '1.');
  edit(bitmap, history, '..');
  expect(history.mark()).toBeNull();
  expect([history.canUndo, history.bytes]).toEqual([false, 0]);
});

test('the oldest gestures are forgotten first, one larger than the limit at once', () => {
  const bitmap = bitmapOf('....');
  const history = new History(new HistoryLimit(100));
  for (const rows of ['1...', '12..', '123.', '1234']) {
    edit(bitmap, history, rows);
    history.mark();
  }
  expect(history.bytes).toBeLessThanOrEqual(100);
  follow(bitmap, history.undo());
  follow(bitmap, history.undo());
  expect(valuesOf(bitmap)).toEqual([1, 2, 0, 0]);
  expect(history.undo()).not.toBeNull();
  expect(history.undo()).toBeNull();

  const tiny = new History(new HistoryLimit(10));
  edit(bitmap, tiny, '9999');
  tiny.mark();
  expect([tiny.canUndo, tiny.bytes]).toEqual([false, 0]);
});

type Step =
  | 'mark'
  | 'bail'
  | 'undo'
  | 'redo'
  | { after: LabelBitmap; box: { x: number; y: number; width: number; height: number } };

const steps = fc.array(
  fc.oneof(
    fc.record({ after: bitmapsOfSize(SIZE.width, SIZE.height), box: boxesIn(SIZE) }),
    fc.constantFrom<Step>('mark', 'bail', 'undo', 'redo'),
  ),
  { maxLength: 30 },
);

test('any sequence of edits, marks, bails, undos and redos equals snapshots', () => {
  fc.assert(
    fc.property(bitmapsOfSize(SIZE.width, SIZE.height), steps, (start, sequence) => {
      const [bitmap, history, snapshots] = [copyOf(start), new History(), new Snapshots(valuesOf(start))];
      for (const step of sequence) {
        take(step, bitmap, history);
        snapshots.take(step, valuesOf(bitmap));
        expect(valuesOf(bitmap)).toEqual(snapshots.current);
      }
    }),
  );
});

test('its bytes are those of the patches that it still hands out, and within the limit', () => {
  fc.assert(
    fc.property(fc.nat(2000), steps, (limit, sequence) => {
      const [bitmap, history] = [
        bitmapOf(...Array<string>(SIZE.height).fill('......')),
        new History(new HistoryLimit(limit)),
      ];
      for (const step of sequence) take(step, bitmap, history);
      history.mark();
      const counted = history.bytes;
      expect(counted).toBeLessThanOrEqual(limit);
      while (history.redo() !== null);
      let sum = 0;
      for (let patch = history.undo(); patch !== null; patch = history.undo()) sum += bytesOfPatch(patch);
      expect(sum).toBe(counted);
    }),
  );
});

function take(step: Step, bitmap: LabelBitmap, history: History): void {
  if (step === 'mark') history.mark();
  else if (typeof step === 'string') follow(bitmap, history[step]());
  else {
    follow(bitmap, patchBetween(bitmap, step.after, step.box), (patch) => {
      history.record(patch);
    });
  }
}

/** The naive history: a copy of the whole map at every mark. */
class Snapshots {
  current: number[];
  readonly #undo: number[][] = [];
  #redo: number[][] = [];
  #atMark: number[];

  constructor(start: number[]) {
    this.current = start;
    this.#atMark = start;
  }

  /** @param edited the map after the step, which counts only where the step is an edit */
  take(step: Step, edited: number[]): void {
    if (step === 'mark') this.#close();
    else if (step === 'bail') this.current = this.#atMark;
    else if (step === 'undo') this.#move(this.#undo, this.#redo);
    else if (step === 'redo') this.#move(this.#redo, this.#undo);
    else this.#edit(edited);
  }

  #edit(edited: number[]): void {
    if (!same(edited, this.current)) this.#redo = [];
    this.current = edited;
  }

  #close(): void {
    if (!same(this.current, this.#atMark)) this.#undo.push(this.#atMark);
    this.#atMark = this.current;
  }

  #move(from: number[][], to: number[][]): void {
    if (from === this.#undo) this.#close();
    const target = from.pop();
    if (target === undefined) return;
    to.push(this.current);
    this.current = target;
    this.#atMark = target;
  }
}

function same(a: number[], b: number[]): boolean {
  return a.every((value, i) => value === b[i]);
}
