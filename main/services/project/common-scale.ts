import type { Image } from '../../../app/domain/image.ts';
import type { Scale } from '../../../app/mask/component-shape.ts';
import type { ProjectStore } from '../../store/project-store.ts';

/** The scale of an image: its own, else the project's, else null. */
export function scaleOf(store: ProjectStore, image: Image): Scale | null {
  return image.scale ?? store.record.read().scale;
}

/** The scale that all images have; null where they differ or one has none. */
export function commonScale(store: ProjectStore, images: readonly Image[]): Scale | null {
  const scales = images.map((image) => scaleOf(store, image));
  const [first] = scales;
  const isSame = (scale: Scale | null): boolean =>
    scale?.pxPerMmX === first?.pxPerMmX && scale?.pxPerMmY === first?.pxPerMmY;
  return scales.every(isSame) ? first : null;
}
