import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AcceptanceRule, acceptanceRuleSchema } from './acceptance-rule.ts';
import { type ScoredFinding, findingOf } from './findings.ts';
import { decideByRules } from './rule-decision.ts';
import { ruleViolations } from './rule-violations.ts';

const image = { width: 40 };
const rules: AcceptanceRule[] = [
  acceptanceRuleSchema.parse({ name: 'two at most', unit: 'px', maxCount: 2 }),
  acceptanceRuleSchema.parse({ name: 'apart', unit: 'px', longerThan: 1, minDistance: 4 }),
];
const SHAPE = { elongation: 1, orientation: null, widthPx: 1 };
const ACCEPTANCE = { rules, severities: new Map([[1, 3]]), zoneNames: ['left', 'right'] };

test('the score is the highest threshold at which the findings from it on break a rule', () => {
  const finding = fc.record({
    x: fc.integer({ min: 0, max: 36 }),
    length: fc.integer({ min: 1, max: 3 }),
    score: fc.constantFrom(0.2, 0.4, 0.6, 0.8),
  });
  fc.assert(
    fc.property(fc.array(finding, { maxLength: 6 }), (drawn) => {
      const candidates = drawn.map(({ x, length, score }) => line(x, length, score));
      const breaking = [0.8, 0.6, 0.4, 0.2].filter((threshold) => {
        const counting = candidates.filter(({ score }) => score >= threshold);
        return counting.length > 0 && ruleViolations(counting, rules, image).length > 0;
      });
      const { score, outcome, byRule } = decideByRules(
        [],
        candidates,
        (one) => one.score >= 0.5,
        rules,
        image,
      );
      expect(score).toBe(breaking.at(0) ?? 0);
      expect(outcome.rejected).toBe(score >= 0.5);
      expect(byRule.some(({ rejected }) => rejected)).toBe(outcome.rejected);
    }),
  );
});

test('a finding is as severe as its class, and in every zone that it touches', () => {
  const zones = Uint8Array.of(0, 1, 2, 0);
  const found = (pixels: number[], classId = 1): unknown => {
    const { severity, zones: touched } = findingOf(
      classId,
      Int32Array.from(pixels),
      { ...SHAPE, areaPx: 1, lengthPx: 1, box: { x: 0, y: 0, width: 1, height: 1 } },
      ACCEPTANCE,
      zones,
    );
    return [severity, touched];
  };
  expect(found([1, 2])).toEqual([3, ['left', 'right']]);
  expect(found([0, 3])).toEqual([3, []]);
  expect(found([2], 2)).toEqual([0, ['right']]);
});

/** A row of pixels. */
function line(x: number, length: number, score: number): ScoredFinding {
  const pixels = Int32Array.from({ length }, (_, i) => x + i);
  const box = { x, y: 0, width: length, height: 1 };
  const shape = { ...SHAPE, areaPx: length, lengthPx: length, box };
  return { ...findingOf(1, pixels, shape, ACCEPTANCE, null), score };
}
