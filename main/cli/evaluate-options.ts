import { type Command, InvalidArgumentError, Option } from 'commander';
import { BlemishError } from '../../app/domain/errors.ts';
import type { Scale } from '../../app/mask/component-shape.ts';
import type { Line } from '../../app/metrics/decisions/line-figures.ts';
import type { ReviewBand } from '../../app/metrics/decisions/review-band.ts';
import type { MatchRule } from '../../app/metrics/instances/match-instances.ts';
import type { RateMethod } from '../../app/metrics/intervals/rate-estimate.ts';
import { DEFAULT_TOLERANCE_PX, type SizeMeasure } from '../../app/metrics/score-settings.ts';
import type { EvaluateRequest } from '../services/evaluate.ts';
import { ascendingNumbers, notNegativeNumber, scale, share, wholeNumber } from './options.ts';

/** How an evaluation scores. */
export interface ScoringFlags {
  readonly tolerance: number;
  readonly pxPerMm?: Scale;
  readonly ignoreBand?: number;
  readonly match?: MatchRule;
  readonly bridge?: ReadonlyMap<string, number> | number;
  readonly size?: SizeMeasure;
  readonly sizeEdges?: readonly number[];
  readonly rateInterval?: RateMethod;
  readonly rules?: string;
  readonly reviewBand?: ReviewBand;
  readonly ngRate?: number;
  readonly costEscape?: number;
  readonly costOverkill?: number;
  readonly costReview?: number;
  readonly alpha?: number;
  readonly against?: string;
  readonly repeatMasks?: readonly string[];
}

/** Those that only an evaluation of folders has; the tolerance is common to all. */
export const SCORING_FLAGS: readonly (keyof ScoringFlags)[] = [
  'pxPerMm',
  'ignoreBand',
  'match',
  'bridge',
  'size',
  'sizeEdges',
  'rateInterval',
  'rules',
  'reviewBand',
  'ngRate',
  'costEscape',
  'costOverkill',
  'costReview',
  'alpha',
  'against',
  'repeatMasks',
];

export function addScoringOptions(command: Command): Command {
  return command
    .option(
      '--tolerance <px>',
      'tolerance of the boundary-tolerant IoU',
      notNegativeNumber,
      DEFAULT_TOLERANCE_PX,
    )
    .option('--px-per-mm <n[,n]>', 'scale of the pictures along x and y, for lengths and areas in mm', scale)
    .option(
      '--ignore-band <px>',
      "pixels this near a true contour are in no pixel score (default: the model's)",
      wholeNumber,
    )
    .option('--match <criterion=least>', 'match instances by iou or overlap (default: iou=0.1)', matchRule)
    .option('--bridge <distance>', 'pieces nearer than this are one instance, or CLASS=distance,...', bridge)
    .addOption(
      new Option('--size <measure>', 'what size bins and POD go by (default: length)').choices([
        'length',
        'width',
        'area',
      ]),
    )
    .option('--size-edges <n,n,...>', 'between size bins, in px or mm (areas in px or mm2)', ascendingNumbers)
    .addOption(
      new Option('--rate-interval <method>', 'of rates of parts (default: clopper-pearson)').choices([
        'clopper-pearson',
        'wilson',
      ]),
    )
    .option('--rules <file.yaml>', 'acceptance rules: what makes a part NG')
    .option(
      '--review-band <from,to>',
      'scores between which a person looks: OK below, NG from the second on',
      reviewBand,
    )
    .option(
      '--ng-rate <share>',
      'true share of defective parts on the line, for ppm, review share and costs',
      share,
    )
    .option('--cost-escape <n>', 'of a defective part delivered', notNegativeNumber)
    .option('--cost-overkill <n>', 'of a good part thrown away', notNegativeNumber)
    .option('--cost-review <n>', 'of a person looking at a part', notNegativeNumber)
    .option(
      '--alpha <share>',
      'thresholds that miss at most this share of defects on average, from the calibration rows',
      share,
    )
    .option('--against <dir>', 'a second model to compare with: paired bootstrap by part')
    .option('--repeat-masks <dirs...>', 'further label maps of the same pictures: how well people agree');
}

/** What of a request the flags say. Throws where they do not go together. */
export function scoringRequest(
  flags: ScoringFlags,
): Pick<EvaluateRequest, 'settings' | 'bridges' | 'rulesFile' | 'alpha' | 'againstDir'> {
  const line = lineOf(flags);
  return {
    settings: {
      tolerancePx: flags.tolerance,
      ...(flags.pxPerMm === undefined ? {} : { scale: flags.pxPerMm }),
      ...(flags.ignoreBand === undefined ? {} : { ignoreBandPx: flags.ignoreBand }),
      ...(flags.match === undefined ? {} : { match: flags.match }),
      ...(flags.size === undefined ? {} : { size: flags.size }),
      ...(flags.sizeEdges === undefined ? {} : { sizeEdges: flags.sizeEdges }),
      ...(flags.rateInterval === undefined ? {} : { rateMethod: flags.rateInterval }),
      ...(flags.reviewBand === undefined ? {} : { reviewBand: flags.reviewBand }),
      ...(line === null ? {} : { line }),
    },
    bridges: flags.bridge ?? null,
    rulesFile: flags.rules ?? null,
    alpha: flags.alpha ?? null,
    againstDir: flags.against ?? null,
  };
}

/** Costs that are not given are 0 beside those that are. */
function lineOf({ ngRate, costEscape, costOverkill, costReview }: ScoringFlags): Line | null {
  const hasCosts = [costEscape, costOverkill, costReview].some((cost) => cost !== undefined);
  if (ngRate === undefined) {
    if (!hasCosts) return null;
    throw new BlemishError('usage', {
      problem:
        "costs per part need the line's true NG rate: a test set holds more defects than the line makes",
      remedy: 'Give --ng-rate',
    });
  }
  const costs = { escape: costEscape ?? 0, overkill: costOverkill ?? 0, review: costReview ?? 0 };
  return { ngRate, costs: hasCosts ? costs : null };
}

/** "iou=0.1" */
function matchRule(text: string): MatchRule {
  const parts = text.split('=');
  const [criterion, least] = parts;
  if ((criterion !== 'iou' && criterion !== 'overlap') || parts.length !== 2) {
    throw new InvalidArgumentError('It must be iou or overlap, = and a number above 0, at most 1.');
  }
  const threshold = share(least);
  if (threshold === 0) throw new InvalidArgumentError('The least must be above 0.');
  return { criterion, threshold };
}

/** "3", or "Crack=3,Pore=1" */
function bridge(text: string): ReadonlyMap<string, number> | number {
  if (!text.includes('=')) return notNegativeNumber(text);
  return new Map(
    text.split(',').map((pair) => {
      const at = pair.lastIndexOf('=');
      if (at < 1)
        throw new InvalidArgumentError('It must be a distance, or CLASS=distance with commas between.');
      return [pair.slice(0, at), notNegativeNumber(pair.slice(at + 1))];
    }),
  );
}

/** "0.3,0.7" */
function reviewBand(text: string): ReviewBand {
  const bounds = text.split(',').map(share);
  if (bounds.length !== 2 || bounds[0] > bounds[1]) {
    throw new InvalidArgumentError('It must be two numbers from 0 to 1, the lower one first.');
  }
  return { reviewFrom: bounds[0], ngFrom: bounds[1] };
}
