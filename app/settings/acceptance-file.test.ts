import { expect, test } from 'vitest';
import { parseAcceptance } from './acceptance-file.ts';

const CLASSES = ['background', 'crack', 'pore'];

const WHOLE = `
severities: { crack: 3 }
zones: [edge, face]
rules:
  - name: no long crack on the face
    classes: [crack]
    zones: [face]
    severity_from: 2
    unit: mm
    longer_than: 1.5
    max_count: 0
  - name: pores apart
    classes: [pore]
    unit: px
    wider_than: 2
    larger_than: 9
    min_distance: 20
`;

test('a file of rules, by class ids', () => {
  expect(parseAcceptance(WHOLE, 'rules.yaml', CLASSES)).toEqual({
    severities: new Map([[1, 3]]),
    zoneNames: ['edge', 'face'],
    rules: [
      {
        name: 'no long crack on the face',
        classes: [1],
        zones: ['face'],
        severityFrom: 2,
        unit: 'mm',
        longerThan: 1.5,
        maxCount: 0,
      },
      { name: 'pores apart', classes: [2], unit: 'px', widerThan: 2, largerThan: 9, minDistance: 20 },
    ],
  });
});

test.each([
  ['nothing', '', 'rules.yaml: line 1: rules must be a list of rules, not empty.'],
  ['no rule', 'rules: []', 'line 1: rules must be a list of at least one rule'],
  ['no YAML', 'rules: [', 'line 1: this is not YAML'],
  [
    'a key that nobody knows',
    rule('max_cuont: 1'),
    'line 4: unknown key rules.0.max_cuont (did you mean max_count?)',
  ],
  [
    'a class that nobody knows',
    rule('max_count: 0', 'classes: [crak]'),
    'line 5: rules.0.classes.0 must be a class (crack, pore), not "crak"',
  ],
  [
    'a zone that is not listed',
    rule('max_count: 0', 'zones: [A]'),
    'line 5: rules.0.zones.0 must be a zone listed under zones (there is none), not "A"',
  ],
  [
    'a severity of no class',
    `severities: { dent: 1 }\n${rule('max_count: 0')}`,
    'line 1: severities.dent is no class (crack, pore)',
  ],
  [
    'no limit',
    rule('longer_than: 3'),
    'line 2: rules.0 must limit something: give max_count, min_distance or both',
  ],
  [
    'a length below 0',
    rule('max_count: 0', 'longer_than: -1'),
    'line 5: rules.0.longer_than must be a number of at least 0, not -1',
  ],
  [
    'a length that is no number',
    rule('max_count: 0', 'longer_than: .nan'),
    'line 5: rules.0.longer_than must be a number of at least 0, not NaN',
  ],
  [
    'half a defect',
    rule('max_count: 0.5'),
    'line 4: rules.0.max_count must be a whole number of at least 0, not 0.5',
  ],
  [
    'a unit that is none',
    rule('max_count: 0').replace('px', 'inch'),
    'line 3: rules.0.unit must be px or mm, not "inch"',
  ],
  [
    'a name given twice',
    `${rule('max_count: 0')}\n${rule('max_count: 1').slice(7)}`,
    'line 5: rules.1.name must be a name that no rule before has, not "small"',
  ],
])('refuses %s in one line with its place', (_, text, problem) => {
  expect(() => parseAcceptance(text, 'rules.yaml', CLASSES)).toThrow(problem);
});

function rule(...lines: string[]): string {
  return ['rules:', '  - name: small', '    unit: px', ...lines.map((line) => `    ${line}`)].join('\n');
}
