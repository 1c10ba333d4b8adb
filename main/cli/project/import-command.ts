import { Command, InvalidArgumentError, Option } from 'commander';
import { BlemishError } from '../../../app/domain/errors.ts';
import { FORMAT_NAMES, type FormatName } from '../../../app/formats/annotation-format.ts';
import type { Scale } from '../../../app/mask/component-shape.ts';
import { type ImportReport, importIntoProject } from '../../services/project/import-into-project.ts';
import { LABEL_MODES, type LabelMode } from '../../services/project/write-labels.ts';
import { previewJson, previewText } from '../preview-report.ts';
import { positiveNumber } from '../options.ts';
import { runCommand, type Terminal } from '../terminal.ts';
import { interruptible, openOptions, withProject } from './with-project.ts';

export interface ImportFlags {
  readonly images?: string;
  readonly pattern?: readonly string[];
  readonly masks?: string;
  readonly annotations?: string;
  readonly format: FormatName | 'auto';
  readonly classMap?: string;
  readonly split?: string;
  readonly copy?: boolean;
  readonly group?: string;
  readonly table?: string;
  readonly mmPerPx?: Scale;
  readonly mode: LabelMode;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export function importCommand(terminal: Terminal): Command {
  return new Command('import')
    .description('bring images, annotations and subsets into a project')
    .argument('<project>', 'folder of the project')
    .option('--images <path>', 'folder of pictures, one picture, or a .txt file that lists some')
    .option('--pattern <glob...>', 'which files of the folder, such as "**/*.png"')
    .option('--masks <dir>', 'folder of label maps; with --split as train reads them')
    .option('--annotations <path>', 'annotations of any format: a folder, a file, a zip')
    .addOption(
      new Option('--format <name>', 'format of the annotations')
        .choices(['auto', ...FORMAT_NAMES])
        .default('auto'),
    )
    .option('--class-map <map.yaml>', 'lines "old name: new name", an id, ignore or background')
    .option('--split <file.csv>', 'columns image, mask, split and optionally class, group, region')
    .option('--copy', 'copy the pictures into the project instead of using them where they are')
    .option('--group <pattern>', 'what paths say: {lot}/{part}_{view}.png')
    .option('--table <file.csv>', 'column path, and any of lot, part, view, lighting, channel, mm_per_px')
    .option('--mm-per-px <n>', 'size of a pixel, mm: one number, or "x,y"', scaleOfPixel)
    .addOption(
      new Option('--mode <name>', 'keep labels where the new ones have none, or not')
        .choices(LABEL_MODES)
        .default('merge'),
    )
    .option('--dry-run', 'tell what would be imported, and import nothing')
    .option('--json', 'print one JSON object as the last line')
    .action((project: string, flags: ImportFlags) =>
      runCommand(terminal, () => runImport(project, flags, terminal)),
    );
}

export async function runImport(project: string, flags: ImportFlags, terminal: Terminal): Promise<void> {
  requireSense(flags);
  let preview: object | null = null;
  await withProject(project, (store) =>
    interruptible(async (signal) => {
      const report = await importIntoProject(store, {
        images: flags.images ?? null,
        patterns: flags.pattern ?? null,
        annotations: flags.masks ?? flags.annotations ?? null,
        format: flags.format,
        classesFile: flags.classMap ?? null,
        splitFile: flags.split ?? null,
        pattern: flags.group ?? null,
        table: flags.table ?? null,
        scale: flags.mmPerPx ?? null,
        copy: flags.copy === true,
        mode: flags.mode,
        dryRun: flags.dryRun === true,
        user: openOptions().user,
        signal,
        onPreview: (expected, title) => {
          terminal.note(previewText(expected, title));
          preview = previewJson(expected);
        },
        onProgress: (doing, done, total) => {
          terminal.progress(`${doing}, ${done} of ${total}`);
        },
      });
      if (flags.dryRun === true) terminal.note('Nothing was imported.');
      else show(report, terminal);
      if (flags.json === true) terminal.result(JSON.stringify({ ...reportJson(report), preview }));
    }),
  );
}

function requireSense(flags: ImportFlags): void {
  const { images, masks, annotations, split } = flags;
  if (masks !== undefined && annotations !== undefined) {
    throw wrongUse('import takes either --masks or --annotations', 'Leave one of them out');
  }
  if (annotations !== undefined && split !== undefined) {
    throw wrongUse(
      'import takes --split with --masks, not with --annotations',
      'Import the split file by itself',
    );
  }
  if (masks !== undefined && split !== undefined && images === undefined) {
    throw wrongUse('import needs --images for --masks with --split', 'Name the folder of the pictures');
  }
  if (images === undefined && masks === undefined && annotations === undefined && split === undefined) {
    throw wrongUse('import needs something to import', 'Name --images, --masks, --annotations or --split');
  }
}

function show({ images, labels, splitId }: ImportReport, terminal: Terminal): void {
  if (images !== null) {
    terminal.note(`Images: ${images.added} added, ${images.known} there already`);
    for (const { path, of } of images.duplicates) terminal.note(`  ${path}: the same picture as ${of}`);
    for (const { path, problem } of images.refused) terminal.note(`  ${path}: ${problem}`);
  }
  if (labels !== null) {
    terminal.note(`Labels: ${labels.changed} images changed, ${labels.unchanged} as they were`);
    if (labels.newClasses.length > 0) terminal.note(`New classes: ${labels.newClasses.join(', ')}`);
  }
  if (splitId !== null) terminal.note(`Split: ${splitId}`);
}

function reportJson({ images, labels, splitId }: ImportReport): object {
  return {
    images:
      images === null
        ? null
        : {
            ...{ added: images.added, known: images.known },
            ...{ duplicates: images.duplicates, refused: images.refused },
          },
    labels:
      labels === null
        ? null
        : { changed: labels.changed, unchanged: labels.unchanged, new_classes: labels.newClasses },
    split: splitId,
  };
}

/** Pixels per mm from "0.05" or "0.05,0.06". */
function scaleOfPixel(text: string): Scale {
  const sizes = text.split(',').map(positiveNumber);
  if (sizes.length > 2) throw new InvalidArgumentError('It must be one number, or two with a comma between.');
  const [x, y = x] = sizes;
  return { pxPerMmX: 1 / x, pxPerMmY: 1 / y };
}

function wrongUse(problem: string, remedy: string): BlemishError {
  return new BlemishError('usage', { problem, remedy });
}
