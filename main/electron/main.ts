// Electron's main process: opens the window, forks the host, and joins the two.
import path from 'node:path';
import { type BrowserWindow, Menu, app, dialog, protocol } from 'electron';
import { userFolder } from '../host/user-folder.ts';
import { WindowFiles } from '../window/window-files.ts';
import { HostLink } from './host-link.ts';
import { applicationMenu } from './menu.ts';
import { openWindow } from './open-window.ts';
import { serveWindow } from './serve-window.ts';
import { type StartArguments, startArguments } from './start-arguments.ts';
import { answerWindow } from './window-requests.ts';
import { WINDOW_SCHEME } from './window-address.ts';

const WINDOW_FOLDER = path.join(app.getAppPath(), 'build', 'renderer');

/** macOS tells of a file by an event, which may come before the application is ready. */
let openedFile: string | null = null;
let openInWindow = (file: string): void => {
  openedFile = file;
};

app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  {
    scheme: WINDOW_SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
  },
]);
app.on('open-file', (event, file) => {
  event.preventDefault();
  openInWindow(file);
});

if (app.requestSingleInstanceLock()) {
  app.whenReady().then(start).catch(fail);
} else {
  app.quit();
}

async function start(): Promise<void> {
  const files = await WindowFiles.open(WINDOW_FOLDER);
  const link = new HostLink((message) => {
    dialog.showErrorBox('The project could not be opened', message);
  });
  protocol.handle(
    WINDOW_SCHEME,
    serveWindow(files, (request) => link.pixels(request)),
  );
  const open = ({ project, trains }: StartArguments): void => {
    if (project !== null) link.open(project, trains);
  };
  open(openedFile === null ? ownArguments() : { project: openedFile, trains: false });
  const window = openWindow(userFolder());
  answerWindow(window, link);
  openInWindow = (file) => {
    link.open(file, false);
    focus(window);
  };
  app.on('second-instance', (_event, argv, folder) => {
    open(startArguments(argv, app.isPackaged, folder));
    focus(window);
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(() => void chooseProject(window))));
  quitWithHost(link);
}

function ownArguments(): StartArguments {
  return startArguments(process.argv, app.isPackaged, process.cwd());
}

/** The last window is the application, on macOS too: what it shows is one project at a time. */
function quitWithHost(link: HostLink): void {
  let isClosed = false;
  app.on('window-all-closed', () => {
    app.quit();
  });
  app.on('before-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    void link.close().then(() => {
      isClosed = true;
      app.quit();
    });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      app.quit();
    });
}

async function chooseProject(window: BrowserWindow): Promise<void> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: [{ name: 'Blemish', extensions: ['blemish'] }],
  });
  const file = filePaths.at(0);
  if (file !== undefined) openInWindow(file);
}

function focus(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}

function fail(error: unknown): void {
  dialog.showErrorBox('Blemish could not start', error instanceof Error ? error.message : String(error));
  app.exit(1);
}
