import { expect, test } from 'vitest';
import { drawn } from '../../mask/label-map.testing.ts';
import { type ScorePartial, addPartials, emptyPartial, measureImage } from '../score-partial.ts';
import type { ScoreSettings } from '../score-settings.ts';
import { missedDefectGuarantees } from './missed-defect-guarantees.ts';

const settings: ScoreSettings = {
  classNames: ['background', 'crack'],
  tolerancePx: 1,
  operatingPoints: new Map([[1, { t0: 0.1, t: 0.5, minAreaPx: 1 }]]),
};

test('nine parts of one defect, scores 0.1 to 0.9: one miss is allowed at alpha 0.2', () => {
  const calibration = setOf([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
  const scored = setOf([0.15, 0.25]);
  const { classes, overall } = missedDefectGuarantees(calibration, scored, 0.2, settings, () => 0);
  expect(classes['crack']).toMatchObject({
    status: 'controlled',
    n: 9,
    unit: 'part',
    threshold: expect.closeTo(0.2, 6) as number,
    calibrationRisk: 1 / 9,
    upperBoundMethod: 'binomial',
    observed: { missed: { value: 1 / 2, n: 2, unit: 'part' }, falseCallsPerImage: 0 },
  });
  expect(overall).toEqual(classes['crack']);
});

test('an alpha that so few parts cannot promise is refused, and nothing is observed', () => {
  const { overall } = missedDefectGuarantees(setOf([0.5]), setOf([0.5]), 0.4, settings, () => 0);
  expect(overall).toMatchObject({ status: 'refused', reason: 'too few units', n: 1, observed: null });
});

/** Pictures of one pixel, each a part of its own with a defect of this probability. */
function setOf(scores: readonly number[]): ScorePartial {
  return scores
    .map((score, i) =>
      measureImage(
        {
          image: `image ${i}`,
          part: `part ${i}`,
          lot: null,
          truth: drawn('1'),
          probabilities: {
            numClasses: 2,
            width: 1,
            height: 1,
            data: Float32Array.of(1 - score, score + 1e-7),
          },
          zones: null,
        },
        settings,
      ),
    )
    .reduce(addPartials, emptyPartial(settings));
}
