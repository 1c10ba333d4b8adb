import { type Brush, type Point, stamp, sweep } from '../../../app/mask/brush.ts';
import { connectedComponents } from '../../../app/mask/components.ts';
import { type LabelBitmap, emptyBitmap } from '../../../app/mask/label-bitmap.ts';
import type { LabelMap } from '../../../app/mask/label-map.ts';
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
const DENSE_SIDE = 4096;
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
    components: await compare(labelling(defects), 'components', 9),
    noise_components: await compare(labelling(noiseMap(128)), 'noise_components', 9),
    speck_components: await compare(labelling(noiseMap(26)), 'speck_components', 9),
    blob_components: await compare(labelling(blobMap()), 'blob_components', 9),
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

function labelling({ data, width, height }: LabelMap): Timed {
  return timed(() => connectedComponents(data, width, height));
}

/** Pixels by chance, the same in mask_operations.py; `share` of 256 are labelled. */
function noiseMap(share: number): LabelMap {
  const data = new Uint8Array(DENSE_SIDE ** 2);
  for (let i = 0; i < data.length; i++) {
    const mixed = Math.imul(i ^ (i >>> 15), 0x2c1b3c6d);
    data[i] = Number(Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39) >>> 24 < share);
  }
  return { width: DENSE_SIDE, height: DENSE_SIDE, data };
}

/** Smooth blobs over half of the map, the same in mask_operations.py. */
function blobMap(): LabelMap {
  const data = new Uint8Array(DENSE_SIDE ** 2);
  for (let y = 0; y < DENSE_SIDE; y++) {
    for (let x = 0; x < DENSE_SIDE; x++) {
      const height = Math.sin(x / 7) + Math.sin(y / 5) + Math.sin((x + y) / 11);
      data[y * DENSE_SIDE + x] = Number(height > 0);
    }
  }
  return { width: DENSE_SIDE, height: DENSE_SIDE, data };
}

/** Evenly scattered points, the same in mask_operations.py. */
function place(i: number): Point {
  return {
    x: Math.floor(SIDE * ((i * 0.7548776662466927) % 1)),
    y: Math.floor(SIDE * ((i * 0.5698402909980532) % 1)),
  };
}
