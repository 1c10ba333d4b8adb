import { createRequire } from 'node:module';

/**
 * A matrix in OpenCV's own memory, which no garbage collector frees: declare it with `using`.
 * A view (`data`, `data32F`) is stale after the next OpenCV call: read the property again.
 */
export interface Mat extends Disposable {
  readonly rows: number;
  readonly cols: number;
  readonly data: Uint8Array;
  readonly data32F: Float32Array;
  readonly data64F: Float64Array;
  /** The part inside a rectangle, sharing this matrix's memory. */
  roi(rectangle: Rect): Mat;
  copyTo(target: Mat): void;
  convertTo(target: Mat, type: number, scale?: number): void;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect extends Size, Point {}

/** Contrast-limited adaptive histogram equalisation of 8-bit, one-channel matrices. */
export interface Clahe extends Disposable {
  apply(source: Mat, target: Mat): void;
}

/** The part of OpenCV 5 that Blemish calls, named and ordered as in OpenCV's manual. */
export interface Cv {
  readonly Mat: new (rows?: number, cols?: number, type?: number) => Mat;
  readonly CLAHE: new (clipLimit: number, tileGrid: Size) => Clahe;

  readonly CV_8UC1: number;
  readonly CV_32FC1: number;
  readonly CV_32FC2: number;
  readonly CV_32FC3: number;
  readonly CV_64FC1: number;
  readonly INTER_NEAREST: number;
  readonly INTER_LINEAR: number;
  readonly INTER_AREA: number;
  readonly BORDER_CONSTANT: number;
  readonly BORDER_REPLICATE: number;
  readonly BORDER_REFLECT_101: number;
  readonly COLOR_RGB2Lab: number;
  readonly COLOR_Lab2RGB: number;

  warpAffine(
    source: Mat,
    target: Mat,
    matrix: Mat,
    size: Size,
    interpolation: number,
    borderMode: number,
    borderValue: readonly number[],
  ): void;
  remap(
    source: Mat,
    target: Mat,
    mapX: Mat,
    mapY: Mat,
    interpolation: number,
    borderMode: number,
    borderValue: readonly number[],
  ): void;
  resize(source: Mat, target: Mat, size: Size, fx: number, fy: number, interpolation: number): void;
  copyMakeBorder(
    source: Mat,
    target: Mat,
    top: number,
    bottom: number,
    left: number,
    right: number,
    borderMode: number,
  ): void;
  GaussianBlur(
    source: Mat,
    target: Mat,
    kernelSize: Size,
    sigmaX: number,
    sigmaY: number,
    borderMode: number,
  ): void;
  /** The mean over a rectangle of odd sides. */
  blur(source: Mat, target: Mat, kernelSize: Size, anchor: Point, borderMode: number): void;
  sepFilter2D(
    source: Mat,
    target: Mat,
    depth: number,
    kernelX: Mat,
    kernelY: Mat,
    anchor: Point,
    delta: number,
    borderMode: number,
  ): void;
  cvtColor(source: Mat, target: Mat, code: number): void;
}

let loading: Promise<Cv> | undefined;

/** OpenCV compiled to WebAssembly. It is loaded once in a process, in about a quarter of a second. */
export async function loadOpenCv(): Promise<Cv> {
  const load = createRequire(import.meta.url);
  loading ??= load('@techstark/opencv-js') as Promise<Cv>;
  return loading;
}
