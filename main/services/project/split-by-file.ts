import { v7 as newId } from 'uuid';
import { BlemishError } from '../../../app/domain/errors.ts';
import type { SplitMember, Subset } from '../../../app/domain/split.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { addSplit } from './add-split.ts';

/** What a split file says of pictures. */
export interface ListedSubsets {
  readonly file: string;
  readonly rows: ReadonlyMap<string, { readonly subset: Subset; readonly group: string | null }>;
}

/**
 * Stores the subsets of a split file; its groups become the parts of images that have none.
 * @returns the id of the split: of one that is there already, where it says the same
 */
export function splitByFile(
  store: ProjectStore,
  { file, rows }: ListedSubsets,
  idOf: (picture: string) => string | undefined,
): string {
  return store.change(() => {
    const members: SplitMember[] = [];
    for (const [picture, { subset, group }] of rows) {
      const imageId = idOf(picture);
      if (imageId === undefined) continue;
      members.push({ imageId, subset });
      if (group !== null && store.images.find(imageId)?.partId === null) {
        store.images.place(imageId, { partId: store.parts.named(group.slice(0, 200), null).id });
      }
    }
    if (members.length === 0) throw ofOtherPictures(file);
    const id = newId();
    const split = { id, name: file.slice(0, 200), method: 'file' as const, options: { file }, seed: 0 };
    return addSplit(store, { ...split, locked: ['test'], createdAt: Date.now() }, members);
  });
}

function ofOtherPictures(file: string): BlemishError {
  return new BlemishError('input', {
    subject: file,
    problem: 'It names none of the pictures',
    remedy: 'Write their paths from the folder of pictures into the column image',
  });
}
