import type { SplitRequest } from '../services/project/split.ts';
import type { OpenProject } from './open-project.ts';
import type { SplitPiece } from './reading/reads.ts';

type Planned = Extract<SplitPiece, { kind: 'split' }>['planned'];

/**
 * Splits all images, planned beside the host's loop and written a few members at a time; they appear together.
 * @throws {BlemishError} where it cannot be done as asked; nothing is stored then
 */
export async function makeSplits(
  { store, preparer }: OpenProject,
  request: SplitRequest,
): Promise<Planned[]> {
  const made: Planned[] = [];
  try {
    for await (const piece of preparer.pieces('splits', request)) {
      if (piece.kind === 'members') store.splits.addMembers(piece.splitId, piece.members);
      else {
        made.push(piece.planned);
        if (piece.planned.isNew) store.splits.begin(piece.planned.split);
      }
    }
    store.splits.complete(made.map(({ split }) => split.id));
  } catch (error) {
    store.splits.removeIncomplete();
    throw error;
  }
  return made;
}
