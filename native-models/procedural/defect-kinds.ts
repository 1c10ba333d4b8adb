/** The trade's kinds of surface defect, in the order of their class ids: class id = index + 1. */
export const DEFECT_KINDS = [
  'scratch',
  'crack',
  'pit',
  'blowhole',
  'stain',
  'uneven',
  'chip',
  'dust',
  'dent',
  'residue',
] as const;

export type DefectKind = (typeof DEFECT_KINDS)[number];

export function classOf(kind: DefectKind): number {
  return DEFECT_KINDS.indexOf(kind) + 1;
}
