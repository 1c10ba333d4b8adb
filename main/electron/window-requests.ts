import { type BrowserWindow, dialog, ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import type { HostLink } from './host-link.ts';
import { WINDOW_ORIGIN } from './window-address.ts';

const title = z.string().max(200);
const askedSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open-folder'), title }),
  z.strictObject({ kind: z.literal('open-files'), title, extensions: z.array(z.string().max(20)).max(50) }),
  z.strictObject({ kind: z.literal('save-file'), title, name: z.string().max(255) }),
]);

/** What a window asks of Electron itself: a line to the host, and the system's dialogs for paths. */
export function answerWindow(window: BrowserWindow, link: HostLink): void {
  const isOurs = ({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean =>
    senderFrame === window.webContents.mainFrame && senderFrame.origin === WINDOW_ORIGIN;
  ipcMain.on('blemish:port', (event) => {
    if (isOurs(event)) window.webContents.postMessage('blemish:port', null, [link.port()]);
  });
  ipcMain.handle('blemish:paths', (event, asked: unknown) => {
    if (!isOurs(event)) throw new Error('Only the window may ask for paths');
    return chosenPaths(window, askedSchema.parse(asked));
  });
}

/** None where the person cancelled. */
async function chosenPaths(window: BrowserWindow, asked: z.infer<typeof askedSchema>): Promise<string[]> {
  if (asked.kind === 'save-file') {
    const { filePath } = await dialog.showSaveDialog(window, { title: asked.title, defaultPath: asked.name });
    return filePath === '' ? [] : [filePath];
  }
  const { filePaths } = await dialog.showOpenDialog(
    window,
    asked.kind === 'open-folder'
      ? { title: asked.title, properties: ['openDirectory', 'createDirectory'] }
      : {
          title: asked.title,
          properties: ['openFile', 'multiSelections'],
          filters: [{ name: asked.title, extensions: asked.extensions }],
        },
  );
  return filePaths;
}
