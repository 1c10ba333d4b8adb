import { type Brush, type Point, stamp, sweep } from '../../../app/mask/brush.ts';
import { connectedComponents } from '../../../app/mask/components.ts';
import { type LabelBitmap, emptyBitmap } from '../../../app/mask/label-bitmap.ts';
import { mergePatches } from '../../../app/mask/merge-patches.ts';
import { paint } from '../../../app/mask/paint.ts';
import { type Patch, applyPatch, invertPatch } from '../../../app/mask/patch.ts';
import { encodeRuns } from '../../../app/mask/run-length-code.ts';
import { figuresResult, type FiguresResult } from '../bench-result.ts';
import { type Measured, type Timed, measureInTurns, median, percentile99 } from '../in-turns.ts';
import { threads } from '../our-step.ts';
import { startPythonReference } from '../python-reference.ts';

const SIDE = 8192;
const DEFECTS = 5000;
const BRUSH: Brush = { shape: 'disc', radiusPx: 200 };

/** What an annotator waits for, on a map of 8192x8192 px, beside numpy and OpenCV (mask_operations.py). */
export async function bench(): Promise<FiguresResult> {
  const reference = await startPythonReference('mask_operations.py', threads());
  const compare = (ours: Timed, work: string, rounds: number, summary = median): Promise<Measured> =>
    measureInTurns(ours, reference && (() => reference.run(work)), rounds, Math.ceil(rounds / 5), summary);
  const defects = defectMap();
  const figures = {
    dab_p99: await compare(dabs(), 'dab', 500, percentile99),
    undo: await compare(undo(), 'undo', 25),
    encode: await compare(
      timed(() => encodeRuns(defects)),
      'encode',
      15,
    ),
    components: await compare(
      timed(() => connectedComponents(defects.data, SIDE, SIDE)),
      'components',
      9,
    ),
  };
  await reference?.close();
  return figuresResult('mask', figures, reference?.description ?? 'numpy and OpenCV, not installed');
}

function timed(work: () => unknown): Timed {
  return () => {
    const start = performance.now();
    work();
    return Promise.resolve(performance.now() - start);
  };
}

/** A disc of 200 px radius with its patch, each time elsewhere. */
function dabs(): Timed {
  const bitmap = emptyBitmap(SIDE, SIDE);
  let count = 0;
  return timed(() => {
    count++;
    paint(bitmap, stamp(BRUSH, place(count), SIDE, SIDE), 1 + (count % 5));
  });
}

/** Taking back a diagonal stroke of 4000 px, made of 400 moves. */
function undo(): Timed {
  const bitmap = emptyBitmap(SIDE, SIDE);
  const stroke = diagonalStroke(bitmap);
  return async () => {
    const ms = await timed(() => {
      applyPatch(bitmap, invertPatch(stroke));
    })();
    applyPatch(bitmap, stroke);
    return ms;
  };
}

function diagonalStroke(bitmap: LabelBitmap): Patch {
  const point = (i: number): Point => ({ x: 1500 + 7.07 * i, y: 1500 + 7.07 * i });
  const moves = Array.from({ length: 400 }, (_, i) =>
    paint(bitmap, sweep(BRUSH, point(i), point(i + 1), SIDE, SIDE), 1),
  );
  const stroke = mergePatches(moves.filter((move) => move !== null));
  if (stroke === null) throw new Error('The stroke painted nothing.');
  return stroke;
}

function defectMap(): LabelBitmap {
  const bitmap = emptyBitmap(SIDE, SIDE);
  for (let i = 0; i < DEFECTS; i++) {
    const spans = stamp({ shape: 'disc', radiusPx: 3 + (i % 20) }, place(i), SIDE, SIDE);
    paint(bitmap, spans, 1 + (i % 5));
  }
  return bitmap;
}

/** Evenly scattered points, the same in mask_operations.py. */
function place(i: number): Point {
  return {
    x: Math.floor(SIDE * ((i * 0.7548776662466927) % 1)),
    y: Math.floor(SIDE * ((i * 0.5698402909980532) % 1)),
  };
}
