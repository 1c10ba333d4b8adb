import { Command, Option } from 'commander';
import { BlemishError } from '../../app/domain/errors.ts';
import { FORMAT_NAMES, type FormatName } from '../../app/formats/annotation-format.ts';
import { convert } from '../services/convert.ts';
import { previewJson, previewText } from './preview-report.ts';
import { runCommand, type Terminal } from './terminal.ts';

export interface ConvertFlags {
  readonly from: FormatName | 'auto';
  readonly to: FormatName;
  readonly in: string;
  readonly images: string;
  readonly out: string;
  readonly classes?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export function convertCommand(terminal: Terminal): Command {
  return new Command('convert')
    .description('convert annotations from one format to another')
    .addOption(
      new Option('--from <format>', 'format to read').choices(['auto', ...FORMAT_NAMES]).default('auto'),
    )
    .addOption(new Option('--to <format>', 'format to write').choices(FORMAT_NAMES).makeOptionMandatory())
    .requiredOption('--in <path>', 'folder, file or zip of the annotations')
    .requiredOption('--images <dir>', 'folder of the pictures')
    .requiredOption('--out <dir>', 'new folder for the converted annotations')
    .option('--classes <map.yaml>', 'class mapping: lines "old name: new name", an id, ignore or background')
    .option('--dry-run', 'tell what would be written, and write nothing')
    .option('--json', 'print one JSON object as the last line')
    .action((flags: ConvertFlags) => runCommand(terminal, () => runConversion(flags, terminal)));
}

async function runConversion(flags: ConvertFlags, terminal: Terminal): Promise<void> {
  const dryRun = flags.dryRun === true;
  let result: object = {};
  const { signal, dispose } = interruptible();
  await convert({
    from: flags.from,
    to: flags.to,
    inPath: flags.in,
    imagesDir: flags.images,
    outDir: flags.out,
    classesFile: flags.classes ?? null,
    dryRun,
    signal,
    onPreview: (expected, from) => {
      terminal.note(previewText(expected, from.title));
      result = { from: from.name, to: flags.to, out: flags.out, dry_run: dryRun, ...previewJson(expected) };
    },
    onProgress: (done, total) => {
      terminal.progress(`writing ${done} of ${total}`);
    },
  }).finally(dispose);
  terminal.note(dryRun ? 'Nothing was written.' : `Annotations: ${flags.out}`);
  if (flags.json === true) terminal.result(JSON.stringify(result));
}

/** The first Ctrl+C stops and leaves nothing behind; a second one ends at once. */
function interruptible(): { signal: AbortSignal; dispose: () => void } {
  const controller = new AbortController();
  const interrupt = (): void => {
    const problem = 'The conversion was stopped and nothing was written';
    controller.abort(
      new BlemishError('resource', { problem, remedy: 'Start it again to convert all of it' }),
    );
  };
  process.once('SIGINT', interrupt);
  return { signal: controller.signal, dispose: () => process.off('SIGINT', interrupt) };
}
