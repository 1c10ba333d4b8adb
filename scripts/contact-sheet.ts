// Pictures of the procedural generator, each beside its label map, to look at:
// node scripts/contact-sheet.ts --out sheet.png [--count 64] [--seed 1] [--side 256] [--kind scratch]
import { Command, InvalidArgumentError, Option } from 'commander';
import sharp, { type OverlayOptions } from 'sharp';
import { classColour, classPalette } from '../app/domain/class-colours.ts';
import { BlemishError } from '../app/domain/errors.ts';
import { writeFileAtomically } from '../native-models/files/write-atomic.ts';
import { classOf, DEFECT_KINDS, type DefectKind } from '../native-models/procedural/defect-kinds.ts';
import { surfacePicture, type SurfacePicture } from '../native-models/procedural/surface-picture.ts';

interface Options {
  readonly out: string;
  readonly count: number;
  readonly seed: number;
  /** px. */
  readonly side: number;
  readonly kind?: DefectKind;
}

const GAP_PX = 4;
const BACKDROP = { r: 255, g: 255, b: 255 };
const PALETTE = Uint8Array.from(classPalette().flat());

const program = new Command('contact-sheet')
  .requiredOption('--out <file>', 'the PNG to write')
  .option('--count <n>', 'pictures on the sheet', wholeNumber, 64)
  .option('--seed <n>', 'seed of the stream', wholeNumber, 1)
  .option('--side <px>', 'width and height of a picture', wholeNumber, 256)
  .addOption(new Option('--kind <kind>', 'only pictures that show this kind').choices(DEFECT_KINDS))
  .parse();

await writeSheet(program.opts<Options>()).catch((error: unknown) => {
  if (!(error instanceof BlemishError)) throw error;
  program.error(`error: ${error.message}`);
});
for (const kind of DEFECT_KINDS) console.log(`${kind}: rgb(${classColour(classOf(kind)).join(', ')})`);

async function writeSheet({ out, count, seed, side, kind }: Options): Promise<void> {
  const columns = Math.ceil(Math.sqrt(count / 2));
  const cell = side + GAP_PX;
  const pairs = firstPictures(count, seed, side, kind).flatMap((picture, index) => {
    const left = 2 * cell * (index % columns);
    const top = cell * Math.floor(index / columns);
    return [tile(grayOf(picture), side, left, top), tile(coloursOf(picture), side, left + side, top)];
  });
  const size = { width: 2 * cell * columns, height: cell * Math.ceil(count / columns) };
  const png = await sharp({ create: { ...size, channels: 3, background: BACKDROP } })
    .composite(pairs)
    .png()
    .toBuffer();
  await writeFileAtomically(out, png);
}

function firstPictures(count: number, seed: number, side: number, kind?: DefectKind): SurfacePicture[] {
  const pictures: SurfacePicture[] = [];
  for (let index = 0; pictures.length < count; index++) {
    const picture = surfacePicture(seed, index, side);
    if (kind === undefined || picture.defects.some((defect) => defect.kind === kind)) pictures.push(picture);
  }
  return pictures;
}

function tile(rgb: Uint8Array<ArrayBuffer>, side: number, left: number, top: number): OverlayOptions {
  return { input: Buffer.from(rgb.buffer), raw: { width: side, height: side, channels: 3 }, left, top };
}

function grayOf({ raster }: SurfacePicture): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: 3 * raster.data.length }, (_, i) =>
    Math.round(255 * raster.data[Math.floor(i / 3)]),
  );
}

function coloursOf({ labels }: SurfacePicture): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    { length: 3 * labels.data.length },
    (_, i) => PALETTE[3 * labels.data[Math.floor(i / 3)] + (i % 3)],
  );
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Give a whole number from 1.');
  return value;
}
