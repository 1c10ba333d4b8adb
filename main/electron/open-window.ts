import { fileURLToPath } from 'node:url';
import { BrowserWindow, dialog, screen } from 'electron';
import { refuseOtherPages, refusePermissions } from './guards.ts';
import { WINDOW_ORIGIN } from './window-address.ts';
import { keepWindowState, readWindowState } from './window-state.ts';

/** The window, where it was last time. @param userFolder where that is kept */
export function openWindow(userFolder: string): BrowserWindow {
  const state = readWindowState(
    userFolder,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  );
  const window = new BrowserWindow({
    ...(state?.bounds ?? { width: 1400, height: 900 }),
    minWidth: 800,
    minHeight: 600,
    title: 'Blemish',
    backgroundColor: '#16181b',
    webPreferences: {
      preload: fileURLToPath(new URL('./preload.cjs', import.meta.url)),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (state?.maximized === true) window.maximize();
  window.on('close', () => {
    const bounds = window.getNormalBounds();
    void keepWindowState(userFolder, { bounds, maximized: window.isMaximized() }).catch(() => undefined);
  });
  refuseOtherPages(window.webContents);
  refusePermissions(window.webContents.session);
  recoverFromCrashes(window);
  void window.loadURL(`${WINDOW_ORIGIN}/`);
  return window;
}

/** Every stroke is in the store as its pointer lifts, so a page that is loaded again shows all that was done. */
function recoverFromCrashes(window: BrowserWindow): void {
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const detail = 'What you had drawn is saved. The window opens again.';
    void dialog
      .showMessageBox(window, { type: 'warning', message: 'The window stopped working', detail })
      .finally(() => {
        if (!window.isDestroyed()) window.webContents.reload();
      });
  });
}
