/** What libvips does not tell about the channels of a TIFF file (TIFF 6.0; BigTIFF differs in field widths only). */
export interface TiffLayout {
  /** Each channel is stored as a plane of its own, instead of interleaved. */
  readonly separatePlanes: boolean;
  /** One of the channels beyond gray or RGB is declared as transparency. */
  readonly alpha: boolean;
}

const PLANAR_CONFIGURATION = 284;
const EXTRA_SAMPLES = 338;

/**
 * Reads the layout from the first page's tags.
 *
 * @throws {RangeError} where an offset points beyond the end of the file.
 */
export function readTiffLayout(bytes: Uint8Array): TiffLayout {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tags = readFirstDirectory(view);
  return {
    separatePlanes: tags.get(PLANAR_CONFIGURATION)?.includes(2) ?? false,
    alpha: tags.get(EXTRA_SAMPLES)?.some((kind) => kind === 1 || kind === 2) ?? false,
  };
}

/** The values of each tag of type SHORT (16 bit). */
function readFirstDirectory(view: DataView): Map<number, number[]> {
  const little = view.getUint8(0) === 0x49;
  const big = view.getUint16(2, little) === 43;
  const readCount = (at: number): number =>
    big ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little);
  const directory = readCount(big ? 8 : 4);
  const entries = big ? readCount(directory) : view.getUint16(directory, little);
  const entrySize = big ? 20 : 12;
  const fieldSize = big ? 8 : 4;

  const tags = new Map<number, number[]>();
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + (big ? 8 : 2) + entry * entrySize;
    if (view.getUint16(at + 2, little) !== 3) continue;
    const count = readCount(at + 4);
    const field = at + 4 + fieldSize;
    const values = count * 2 <= fieldSize ? field : readCount(field);
    tags.set(
      view.getUint16(at, little),
      Array.from({ length: count }, (_, index) => view.getUint16(values + index * 2, little)),
    );
  }
  return tags;
}
