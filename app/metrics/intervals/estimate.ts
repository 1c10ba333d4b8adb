/** What is independent of what: parts where views share a part, lots where parts of a lot are alike. */
export type IndependentUnit = 'lot' | 'part' | 'image' | 'flaw';

export type IntervalMethod = 'wilson' | 'clopper-pearson' | 'cluster-bootstrap' | 'paired-bootstrap';

/** A number from a sample, and how far it can be trusted. */
export interface Estimate {
  /** Null where nothing of the kind was there to be measured. */
  readonly value: number | null;
  /** Bounds of the two-sided interval; null where the sample allows none. */
  readonly low: number | null;
  readonly high: number | null;
  /** 0..1, as 0.95. */
  readonly confidence: number;
  /** How many independent units it rests on. */
  readonly n: number;
  readonly unit: IndependentUnit;
  readonly method: IntervalMethod;
}
