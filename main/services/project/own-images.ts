import type { ImageFilter, ListedImage } from '../../../app/domain/image-query.ts';
import type { ProjectStore } from '../../store/project-store.ts';

const PAGE = 1000;

/** The images that have labels of their own (channels share those of another), in the order in which they were added. */
export function ownImages(store: ProjectStore, filter: ImageFilter): ListedImage[] {
  const images: ListedImage[] = [];
  for (;;) {
    const page = store.imageList.page({
      filter,
      order: { by: 'added', descending: false },
      offset: images.length,
      limit: PAGE,
    });
    images.push(...page);
    if (page.length < PAGE) return images.filter(({ channelOf }) => channelOf === null);
  }
}

/** Whether somebody has said what the image shows: only then it trains and counts. */
export function isLabelled({ state }: ListedImage): boolean {
  return state === 'labelled' || state === 'reviewed';
}
