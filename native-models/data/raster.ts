/** A decoded picture: `data` is interleaved [height, width, channels], values 0..1 after the input mapping. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Float32Array;
}
