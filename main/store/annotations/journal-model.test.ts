import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeRuns } from '../../../app/mask/run-length-code.ts';
import { Hand, addLabels, imageOf, newProject } from '../store.testing.ts';

// Two tiles side by side.
const [WIDTH, HEIGHT] = [1030, 3];

const steps = fc.array(
  fc.oneof(
    fc.record({
      does: fc.constant('draw' as const),
      x: fc.integer({ min: 1015, max: 1025 }),
      y: fc.integer({ min: 0, max: HEIGHT - 1 }),
      length: fc.integer({ min: 1, max: 5 }),
      classId: fc.constantFrom(0, 1, 2, 255),
    }),
    fc.record({ does: fc.constantFrom('undo' as const, 'redo' as const) }),
    fc.record({ does: fc.constant('fold' as const) }),
  ),
  { minLength: 1, maxLength: 15 },
);

/** Whole maps before and after each change: what the journal must come to, kept in the plainest way. */
class Model {
  map: Uint8Array = new Uint8Array(WIDTH * HEIGHT);
  done: Uint8Array[] = [];
  undone: Uint8Array[] = [];

  /** Whether it changes anything. */
  draw(x: number, y: number, length: number, classId: number): boolean {
    const next = this.map.slice().fill(classId, y * WIDTH + x, y * WIDTH + x + length);
    if (next.every((value, i) => value === this.map[i])) return false;
    this.done.push(this.map);
    this.undone = [];
    this.map = next;
    return true;
  }

  move(from: Uint8Array[], to: Uint8Array[]): boolean {
    const next = from.pop();
    if (next === undefined) return false;
    to.push(this.map);
    this.map = next;
    return true;
  }
}

test('any course of strokes, undo, redo and folding gives the map that whole copies of it would', async () => {
  const store = await newProject();
  fc.assert(
    fc.property(steps, (course) => {
      const hand = new Hand(store, addLabels(store, imageOf({ width: WIDTH, height: HEIGHT })));
      const model = new Model();
      for (const step of course) {
        if (step.does === 'fold') store.folding.fold(hand.annotationId);
        else if (step.does === 'draw') {
          const { x, y, length, classId } = step;
          if (model.draw(x, y, length, classId)) hand.draw(x, y, length, classId);
        } else {
          const { does } = step;
          const [from, to] = does === 'undo' ? [model.done, model.undone] : [model.undone, model.done];
          const move = (): unknown => store.journal[does](hand.request());
          if (model.move(from, to)) move();
          else expect(move).toThrow(/nothing/);
        }
        const { data } = decodeRuns(store.labelMaps.read(hand.annotationId));
        expect(data).toEqual(model.map);
        expect(store.journal.reach(hand.annotationId)).toEqual({
          undo: model.done.length,
          redo: model.undone.length,
        });
      }
    }),
    { numRuns: 40 },
  );
  await store.close();
});
