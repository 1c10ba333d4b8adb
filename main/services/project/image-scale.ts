import type { Image } from '../../../app/domain/image.ts';
import type { Scale } from '../../../app/mask/component-shape.ts';
import type { ProjectStore } from '../../store/project-store.ts';

/** The scale of an image: its own, else the project's, else null. */
export function scaleOf(store: ProjectStore, image: Image): Scale | null {
  return image.scale ?? store.record.read().scale;
}

/**
 * The coarsest scale of images, that with the longest pixel: tolerances stated in px are as wide as its pixels in all
 * of them. Null where one has none, because lengths are then in px.
 */
export function coarsestScale(store: ProjectStore, images: readonly Image[]): Scale | null {
  const ofProject = store.record.read().scale;
  let coarsest: Scale | null = null;
  for (const image of images) {
    const scale = image.scale ?? ofProject;
    if (scale === null) return null;
    if (coarsest === null || fewestPx(scale) < fewestPx(coarsest)) coarsest = scale;
  }
  return coarsest;
}

/** Along the longer side of a pixel, per mm. */
function fewestPx({ pxPerMmX, pxPerMmY }: Scale): number {
  return Math.min(pxPerMmX, pxPerMmY);
}
