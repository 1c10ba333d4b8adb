import type { ImageFacts } from './scan-image.ts';

/** What a worker thread is asked to do with one image file. `hash` is the content that the file is known by. */
export type ImageJob =
  | { readonly kind: 'scan'; readonly path: string }
  | { readonly kind: 'hash'; readonly path: string }
  | { readonly kind: 'thumbnail'; readonly path: string; readonly hash: string; readonly target: string }
  | { readonly kind: 'tiles'; readonly path: string; readonly hash: string; readonly target: string };

/** What each job answers: what the file holds, its SHA-256 in hex, or the size of what was written, bytes. */
export interface ImageJobResults {
  readonly scan: ImageFacts;
  readonly hash: string;
  readonly thumbnail: number;
  readonly tiles: number;
}

/** Why one file could not be used; the others are not concerned. */
export interface ImageFailure {
  /** The file that the problem is about. */
  readonly path: string;
  /**
   * changed: the content is not what it was when the file was imported, or changed while it was read. unusable: not
   * there, broken, truncated, no picture, or too large. unwritten: what was made of it could not be stored. internal:
   * a defect of Blemish.
   */
  readonly code: 'changed' | 'unusable' | 'unwritten' | 'internal';
  readonly problem: string;
  readonly remedy: string;
}

export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: ImageFailure };

/** The reply of a worker: an outcome, or that the picture is large and waits for its turn alone. */
export type WorkerReply = Outcome<ImageJobResults[ImageJob['kind']]> | { readonly large: true };

export interface WorkerRequest {
  readonly job: ImageJob;
  /** Large pictures are decoded one at a time in the whole process. */
  readonly mayBeLarge: boolean;
}

export const END = 'end';
