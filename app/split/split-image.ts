/** One defect of an image. */
export interface Defect {
  /** 1 to 254 */
  readonly classId: number;
  readonly areaPx: number;
}

/** What a split has to know of an image. */
export interface SplitImage {
  readonly id: string;
  readonly lot: string | null;
  /** The workpiece. Parts of one name in two lots are two parts. */
  readonly part: string | null;
  /** One entry an instance; empty where the image is free of defects, null where nobody has labelled it yet. */
  readonly defects: readonly Defect[] | null;
}
