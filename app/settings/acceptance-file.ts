import { z } from 'zod';
import type { AcceptanceRule } from '../metrics/decisions/acceptance-rule.ts';
import type { Acceptance } from '../metrics/decisions/findings.ts';
import { group, integer, nonNegative, oneOf, positive } from './fields.ts';
import { keyPathsOf } from './key-suggestion.ts';
import { parseYaml } from './parse-yaml.ts';

/**
 * Reads acceptance rules: what a part may not show.
 * @param fileName named in the error
 * @param classNames by class id, background first
 * @throws BlemishError (input) with the line, the key and the reason of everything that is wrong
 */
export function parseAcceptance(text: string, fileName: string, classNames: readonly string[]): Acceptance {
  const { severities, zones, rules } = parseYaml(text, {
    fileName,
    what: 'file of acceptance rules',
    example: 'the one in docs/metrics.md',
    schema: acceptanceFileSchema.superRefine((file, context) => {
      requireKnownNames(file, classNames.slice(1), context);
    }),
    keyPaths: keyPathsOf(acceptanceFileSchema),
    complete: (value) => value,
  });
  return {
    rules: rules.map((rule) => acceptanceRule(rule, classNames)),
    severities: new Map(
      Object.entries(severities).map(([name, severity]) => [classNames.indexOf(name), severity]),
    ),
    zoneNames: zones,
  };
}

const names = (what: string) => {
  const reason = `must be a list of ${what}`;
  return z.array(z.string(reason).min(1, reason), reason).min(1, reason);
};

const ruleSchema = group({
  name: z.string('must be a name').min(1, 'must be a name'),
  classes: names('classes').optional(),
  zones: names('zones').optional(),
  severity_from: nonNegative().optional(),
  unit: oneOf(['px', 'mm']),
  longer_than: nonNegative().optional(),
  wider_than: nonNegative().optional(),
  larger_than: nonNegative().optional(),
  max_count: integer(0).optional(),
  min_distance: positive().optional(),
});

const acceptanceFileSchema = group({
  /** How bad a class is. */
  severities: z.record(z.string(), nonNegative(), 'must be a group of classes and numbers').default({}),
  /** Names of the values 1, 2, ... of zone maps. */
  zones: names('zones').max(255, 'must be a list of at most 255 zones').default([]),
  rules: z.array(ruleSchema, 'must be a list of rules').min(1, 'must be a list of at least one rule'),
});

type Rule = z.infer<typeof ruleSchema>;
type AcceptanceFile = z.infer<typeof acceptanceFileSchema>;

function acceptanceRule(rule: Rule, classNames: readonly string[]): AcceptanceRule {
  const { name, classes, zones, unit } = rule;
  return {
    name,
    classes: classes?.map((className) => classNames.indexOf(className)),
    zones,
    severityFrom: rule.severity_from,
    unit,
    longerThan: rule.longer_than,
    widerThan: rule.wider_than,
    largerThan: rule.larger_than,
    maxCount: rule.max_count,
    minDistance: rule.min_distance,
  };
}

function requireKnownNames(
  { severities, zones, rules }: AcceptanceFile,
  classes: readonly string[],
  context: z.RefinementCtx<AcceptanceFile>,
): void {
  const refuse = (path: PropertyKey[], message: string): void => {
    context.addIssue({ code: 'custom', path, message });
  };
  const refuseAsAWhole = (path: PropertyKey[], message: string): void => {
    context.addIssue({ code: 'custom', path, message, params: { related: [] } });
  };
  const require = (
    known: readonly string[],
    given: readonly string[],
    path: PropertyKey[],
    what: string,
  ): void => {
    for (const [place, name] of given.entries()) {
      if (known.includes(name)) continue;
      refuse(
        [...path, place],
        `must be a ${what} (${known.length === 0 ? 'there is none' : known.join(', ')})`,
      );
    }
  };
  for (const name of Object.keys(severities)) {
    if (!classes.includes(name))
      refuse(['severities', name], `is no class (${classes.join(', ')}) and must go`);
  }
  for (const [index, rule] of rules.entries()) {
    require(classes, rule.classes ?? [], ['rules', index, 'classes'], 'class');
    require(zones, rule.zones ?? [], ['rules', index, 'zones'], 'zone listed under zones');
    if (rules.findIndex(({ name }) => name === rule.name) < index) {
      refuse(['rules', index, 'name'], 'must be a name that no rule before has');
    }
    if (rule.max_count === undefined && rule.min_distance === undefined) {
      refuseAsAWhole(['rules', index], 'must limit something: give max_count, min_distance or both');
    }
  }
}
