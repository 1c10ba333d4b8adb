import type { Rgb } from '../domain/class-colours.ts';
import type { RunLengthMap } from '../mask/run-length-map.ts';

/** The annotation formats that Blemish reads and writes, as the command line names them. */
export const FORMAT_NAMES = [
  'indexed-png',
  'coco',
  'labelme',
  'cvat-images',
  'cvat-masks',
  'label-studio',
  'mvtec-ad',
  'yolo-seg',
  'datumaro',
  'cityscapes',
  'binary-masks',
] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

/** A folder of annotation files, or one file alone. Paths are relative, with '/', and never leave the folder. */
export interface AnnotationFiles {
  readonly paths: readonly string[];
  read(path: string): Promise<Uint8Array>;
  /** The file in pieces and in order, for those too large to hold at once. */
  stream(path: string): AsyncIterable<Uint8Array>;
}

/** The pictures that annotations are about. */
export interface Pictures {
  /** Relative paths, with '/'. */
  readonly paths: readonly string[];
  /** Upright width and height, px. */
  sizeOf(path: string): Promise<{ readonly width: number; readonly height: number }>;
}

export interface AnnotationClass {
  /** 1 to 254. */
  readonly id: number;
  readonly name: string;
  /** As the file says; null where it says nothing. */
  readonly colour: Rgb | null;
}

/** A picture's labels, by class id; instances numbered from 1 where the format tells them apart, else 0. */
export interface AnnotatedImage {
  /** The picture's path as `Pictures` has it or, where there is none, as the annotation file names it. */
  readonly picture: string;
  readonly labels: RunLengthMap;
  /** What a format's own writer gives back as it was (unknown keys, embedded pictures); others pass it on unseen. */
  readonly original?: unknown;
}

/** What a person should know of a reading or writing: what is lost, changed, or does not match. */
export interface Finding {
  readonly kind: 'lost' | 'changed' | 'unmatched';
  /** One sentence, without the count: "Keypoints are left out". Findings of the same text are counted together. */
  readonly text: string;
  /** File, and place in it. */
  readonly subject: string;
}

export type Report = (finding: Finding) => void;

/** An annotation set as a reader offers it: classes at once, pictures one by one. */
export interface Annotations {
  readonly classes: readonly AnnotationClass[];
  /** May be iterated more than once. Findings are reported while it runs. */
  images(): AsyncIterable<AnnotatedImage>;
}

export interface OutputFile {
  /** Relative, with '/'. */
  readonly path: string;
  /** Whole, or in pieces, which are to be taken once and before the next file. */
  readonly content: Uint8Array | string | AsyncIterable<string>;
}

/** One annotation format, in and out. All pure: bytes and text to labels and back. */
export interface AnnotationFormat {
  readonly name: FormatName;
  /** As people call it: "COCO instances (JSON)". */
  readonly title: string;
  /** Whether the content (not the names alone) is of this format. Never throws on foreign bytes. */
  recognises(files: AnnotationFiles): Promise<boolean>;
  /** @throws {BlemishError} 'input' with file and place where the content is wrong. */
  read(files: AnnotationFiles, pictures: Pictures, report: Report): Promise<Annotations>;
  /** What this format cannot hold, each said in one line before anything is written. */
  write(annotations: Annotations, report: Report): AsyncIterable<OutputFile> | Iterable<OutputFile>;
}
