import { Command, Option } from 'commander';
import { FORMAT_NAMES } from '../../../app/formats/annotation-format.ts';
import { type ExportRequest, exportProject, FOLDERS_FORMAT } from '../../services/project/export.ts';
import { findingText } from '../preview-report.ts';
import { runCommand, type Terminal } from '../terminal.ts';
import { lookingAt } from './with-project.ts';

interface ExportFlags {
  readonly format: ExportRequest['format'];
  readonly out: string;
  readonly json?: boolean;
}

export function exportCommand(terminal: Terminal): Command {
  return new Command('export')
    .description('write the labels of a project in another format')
    .argument('<project>', 'folder of the project')
    .addOption(
      new Option('--format <name>', `an annotation format, or ${FOLDERS_FORMAT}: folders as train reads them`)
        .choices([...FORMAT_NAMES, FOLDERS_FORMAT])
        .makeOptionMandatory(),
    )
    .requiredOption('--out <dir>', 'new folder')
    .option('--json', 'print one JSON object as the last line')
    .action((project: string, flags: ExportFlags) =>
      runCommand(terminal, () => runExport(project, flags, terminal)),
    );
}

async function runExport(
  project: string,
  { format, out, json }: ExportFlags,
  terminal: Terminal,
): Promise<void> {
  const { images, findings } = await lookingAt(project, (store) =>
    exportProject(store, {
      format,
      outDir: out,
      onProgress: (done, total) => {
        terminal.progress(`writing ${done} of ${total}`);
      },
    }),
  );
  for (const finding of findings) terminal.note(findingText(finding));
  terminal.note(`${images} images: ${out}`);
  if (json === true) terminal.result(JSON.stringify({ format, images, out, findings }));
}
