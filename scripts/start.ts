// npm start: the workstation on a project made from the sample, or on the project named (docs/doors.md).
import path from 'node:path';
import { parseArgs } from 'node:util';
import { BlemishError } from '../app/domain/errors.ts';
import { createTerminal, runCommand } from '../main/cli/terminal.ts';
import { type Build, bringUpToDate } from './start/built.ts';
import { hasDisplay } from './start/display.ts';
import { findElectron } from './start/electron-binary.ts';
import { runElectron } from './start/electron.ts';
import { runHeadless } from './start/headless.ts';
import { makeSampleProject } from './start/sample-project.ts';
import { portOf, tlsOf } from './start/web-flags.ts';
import { runWeb } from './start/web.ts';
import { WINDOW_BUILD } from './start/window-build.ts';

const APPLICATION: Build = {
  name: 'the application for Electron',
  script: 'build:application',
  product: 'build/application/package.json',
  sources: ['main', 'native-models', 'app', 'package-lock.json'],
};

const root = path.dirname(import.meta.dirname);
const sample = path.join(root, 'sample');
const sampleProject = path.join(root, 'runs', 'sample');
/** Made anew at each start, so not the one in which a person may have drawn. */
const headlessProject = path.join(root, 'runs', 'headless', 'sample');
const terminal = createTerminal();

await runCommand(terminal, async () => {
  const { flags, named } = parsedArgs();
  if (flags.headless) await runHeadless(headlessProject, sample, terminal);
  else await runWorkstation(flags, named);
});

async function runWorkstation(flags: Flags, named: string | undefined): Promise<void> {
  const { listen, 'no-browser': noBrowser } = flags;
  const web = { port: portOf(flags.port), address: listen ?? '127.0.0.1', tls: tlsOf(flags) };
  bringUpToDate(root, WINDOW_BUILD, terminal);
  if (named === undefined) await makeSampleProject(sampleProject, sample, terminal);
  const start = { root, project: path.resolve(named ?? sampleProject), trains: named === undefined };
  const asksForWeb = flags.web || listen !== undefined || web.port !== null || web.tls !== null;
  const electron = asksForWeb ? null : await findElectron(terminal);
  if (electron !== null && electron.file !== null) {
    bringUpToDate(root, APPLICATION, terminal);
    await runElectron(electron.file, start);
    return;
  }
  if (electron !== null) terminal.note(`${electron.why}: the workstation opens in the browser instead.`);
  await runWeb({ ...start, ...web, opensBrowser: !noBrowser && hasDisplay() }, terminal);
}

type Flags = ReturnType<typeof parsedArgs>['flags'];

function parsedArgs() {
  try {
    const { values: flags, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        headless: { type: 'boolean', default: false },
        web: { type: 'boolean', default: false },
        port: { type: 'string' },
        listen: { type: 'string' },
        'tls-key': { type: 'string' },
        'tls-cert': { type: 'string' },
        'no-browser': { type: 'boolean', default: false },
      },
    });
    return { flags, named: positionals.at(0) };
  } catch (cause) {
    throw new BlemishError('usage', {
      problem: cause instanceof Error ? cause.message.split('\n')[0] : String(cause),
      remedy: 'Use npm start -- [PROJECT] [--headless | --web] [--port N] [--listen IP] [--no-browser]',
      cause,
    });
  }
}
