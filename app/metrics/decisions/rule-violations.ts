import { BlemishError } from '../../domain/errors.ts';
import type { Scale } from '../../mask/component-shape.ts';
import { IN_PX, inMm } from '../pixel-size.ts';
import type { AcceptanceRule, Finding } from './acceptance-rule.ts';
import { nearPair } from './near-pair.ts';

/** The image that findings were made in. */
export interface InspectedImage {
  /** px */
  readonly width: number;
  /** Rules in mm need it. */
  readonly scale?: Scale;
}

export interface RuleViolation {
  readonly rule: AcceptanceRule;
  readonly limit: 'count' | 'distance';
  /** Those that are too many, or the two that are too near each other. */
  readonly findings: readonly Finding[];
}

/**
 * Every limit that the findings of one image break, rule by rule. Labelled and predicted findings go the same way.
 * Throws when a rule is in mm and the image or a finding has no size in mm, or a size is no number.
 */
export function ruleViolations(
  findings: readonly Finding[],
  rules: readonly AcceptanceRule[],
  image: InspectedImage,
): RuleViolation[] {
  return rules.flatMap((rule) => {
    const concerned = findings.filter((finding) => concerns(rule, finding));
    const violations: RuleViolation[] = [];
    if (rule.maxCount !== undefined && concerned.length > rule.maxCount) {
      violations.push({ rule, limit: 'count', findings: concerned });
    }
    if (rule.minDistance !== undefined && concerned.length > 1) {
      const pixel = rule.unit === 'px' ? IN_PX : inMm(image.scale ?? missing('the image', rule));
      const pair = nearPair(concerned, image.width, pixel, rule.minDistance);
      if (pair !== null) violations.push({ rule, limit: 'distance', findings: pair });
    }
    return violations;
  });
}

function concerns(rule: AcceptanceRule, finding: Finding): boolean {
  return (
    (rule.classes?.includes(finding.classId) ?? true) &&
    (rule.zones?.some((zone) => finding.zones.includes(zone)) ?? true) &&
    finding.severity >= (rule.severityFrom ?? -Infinity) &&
    exceeds(rule, rule.longerThan, finding.lengthPx, finding.lengthMm) &&
    exceeds(rule, rule.widerThan, finding.widthPx, finding.widthMm) &&
    exceeds(rule, rule.largerThan, finding.areaPx, finding.areaMm2)
  );
}

function exceeds(
  rule: AcceptanceRule,
  limit: number | undefined,
  sizePx: number,
  sizeMm: number | undefined,
): boolean {
  if (limit === undefined) return true;
  const size = rule.unit === 'px' ? sizePx : (sizeMm ?? missing('a finding', rule));
  if (Number.isFinite(size)) return size > limit;
  throw new BlemishError('input', {
    problem: `a finding measures ${size} ${rule.unit}`,
    remedy: 'Give the image a scale whose px per mm are above 0 along both axes',
  });
}

function missing(what: string, { name }: AcceptanceRule): never {
  throw new BlemishError('input', {
    problem: `the rule "${name}" is in mm, but ${what} has no size in mm`,
    remedy: "Give the image's px per mm, or state the rule in px",
  });
}
