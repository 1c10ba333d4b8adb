import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '../../native-models/files/write-atomic.ts';

const boundsSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(400).max(20_000),
  height: z.int().min(300).max(20_000),
});
const stateSchema = z.object({ bounds: boundsSchema, maximized: z.boolean() });

export type Bounds = z.infer<typeof boundsSchema>;
/** Where a window was when it was closed. */
export type WindowState = z.infer<typeof stateSchema>;

/** As kept; null where there is none, or where it lay on a screen that is not there now. */
export function readWindowState(folder: string, screens: readonly Bounds[]): WindowState | null {
  try {
    const state = stateSchema.parse(JSON.parse(readFileSync(fileIn(folder), 'utf8')));
    return screens.some((screen) => overlap(state.bounds, screen)) ? state : null;
  } catch {
    return null;
  }
}

export async function keepWindowState(folder: string, state: WindowState): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFileAtomically(fileIn(folder), JSON.stringify(state));
}

function fileIn(folder: string): string {
  return path.join(folder, 'window.json');
}

function overlap(a: Bounds, b: Bounds): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
