import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';

const electron = vi.hoisted(() => ({ windows: [] as unknown[], showMessageBox: vi.fn() }));

vi.mock('electron', () => ({
  BrowserWindow: class extends EventEmitter {
    readonly options: { readonly webPreferences: Record<string, unknown> };
    readonly webContents = contents();
    readonly loadURL = vi.fn(() => Promise.resolve());
    constructor(options: { readonly webPreferences: Record<string, unknown> }) {
      super();
      this.options = options;
      electron.windows.push(this);
    }
    isDestroyed(): boolean {
      return false;
    }
  },
  dialog: { showMessageBox: electron.showMessageBox },
  screen: { getAllDisplays: () => [] },
}));

function contents() {
  const session = {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
  };
  return Object.assign(new EventEmitter(), { session, setWindowOpenHandler: vi.fn(), reload: vi.fn() });
}

interface FakeWindow {
  readonly options: { readonly webPreferences: Record<string, unknown> };
  readonly webContents: ReturnType<typeof contents>;
  readonly loadURL: ReturnType<typeof vi.fn>;
}

const { openWindow } = await import('./open-window.ts');
let window: FakeWindow;

beforeEach(() => {
  window = openWindow('/nowhere') as unknown as FakeWindow;
});

test('the page is in the sandbox, apart from the preload, without Node', () => {
  expect(window.options.webPreferences).toMatchObject({
    ...{ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false },
    preload: expect.stringMatching(/preload\.cjs$/) as string,
  });
  expect(window.loadURL).toHaveBeenCalledWith('blemish://window/');
});

test('it goes nowhere else, and opens nothing', () => {
  const go = (url: string): boolean => {
    const preventDefault = vi.fn();
    window.webContents.emit('will-navigate', { url, preventDefault });
    return preventDefault.mock.calls.length === 0;
  };
  expect(go('blemish://window/')).toBe(true);
  for (const url of [
    'https://evil.example/',
    'blemish://window.evil/',
    'file:///etc/passwd',
    'blemish://other/',
  ]) {
    expect(go(url), url).toBe(false);
  }
  const [handler] = window.webContents.setWindowOpenHandler.mock.calls[0] as [() => unknown];
  expect(handler()).toEqual({ action: 'deny' });
});

test('whatever it asks permission for is refused', () => {
  const { session } = window.webContents;
  const answer = vi.fn();
  const [onRequest] = session.setPermissionRequestHandler.mock.calls[0] as [(...asked: unknown[]) => void];
  onRequest({}, 'media', answer);
  expect(answer).toHaveBeenCalledWith(false);
  for (const set of [session.setPermissionCheckHandler, session.setDevicePermissionHandler]) {
    const [handler] = set.mock.calls[0] as [() => boolean];
    expect(handler()).toBe(false);
  }
});

test('a page that crashed is loaded again, with a word', async () => {
  electron.showMessageBox.mockResolvedValue({ response: 0 });
  window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
  await vi.waitFor(() => {
    expect(window.webContents.reload).toHaveBeenCalledOnce();
  });
  expect(electron.showMessageBox).toHaveBeenCalledWith(
    window,
    expect.objectContaining({ detail: expect.stringContaining('saved') as string }),
  );
});
