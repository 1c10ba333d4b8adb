import { classColour, classPalette } from '../../domain/class-colours.ts';
import { BlemishError } from '../../domain/errors.ts';
import { BACKGROUND, IGNORE } from '../../mask/label-map.ts';
import type {
  AnnotatedImage,
  AnnotationFiles,
  AnnotationFormat,
  Annotations,
  OutputFile,
  Pictures,
  Report,
} from '../annotation-format.ts';
import { decodeText } from '../decode-text.ts';
import { firstBytes } from '../first-bytes.ts';
import { hasIgnored } from '../ignored-pixels.ts';
import { MaskPictures } from '../mask-picture.ts';
import { withoutExtension } from '../match-picture.ts';
import { IGNORE_NAME } from '../named-classes.ts';
import { asOneLine } from '../one-line.ts';
import { OutputPaths } from '../output-path.ts';
import { ColourClasses } from '../png/colour-classes.ts';
import { decodePng } from '../png/decode-png.ts';
import { distinctColours } from '../png/distinct-colours.ts';
import { labelRuns } from '../png/label-runs.ts';
import { foldersOf } from '../png/mask-folders.ts';
import { readObjectNumbers } from '../png/object-numbers.ts';
import { vocMasks } from '../png/voc-folders.ts';
import { formatLabelMap, parseLabelMap, VOC_VOID, type VocLabel } from '../png/voc-label-map.ts';

const LABEL_MAP_FILE = 'labelmap.txt';
/** More than 254 long names. */
const LARGEST_LABEL_MAP_BYTES = 2 ** 20;

/** CVAT's "Segmentation mask 1.1": VOC's folders, whose colours `labelmap.txt` names. */
export const cvatMasks: AnnotationFormat = {
  name: 'cvat-masks',
  title: 'CVAT segmentation mask 1.1',
  recognises: async (files) => maskPaths(files).length > 0 && (await labelMapOf(files)) !== null,
  read,
  write,
};

async function read(files: AnnotationFiles, pictures: Pictures, report: Report): Promise<Annotations> {
  const labelMap = await labelMapOf(files);
  if (labelMap === null) throw noLabelMap();
  const { subject, labels } = labelMap;
  const classes = new ColourClasses({ subject, colours: labels, background: null });
  return {
    classes: classes.classes,
    async *images(): AsyncGenerator<AnnotatedImage> {
      const found = new MaskPictures(pictures, report);
      for (const path of maskPaths(files)) {
        const png = await decodePng(await files.read(path), path);
        const classIds = classes.classIdsOf(png, path);
        const objects = await readObjectNumbers(files, path, png);
        const picture = await found.require([withoutExtension(path)], path, png);
        yield { picture, labels: labelRuns(classIds, objects, png) };
      }
    },
  };
}

async function* write(annotations: Annotations, report: Report): AsyncGenerator<OutputFile> {
  const colours = distinctColours(annotations.classes);
  const palette = classPalette().map((colour, id) => colours.get(id) ?? colour);
  palette[IGNORE] = VOC_VOID;
  const paths = new OutputPaths();
  const stems: string[] = [];
  let ignores = false;
  for await (const image of annotations.images()) {
    const stem = paths.stemOf(image.picture);
    stems.push(stem);
    ignores ||= hasIgnored(image.labels);
    yield* vocMasks(image, stem, { classes: palette, objects: classPalette() }, report);
  }
  const labels = annotations.classes.map(({ id, name }) => ({
    name: asOneLine(name, report),
    colour: palette[id],
  }));
  const ignored = ignores ? [{ name: IGNORE_NAME, colour: VOC_VOID }] : [];
  const background = { name: 'background', colour: classColour(BACKGROUND) };
  yield { path: LABEL_MAP_FILE, content: formatLabelMap([background, ...labels, ...ignored]) };
  yield { path: 'ImageSets/Segmentation/default.txt', content: stems.map((stem) => `${stem}\n`).join('') };
}

function maskPaths({ paths }: AnnotationFiles): string[] {
  const isMask = (path: string): boolean =>
    foldersOf(path).includes('SegmentationClass') && path.toLowerCase().endsWith('.png');
  return paths.filter(isMask).sort();
}

interface LabelMapFile {
  readonly subject: string;
  readonly labels: readonly VocLabel[];
}

async function labelMapOf(files: AnnotationFiles): Promise<LabelMapFile | null> {
  const subject = files.paths.find((path) => path.split('/').at(-1) === LABEL_MAP_FILE);
  if (subject === undefined) return null;
  const bytes = await firstBytes(files, subject, LARGEST_LABEL_MAP_BYTES);
  const labels = parseLabelMap(textOrEmpty(bytes, subject));
  return labels === null ? null : { subject, labels };
}

function textOrEmpty(bytes: Uint8Array, subject: string): string {
  try {
    return decodeText(bytes, subject);
  } catch {
    return '';
  }
}

function noLabelMap(): BlemishError {
  return new BlemishError('input', {
    subject: LABEL_MAP_FILE,
    problem: 'There is no labelmap.txt with lines such as "scratch:230,159,0::"',
    remedy: 'Export it again from CVAT as "Segmentation mask 1.1", or read the masks as indexed PNG.',
  });
}
