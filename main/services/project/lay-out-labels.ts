import type { ListedImage } from '../../../app/domain/image-query.ts';
import { BACKGROUND, IGNORE, type LabelMap } from '../../../app/mask/label-map.ts';
import { fillPolygon } from '../../../app/mask/polygon.ts';
import { outsideRegionIgnored } from '../../../app/mask/region.ts';
import { decodeRuns } from '../../../app/mask/run-length-code.ts';
import type { DatasetList } from '../../../native-models/data/dataset-list.ts';
import { encodeLabelMap } from '../../../native-models/inference/encode-label-map.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { absolutePath } from './project-paths.ts';

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
  const items: Item[] = [];
  for (const { image, subset } of images) {
    const labels = labelsOf(store, image);
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
  };
}

function labelsOf(store: ProjectStore, image: ListedImage): LabelMap {
  const [annotation] = store.annotations.ofImage(image.id);
  const labels = decodeRuns(store.labelMaps.read(annotation.id));
  const regions = store.regions.ofImage(image.id).filter(({ zone }) => zone === null);
  if (regions.length === 0) return labels;
  const { width, height } = labels;
  const inspected = new Uint8Array(width * height);
  for (const { rings } of regions) {
    const { rows, starts, ends } = fillPolygon(rings, width, height);
    for (const [span, row] of rows.entries()) {
      inspected.fill(1, row * width + starts[span], row * width + ends[span]);
    }
  }
  return outsideRegionIgnored(labels, inspected);
}
