import { v7 as newId } from 'uuid';
import type { Image } from '../../app/domain/image.ts';
import { SUBSETS } from '../../app/domain/split.ts';
import { stamp } from '../../app/mask/brush.ts';
import { emptyBitmap } from '../../app/mask/label-bitmap.ts';
import { paint } from '../../app/mask/paint.ts';
import type { Patch } from '../../app/mask/patch.ts';
import type { ProjectStore } from '../../main/store/project-store.ts';

const SIDE = 1024;
const CLASSES = 5;
const LOTS = 50;
const PER_PART = 4;
/** Changes that are one transaction here, so that the bench waits for the disk seldom. */
const AT_ONCE = 500;

/** Fills a project: `labelled` of its images, evenly spread, show a defect each; all are in a split, which it names. */
export function fillProject(store: ProjectStore, images: number, labelled: number): string {
  for (let id = 1; id <= CLASSES; id++) store.classes.add(`class ${id}`);
  const added: Image[] = [];
  inPieces(store, images, (index) => {
    const image = imageOf(store, index);
    store.images.add([image]);
    if (index % 20 === 0) store.images.tag([image.id], 'odd');
    added.push(image);
  });
  const defects = Array.from({ length: 60 }, (_, i) => defect(i));
  const client = { clientId: newId(), madeBy: 'Anna', madeAt: Date.now(), tool: 'brush', runId: null };
  inPieces(store, labelled, (index) => {
    const image = added[Math.floor((index * images) / labelled)];
    const annotationId = store.annotations.begin(image.id, 'Anna').id;
    const patch = defects[index % defects.length];
    store.journal.apply({ ...client, annotationId, sequence: index, baseRevision: 0, patch });
    store.annotations.setState(annotationId, 'labelled');
  });
  const splitId = newId();
  const split = {
    id: splitId,
    name: 'first',
    method: 'stratified' as const,
    options: {},
    seed: 1,
    locked: [],
  };
  store.splits.add(
    { ...split, createdAt: 1 },
    added.map(({ id }, index) => ({
      imageId: id,
      subset: index % 10 < 7 ? 'train' : SUBSETS[(index % 10) - 6],
    })),
  );
  return splitId;
}

function inPieces(store: ProjectStore, count: number, work: (index: number) => void): void {
  for (let start = 0; start < count; start += AT_ONCE) {
    store.change(() => {
      for (let index = start; index < Math.min(count, start + AT_ONCE); index++) work(index);
    });
  }
}

function imageOf(store: ProjectStore, index: number): Image {
  const part = Math.floor(index / PER_PART);
  const [lot, id] = [`lot ${String(part % LOTS)}`, newId()];
  return {
    ...{
      id,
      partId: store.parts.named(`part ${String(part)}`, lot).id,
      view: `view ${String(index % PER_PART)}`,
    },
    ...{ lighting: null, channelOf: null, width: SIDE, height: SIDE, bitDepth: 8, significantBits: 8 },
    ...{
      contentHash: id.replaceAll('-', '').repeat(2),
      path: `${lot}/part-${String(part)}_${String(index)}.png`,
    },
    ...{ storage: 'referenced', scale: null, orientation: 1, perceptualHash: null, addedAt: index },
  };
}

/** A disc of its own class and size. */
function defect(index: number): Patch {
  const centre = { x: 100 + 13 * index, y: 900 - 13 * index };
  const spans = stamp({ shape: 'disc', radiusPx: 3 + index }, centre, SIDE, SIDE);
  const patch = paint(emptyBitmap(SIDE, SIDE), spans, 1 + (index % CLASSES));
  if (patch === null) throw new Error('The disc lies outside the picture.');
  return patch;
}
