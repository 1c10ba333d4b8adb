import type { Region } from './task-schema.ts';

/** Every label of a region that has an area; none for other regions. */
export function labelsOf({ type, value }: Region): readonly string[] {
  switch (type) {
    case 'brushlabels':
      return value?.brushlabels ?? [];
    case 'polygonlabels':
      return value?.polygonlabels ?? [];
    case 'rectanglelabels':
      return value?.rectanglelabels ?? [];
    case 'ellipselabels':
      return value?.ellipselabels ?? [];
    case 'labels':
      return value?.labels ?? [];
    default:
      return [];
  }
}

/** The first label, which counts; null where there is none. */
export function labelOf(region: Region): string | null {
  return labelsOf(region).find((label) => label !== '') ?? null;
}
