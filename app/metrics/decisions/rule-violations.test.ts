import fc from 'fast-check';
import { expect, test } from 'vitest';
import { componentShape } from '../../mask/component-shape.ts';
import { type AcceptanceRule, type Finding, acceptanceRuleSchema } from './acceptance-rule.ts';
import { ruleViolations } from './rule-violations.ts';

const WIDTH = 100;
const scale = { pxPerMmX: 10, pxPerMmY: 5 };
const image = { width: WIDTH, scale };

/** A box of pixels; 10 px are 1 mm across, 5 px down. */
function finding(
  x: number,
  y: number,
  width: number,
  height: number,
  details: Partial<Finding> = {},
): Finding {
  const pixels = Int32Array.from(
    { length: width * height },
    (_, i) => (y + Math.floor(i / width)) * WIDTH + x + (i % width),
  );
  return {
    ...componentShape(pixels, WIDTH, scale),
    classId: 1,
    zones: [],
    severity: 0,
    widthPx: Math.min(width, height),
    widthMm: Math.min(width / 10, height / 5),
    pixels,
    ...details,
  };
}

const rule = (limits: Partial<AcceptanceRule>): AcceptanceRule =>
  acceptanceRuleSchema.parse({ name: 'rule', unit: 'px', maxCount: 0, ...limits });

const broken = (findings: Finding[], limits: Partial<AcceptanceRule>): boolean =>
  ruleViolations(findings, [rule(limits)], image).length > 0;

test.each<[string, Partial<AcceptanceRule>, Finding, Finding]>([
  ['class', { classes: [2, 3] }, finding(0, 0, 1, 1, { classId: 3 }), finding(0, 0, 1, 1)],
  [
    'zone',
    { zones: ['A'] },
    finding(0, 0, 1, 1, { zones: ['B', 'A'] }),
    finding(0, 0, 1, 1, { zones: ['B'] }),
  ],
  [
    'severity',
    { severityFrom: 2 },
    finding(0, 0, 1, 1, { severity: 2 }),
    finding(0, 0, 1, 1, { severity: 1 }),
  ],
  ['length', { longerThan: 5 }, finding(0, 0, 6, 1), finding(0, 0, 5, 1)],
  ['width', { widerThan: 2 }, finding(0, 0, 6, 3), finding(0, 0, 6, 2)],
  ['area', { largerThan: 6 }, finding(0, 0, 7, 1), finding(0, 0, 3, 2)],
  ['length in mm', { unit: 'mm', longerThan: 1 }, finding(0, 0, 1, 6), finding(0, 0, 6, 1)],
  ['width in mm', { unit: 'mm', widerThan: 0.3 }, finding(0, 0, 4, 9), finding(0, 0, 3, 9)],
  ['area in mm2', { unit: 'mm', largerThan: 0.2 }, finding(0, 0, 11, 1), finding(0, 0, 10, 1)],
])('a rule by %s concerns what is beyond it', (_, limits, concerned, spared) => {
  expect(broken([concerned], limits)).toBe(true);
  expect(broken([spared], limits)).toBe(false);
});

test('everything that a rule names has to hold', () => {
  const limits = { classes: [1], longerThan: 5, widerThan: 2 };
  expect(broken([finding(0, 0, 9, 1), finding(0, 3, 3, 3)], limits)).toBe(false);
  expect(broken([finding(0, 0, 9, 3)], limits)).toBe(true);
});

test('as many as the rule allows are fine, one more is not', () => {
  const three = [finding(0, 0, 1, 1), finding(5, 0, 1, 1), finding(0, 5, 1, 1)];
  expect(broken(three, { maxCount: 3 })).toBe(false);
  expect(ruleViolations(three, [rule({ maxCount: 2 })], image)).toEqual([
    { rule: rule({ maxCount: 2 }), limit: 'count', findings: three },
  ]);
});

test.each([
  ['across, px', finding(0, 0, 3, 3), finding(7, 0, 3, 3), 'px', 5],
  ['down, mm: 5 px are 1 mm', finding(0, 0, 3, 3), finding(0, 7, 3, 3), 'mm', 1],
  ['across, mm: 5 px are half a mm', finding(0, 0, 3, 3), finding(7, 0, 3, 3), 'mm', 0.5],
  ['aslant: 3 and 4 px', finding(0, 0, 3, 3), finding(5, 6, 3, 3), 'px', 5],
] as const)('distance is from pixel centre to pixel centre: %s', (_, a, b, unit, distance) => {
  const nearer = { unit, maxCount: undefined, minDistance: distance };
  expect(broken([b, a], nearer)).toBe(false);
  expect(broken([b, a], { ...nearer, minDistance: distance * 1.001 })).toBe(true);
});

test('the two that are too near are told, of those that the rule concerns', () => {
  const [left, small, right] = [finding(0, 0, 3, 3), finding(4, 1, 1, 1), finding(6, 0, 3, 3)];
  const limits = { largerThan: 1, maxCount: undefined, minDistance: 10 };
  expect(ruleViolations([right, small, left], [rule(limits)], image)).toMatchObject([
    { limit: 'distance', findings: [left, right] },
  ]);
});

test('100,000 specks are too many, and two of them too near', () => {
  const specks = Array.from({ length: 100_000 }, (_, i) =>
    finding((2 * i) % WIDTH, Math.floor(i / 50), 1, 1),
  );
  const limits = ruleViolations(specks, [rule({ minDistance: 1.5 })], image).map(({ limit }) => limit);
  expect(limits).toEqual(['count', 'distance']);
});

test('a rule in mm needs sizes in mm that are numbers', () => {
  const [first, second] = [finding(0, 0, 2, 2), finding(9, 9, 2, 2)];
  const { pixels, classId, zones, severity, widthPx } = first;
  const unscaled = { ...componentShape(pixels, WIDTH), classId, zones, severity, widthPx, pixels };
  const longer = rule({ unit: 'mm', longerThan: 1 });
  expect(() => ruleViolations([unscaled], [longer], { width: WIDTH })).toThrow(
    'the rule "rule" is in mm, but a finding has no size in mm',
  );
  expect(() => ruleViolations([{ ...first, lengthMm: Infinity }], [longer], image)).toThrow(
    'measures Infinity mm',
  );
  const apart = rule({ unit: 'mm', maxCount: undefined, minDistance: 1 });
  expect(() => ruleViolations([first, second], [apart], { width: WIDTH })).toThrow(
    'the image has no size in mm',
  );
  expect(() =>
    ruleViolations([first, second], [apart], { width: WIDTH, scale: { pxPerMmX: 0, pxPerMmY: 1 } }),
  ).toThrow('a pixel cannot measure');
});

test('a rule that limits nothing is refused', () => {
  const { success } = acceptanceRuleSchema.safeParse({ name: 'rule', unit: 'px', longerThan: 3 });
  expect(success).toBe(false);
});

test('more findings never mend a broken rule, and their order does not matter', () => {
  const anywhere = fc.integer({ min: 0, max: 90 });
  const findings = fc.array(
    fc.tuple(anywhere, anywhere).map(([x, y]) => finding(x, y, 2, 2)),
    { minLength: 1, maxLength: 8 },
  );
  const rules = [rule({ maxCount: 3, minDistance: 20 })];
  const limitsOf = (some: Finding[]): string[] =>
    ruleViolations(some, rules, image).map(({ limit }) => limit);
  fc.assert(
    fc.property(findings, (all) => {
      expect(limitsOf(all)).toEqual(expect.arrayContaining(limitsOf(all.slice(1))));
      expect(limitsOf(all.toReversed())).toEqual(limitsOf(all));
    }),
  );
});
