/** What the first chunk of a PNG file says of its pixels. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits per value: 1, 2, 4, 8 or 16. */
  readonly depth: number;
  /** Values per pixel: 1 gray or palette index, 2 gray and alpha, 3 colour, 4 colour and alpha. */
  readonly channels: number;
  readonly hasPalette: boolean;
  readonly isInterlaced: boolean;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Where the chunks begin. */
export const SIGNATURE_BYTES = SIGNATURE.length;

/** By colour type: PNG specification, section 11.2.1. */
const LAYOUTS: Readonly<Record<number, { channels: number; depths: readonly number[] } | undefined>> = {
  0: { channels: 1, depths: [1, 2, 4, 8, 16] },
  2: { channels: 3, depths: [8, 16] },
  3: { channels: 1, depths: [1, 2, 4, 8] },
  4: { channels: 2, depths: [8, 16] },
  6: { channels: 4, depths: [8, 16] },
};
const PALETTE_COLOUR_TYPE = 3;

/** Reads the header of a PNG file; null where the bytes are no PNG or say something impossible. */
export function pngHeader(bytes: Uint8Array): PngHeader | null {
  if (!startsAsPng(bytes)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const [depth, colourType, interlacing] = [bytes[24], bytes[25], bytes[28]];
  const layout = LAYOUTS[colourType];
  if (width === 0 || height === 0 || interlacing > 1 || !layout?.depths.includes(depth)) return null;
  return {
    width,
    height,
    depth,
    channels: layout.channels,
    hasPalette: colourType === PALETTE_COLOUR_TYPE,
    isInterlaced: interlacing === 1,
  };
}

/** Signature, then IHDR: 8 bytes of length and name, 13 of content, 4 of check sum. */
function startsAsPng(bytes: Uint8Array): boolean {
  if (bytes.length < SIGNATURE_BYTES + 25) return false;
  const start = String.fromCharCode(...bytes.subarray(SIGNATURE_BYTES + 4, SIGNATURE_BYTES + 8));
  return SIGNATURE.every((byte, index) => bytes[index] === byte) && start === 'IHDR';
}

/** Bytes of the pixels before compression: rows of whole bytes, each after a filter byte; seven passes (Adam7) if interlaced. */
export function filteredBytes({ width, height, depth, channels, isInterlaced }: PngHeader): number {
  const passBytes = (columns: number, rows: number): number =>
    columns === 0 ? 0 : rows * (1 + Math.ceil((columns * depth * channels) / 8));
  if (!isInterlaced) return passBytes(width, height);
  return ADAM7.reduce(
    (sum, [x, y, stepX, stepY]) =>
      sum + passBytes(Math.ceil(Math.max(width - x, 0) / stepX), Math.ceil(Math.max(height - y, 0) / stepY)),
    0,
  );
}

/** First column, first row, column step and row step of each pass. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;
