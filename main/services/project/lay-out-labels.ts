import type { ListedImage } from '../../../app/domain/image-query.ts';
import { BACKGROUND, IGNORE, type LabelMap } from '../../../app/mask/label-map.ts';
import { inspectedPixels } from '../../../app/mask/inspected-pixels.ts';
import { outsideRegionIgnored } from '../../../app/mask/region.ts';
import { decodeRuns } from '../../../app/mask/run-length-code.ts';
import type { DatasetList } from '../../../native-models/data/dataset-list.ts';
import { encodeLabelMap } from '../../../native-models/inference/encode-label-map.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { scaleOf } from './image-scale.ts';
import { absolutePath } from './project-paths.ts';
import { type Outlines, regionsToInspect } from './regions-to-inspect.ts';

type Item = DatasetList['items'][number];

/** An image as a model is to see it. */
export interface LaidOutImage {
  readonly image: ListedImage;
  readonly subset: Item['subset'];
}

/**
 * Writes the current label maps of images, 255 outside the region to inspect, and lists them as a data set whose
 * names are the images' ids. A class that the model does not have counts nowhere.
 * @param channels the class of each channel after the background's
 * @param write takes a path from the folder of the list
 */
export async function layOutLabels(
  store: ProjectStore,
  images: readonly LaidOutImage[],
  channels: readonly number[],
  write: (file: string, content: Uint8Array) => Promise<void>,
): Promise<DatasetList> {
  const channelOf = new Uint8Array(256).fill(IGNORE);
  channelOf[BACKGROUND] = BACKGROUND;
  for (const [index, classId] of channels.entries()) channelOf[classId] = index + 1;
  const outlinesOf = regionsToInspect(store);
  const items: Item[] = [];
  for (const { image, subset } of images) {
    const labels = labelsOf(store, image, outlinesOf(image));
    const data = labels.data.map((classId) => channelOf[classId]);
    const mask = data.some((value) => value !== BACKGROUND) ? `masks/${image.id}.png` : null;
    if (mask !== null) await write(mask, encodeLabelMap({ ...labels, data }));
    items.push(itemOf(store, image, subset, mask));
  }
  const names = new Map(store.classes.list().map(({ id, name }) => [id, name]));
  return { classes: ['background', ...channels.map((id) => names.get(id) ?? `class ${id}`)], items };
}

/** The same data set with its images where they lie now. */
export function withImagesNow(store: ProjectStore, list: DatasetList): DatasetList {
  return {
    ...list,
    items: list.items.map((item) => {
      const image = store.images.find(item.name);
      return image === null ? item : { ...item, image: absolutePath(store.place, image.path) };
    }),
  };
}

function itemOf(store: ProjectStore, image: ListedImage, subset: Item['subset'], mask: string | null): Item {
  return {
    name: image.id,
    image: absolutePath(store.place, image.path),
    mask,
    subset,
    group: image.partId ?? image.id,
    lot: image.lot,
    scale: scaleOf(store, image),
  };
}

function labelsOf(store: ProjectStore, image: ListedImage, outlines: Outlines | null): LabelMap {
  const [annotation] = store.annotations.ofImage(image.id);
  const labels = decodeRuns(store.labelMaps.read(annotation.id));
  if (outlines === null) return labels;
  return outsideRegionIgnored(labels, inspectedPixels(outlines, labels.width, labels.height));
}
