import { app, type MenuItemConstructorOptions } from 'electron';

/** The system's menu: what the window's own commands do not do. */
export function applicationMenu(
  openProject: () => void,
  isMac = process.platform === 'darwin',
): MenuItemConstructorOptions[] {
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      role: 'fileMenu',
      submenu: [
        { label: 'Open project ...', accelerator: 'CmdOrCtrl+O', click: openProject },
        { type: 'separator' },
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      role: 'viewMenu',
      submenu: [
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
  ];
}
