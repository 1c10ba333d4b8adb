import { expect, test } from 'vitest';
import { componentShape } from '../../mask/component-shape.ts';
import { either } from '../outcomes.ts';
import { type Finding, acceptanceRuleSchema } from './acceptance-rule.ts';
import { ruleOutcome } from './rule-outcome.ts';

const image = { width: 20 };
const rules = [acceptanceRuleSchema.parse({ name: 'long', unit: 'px', longerThan: 3, maxCount: 0 })];

/** A row of pixels. */
function line(x: number, length: number): Finding {
  const pixels = Int32Array.from({ length }, (_, i) => x + i);
  const shape = componentShape(pixels, image.width);
  return { ...shape, classId: 1, zones: [], severity: 0, widthPx: 1, pixels };
}

test.each([
  ['a long defect that is predicted long is found', [line(0, 5)], [line(2, 5)], true, true, true],
  ['a long defect that is predicted short escapes', [line(0, 5)], [line(0, 3)], true, false, false],
  ['a short defect that is predicted long is overkill', [line(0, 3)], [line(0, 5)], false, true, true],
  ['a short defect is allowed', [line(0, 3)], [line(0, 3)], false, false, false],
  [
    'a long defect rejected elsewhere is unlocated',
    [line(0, 5)],
    [line(0, 2), line(9, 5)],
    true,
    true,
    false,
  ],
  ['nothing at all is good', [], [], false, false, false],
])('%s', (_, truth, prediction, defective, rejected, touched) => {
  expect(ruleOutcome(truth, prediction, rules, image)).toEqual({ defective, rejected, touched });
});

test('a part is NG when a rule says so of any of its views', () => {
  const good = ruleOutcome([], [], rules, image);
  const found = ruleOutcome([line(0, 5)], [line(0, 5)], rules, image);
  expect([good, found].reduce(either)).toEqual({ defective: true, rejected: true, touched: true });
  expect([good, good].reduce(either)).toEqual({ defective: false, rejected: false, touched: false });
});
