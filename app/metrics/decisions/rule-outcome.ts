import type { Outcome } from '../outcomes.ts';
import type { AcceptanceRule, Finding } from './acceptance-rule.ts';
import { type InspectedImage, ruleViolations } from './rule-violations.ts';

/**
 * The outcome of one image under acceptance rules: defective and rejected are what the rules say of truth and of
 * prediction; touched, that a predicted finding which breaks a rule shares a pixel with a true one. `either`
 * puts the views of a part together.
 */
export function ruleOutcome(
  truth: readonly Finding[],
  prediction: readonly Finding[],
  rules: readonly AcceptanceRule[],
  image: InspectedImage,
): Outcome {
  const rejecting = ruleViolations(prediction, rules, image).flatMap(({ findings }) => findings);
  return {
    defective: ruleViolations(truth, rules, image).length > 0,
    rejected: rejecting.length > 0,
    touched: sharePixel(truth, rejecting),
  };
}

function sharePixel(a: readonly Finding[], b: readonly Finding[]): boolean {
  const pixels = new Set(a.flatMap((finding) => [...finding.pixels]));
  return b.some((finding) => finding.pixels.some((pixel) => pixels.has(pixel)));
}
