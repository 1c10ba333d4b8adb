import { BlemishError } from '../../../app/domain/errors.ts';
import { type LabelBitmap, fillRange } from '../../../app/mask/label-bitmap.ts';
import { BACKGROUND } from '../../../app/mask/label-map.ts';
import { patchBetween } from '../../../app/mask/patch.ts';
import { decodeRuns } from '../../../app/mask/run-length-code.ts';
import type { RunLengthMap } from '../../../app/mask/run-length-map.ts';
import type { ProjectStore } from '../../store/project-store.ts';

/** 'merge': what the new labels leave as background stays as it is; 'replace': they are all that is left. */
export const LABEL_MODES = ['merge', 'replace'] as const;
export type LabelMode = (typeof LABEL_MODES)[number];

export interface LabelChange {
  /** Of the import: with the number of the image it names the change. */
  readonly clientId: string;
  readonly mode: LabelMode;
  readonly tool: string;
  readonly user: string;
}

/**
 * Draws a label map over the current labels of an image as one change that can be taken back, and calls them labelled.
 * @returns whether anything changed
 */
export function writeLabels(
  store: ProjectStore,
  imageId: string,
  labels: RunLengthMap,
  { clientId, sequence, mode, tool, user }: LabelChange & { readonly sequence: number },
): boolean {
  requireSameSize(store, imageId, labels);
  return store.change(() => {
    const annotation = store.annotations.ofImage(imageId).at(0) ?? store.annotations.begin(imageId, user);
    const before = decodeRuns(store.labelMaps.read(annotation.id));
    const patch = patchBetween(before, mode === 'merge' ? drawnOver(before, labels) : decodeRuns(labels));
    if (patch !== null) {
      store.journal.apply({
        ...{ annotationId: annotation.id, baseRevision: annotation.revision, clientId, sequence, patch },
        ...{ madeBy: user, madeAt: Date.now(), tool, runId: null },
      });
    }
    if (patch === null && annotation.state !== 'unlabelled') return false;
    store.annotations.setState(annotation.id, 'labelled');
    return true;
  });
}

function drawnOver(before: LabelBitmap, { lengths, values }: RunLengthMap): LabelBitmap {
  const after: LabelBitmap = {
    ...before,
    data: before.data.slice(),
    instances: before.instances?.slice() ?? null,
  };
  for (let run = 0, start = 0; run < lengths.length; run++) {
    const end = start + lengths[run];
    if (values[run] !== BACKGROUND) fillRange(after, start, end, values[run]);
    start = end;
  }
  return after;
}

function requireSameSize(store: ProjectStore, imageId: string, labels: RunLengthMap): void {
  const image = store.images.find(imageId);
  if (image === null || (image.width === labels.width && image.height === labels.height)) return;
  throw new BlemishError('input', {
    subject: image.path,
    problem: `Its labels are ${labels.width}x${labels.height} px, the image is ${image.width}x${image.height} px`,
    remedy: 'Give labels of the size of their image',
  });
}
