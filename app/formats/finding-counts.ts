import type { Finding, Report } from './annotation-format.ts';

/** Findings of the same text, counted together. */
export interface FindingCount {
  readonly kind: Finding['kind'];
  readonly text: string;
  /** How many places; those told again, as sets are read more than once, count once. */
  readonly count: number;
  readonly firstSubject: string;
}

/** Collects what readers and writers report. */
export class FindingCounts {
  readonly #subjects = new Map<string, { readonly finding: Finding; readonly subjects: Set<string> }>();

  readonly report: Report = (finding) => {
    const key = `${finding.kind} ${finding.text}`;
    const known = this.#subjects.get(key);
    if (known === undefined) this.#subjects.set(key, { finding, subjects: new Set([finding.subject]) });
    else known.subjects.add(finding.subject);
  };

  get list(): FindingCount[] {
    return Array.from(this.#subjects.values(), ({ finding: { kind, text, subject }, subjects }) => ({
      kind,
      text,
      count: subjects.size,
      firstSubject: subject,
    }));
  }
}
