import type { LabelledPicture } from './example.ts';

/** Decoded pictures kept up to a number of bytes; the one not used for longest goes first. */
export class PictureCache {
  private readonly pictures = new Map<number, LabelledPicture>();
  private readonly limit: number;
  private bytes = 0;

  constructor(limitBytes: number) {
    this.limit = limitBytes;
  }

  async get(key: number, read: () => Promise<LabelledPicture>): Promise<LabelledPicture> {
    const known = this.pictures.get(key);
    if (known !== undefined) this.pictures.delete(key);
    const picture = known ?? (await read());
    if (known === undefined) this.bytes += sizeOf(picture);
    this.pictures.set(key, picture);
    this.evict();
    return picture;
  }

  private evict(): void {
    for (const [key, picture] of this.pictures) {
      if (this.bytes <= this.limit || this.pictures.size === 1) return;
      this.pictures.delete(key);
      this.bytes -= sizeOf(picture);
    }
  }
}

function sizeOf({ raster, labels, defectPixels }: LabelledPicture): number {
  return raster.data.byteLength + labels.data.byteLength + defectPixels.byteLength;
}
