import type { Guarantee, Guarantees } from '../../../app/metrics/guarantees/missed-defect-guarantees.ts';
import { estimate, number, table } from './text-table.ts';

/** What is promised on average, and what came of it. */
export function guaranteesTable({ classes, overall }: Guarantees): string {
  const rows = [...Object.entries(classes), ['any class', overall] as const].map(([name, guarantee]) => [
    name,
    `${guarantee.n}`,
    ...promised(guarantee),
  ]);
  const header = [
    'guarantee',
    `calibration ${overall.unit}s`,
    'threshold',
    '95 % bound',
    'missed here',
    'false/image',
  ];
  return [
    table(header, rows),
    `At its threshold a model misses at most a share of ${overall.alpha} of the defects of a ${overall.unit}, on average`,
    'over calibration sets; for this one the bound holds with 95 % confidence.',
  ].join('\n');
}

function promised(guarantee: Guarantee): string[] {
  if (guarantee.status === 'refused') return [guarantee.reason, '-', '-', '-'];
  const { threshold, upperBound, observed } = guarantee;
  return [
    threshold.toFixed(3),
    upperBound.toFixed(3),
    observed === null ? '-' : estimate(observed.missed),
    observed === null ? '-' : number(observed.falseCallsPerImage, 2),
  ];
}
