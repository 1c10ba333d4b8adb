import { BlemishError } from '../../app/domain/errors.ts';
import { type DecodedImage } from './decode-image.ts';

/**
 * Per channel the stored values below which the given shares (0..1) of all pixels lie, by a histogram of every value:
 * the `range` of an input mapping that leaves hot and dead pixels out. A flat channel gets a range of one value.
 *
 * @param images of one channel count, e.g. the train subset decoded one after the other
 * @throws {BlemishError} 'input' where the pictures differ in channels, or there are none
 */
export async function percentileRange(
  images: AsyncIterable<DecodedImage> | Iterable<DecodedImage>,
  lowShare = 0.001,
  highShare = 0.999,
): Promise<[low: number, high: number][]> {
  let histograms: Float64Array[] = [];
  for await (const image of images) {
    if (histograms.length === 0) histograms = emptyHistograms(image.channels);
    if (histograms.length !== image.channels) throw mixedChannels(histograms.length, image.channels);
    count(image, histograms);
  }
  if (histograms.length === 0) throw noPictures();
  return histograms.map((histogram) => {
    const low = percentile(histogram, lowShare);
    return [low, Math.max(percentile(histogram, highShare), low + 1)];
  });
}

const VALUES = 2 ** 16;

function emptyHistograms(channels: number): Float64Array[] {
  return Array.from({ length: channels }, () => new Float64Array(VALUES));
}

function count({ data, channels }: DecodedImage, histograms: Float64Array[]): void {
  for (let channel = 0; channel < channels; channel++) {
    const histogram = histograms[channel];
    for (let at = channel; at < data.length; at += channels) histogram[data[at]]++;
  }
}

/** The smallest value that at least `share` of all pixels do not exceed. */
function percentile(histogram: Float64Array, share: number): number {
  const goal = share * histogram.reduce((sum, pixels) => sum + pixels, 0);
  let seen = 0;
  for (let value = 0; value < VALUES; value++) {
    seen += histogram[value];
    if (seen > 0 && seen >= goal) return value;
  }
  return VALUES - 1;
}

function mixedChannels(first: number, other: number): BlemishError {
  return new BlemishError('input', {
    problem: `The pictures have different numbers of channels (${first} and ${other})`,
    remedy: 'Convert them to one kind.',
  });
}

function noPictures(): BlemishError {
  return new BlemishError('input', {
    problem: 'There are no pictures to find a range of values from',
    remedy: 'Give the train subset some pictures.',
  });
}
