// For tests only: projects in temporary folders, images and strokes to put into them.
import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { v7 as newId } from 'uuid';
import type { Image } from '../../app/domain/image.ts';
import { decodeRuns } from '../../app/mask/run-length-code.ts';
import { paint } from '../../app/mask/paint.ts';
import type { Patch } from '../../app/mask/patch.ts';
import { SpanWriter } from '../../app/mask/span-writer.ts';
import type { ChangeRequest } from './annotations/journal.ts';
import { createProject } from './create-project.ts';
import type { OpenOptions } from './open-project.ts';
import type { ProjectStore } from './project-store.ts';

export const QUIET: OpenOptions = { user: 'Anna', log: { info: () => undefined, warn: () => undefined } };

export async function temporaryFolder(): Promise<string> {
  return realpath(await mkdtemp(path.join(tmpdir(), 'blemish-store-')));
}

/** An open project "paint" with the class 1, Dust, and the class 2, Scratch. */
export async function newProject(options: Partial<OpenOptions> = {}): Promise<ProjectStore> {
  const store = await createProject(path.join(await temporaryFolder(), 'paint'), { ...QUIET, ...options });
  store.classes.add('Dust');
  store.classes.add('Scratch');
  return store;
}

/** An image that says of itself only what is given. */
export function imageOf(changes: Partial<Image> = {}): Image {
  const id = newId();
  return {
    id,
    partId: null,
    view: null,
    lighting: null,
    channelOf: null,
    width: 1100,
    height: 1030,
    bitDepth: 8,
    significantBits: 8,
    contentHash: id.replaceAll('-', '').repeat(2),
    path: `images/${id}.png`,
    storage: 'referenced',
    scale: null,
    orientation: 1,
    perceptualHash: null,
    addedAt: 1,
    ...changes,
  };
}

/** An image of the project with labels that nobody has drawn yet. @returns the id of the labels */
export function addLabels(store: ProjectStore, image: Image = imageOf()): string {
  store.images.add([image]);
  return store.annotations.begin(image.id, 'Anna').id;
}

/** One who draws: counts requests, and makes each change on the labels as they are. */
export class Hand {
  readonly clientId = newId();
  readonly store: ProjectStore;
  readonly annotationId: string;
  readonly madeBy: string;
  sequence = 0;

  constructor(store: ProjectStore, annotationId: string, madeBy = 'Anna') {
    this.store = store;
    this.annotationId = annotationId;
    this.madeBy = madeBy;
  }

  /** A request with the next number. */
  request(tool = 'brush'): ChangeRequest {
    const baseRevision = this.store.annotations.find(this.annotationId)?.revision ?? -1;
    return {
      ...{
        annotationId: this.annotationId,
        clientId: this.clientId,
        sequence: this.sequence++,
        baseRevision,
      },
      ...{ madeBy: this.madeBy, madeAt: 1000 + this.sequence, tool, runId: null },
    };
  }

  /** The patch of a level line from (x, y), px, over the labels as they are. */
  line(x: number, y: number, length: number, classId: number): Patch {
    const bitmap = decodeRuns(this.store.labelMaps.read(this.annotationId));
    const spans = new SpanWriter();
    spans.add(y, x, x + length);
    const patch = paint(bitmap, spans.finish(), classId);
    if (patch === null) throw new Error('The line changes nothing');
    return patch;
  }

  draw(x: number, y: number, length: number, classId: number, tool = 'brush'): number {
    const patch = this.line(x, y, length, classId);
    return this.store.journal.apply({ ...this.request(tool), patch }).revision;
  }

  /** The class at (x, y), px. */
  classAt(x: number, y: number): number {
    const { width, data } = decodeRuns(this.store.labelMaps.read(this.annotationId));
    return data[y * width + x];
  }
}
