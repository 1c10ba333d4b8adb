import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { ImagePool } from '../../images/image-pool.ts';
import { proposeRelinks } from '../../images/relink.ts';
import { walkFolder } from '../../images/walk-folder.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { ownImages } from './own-images.ts';
import { projectPath } from './project-paths.ts';
import { changedFiles } from './require-unchanged.ts';

export interface Relinked {
  readonly found: readonly { readonly from: string; readonly to: string }[];
  /** Still missing. */
  readonly missing: readonly string[];
}

/** Finds images whose files have gone again in a folder, by their content. */
export async function relinkImages(store: ProjectStore, folder: string): Promise<Relinked> {
  const images = ownImages(store, {});
  const all = [...images, ...images.flatMap(({ id }) => store.images.channelsOf(id))];
  const missing = (await changedFiles(store, all)).filter(({ kind }) => kind === 'missing');
  const { files: candidates } = await walkFolder(folder);
  const root = await realpath(folder);
  const pool = new ImagePool();
  try {
    const files = missing.map(({ image }) => ({ path: image.path, hash: image.contentHash, size: null }));
    const { pairs, notFound } = await proposeRelinks(files, root, candidates, pool);
    const found = pairs.map(({ missing: { path: from }, found: file }) => ({
      from,
      to: projectPath(store.place, path.join(root, file)),
    }));
    store.change(() => {
      for (const { from, to } of found) {
        const image = store.images.findByPath(from);
        if (image !== null) store.images.relink(image.id, to, 'referenced');
      }
    });
    return { found, missing: notFound.map((file) => file.path) };
  } finally {
    await pool.close();
  }
}
