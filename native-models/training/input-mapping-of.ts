import type { TrainingSettings } from '../../app/settings/training-settings.ts';
import type { DatasetItem } from '../data/dataset.ts';
import { createInputMapping, type InputMapping } from '../data/input-mapping.ts';
import { decodeImage } from '../data/decode-image.ts';
import { percentileRange } from '../data/percentile-range.ts';

/** Channels and bits of the train pictures, or as set; percentiles over the train subset where they are asked for. */
export async function inputMappingOf(
  items: readonly DatasetItem[],
  { data, model }: TrainingSettings,
): Promise<InputMapping> {
  const channels = model.input_channels === 'data' ? mostChannels(items) : model.input_channels;
  const bits =
    data.significant_bits === 'data'
      ? Math.max(...items.map((item) => item.significantBits))
      : data.significant_bits;
  if (data.input_range === 'full') return createInputMapping(channels, bits);
  const { low_percentile, high_percentile } = data.input_range;
  const range = await percentileRange(decoded(items), low_percentile / 100, high_percentile / 100);
  return createInputMapping(channels, bits, range);
}

async function* decoded(
  items: readonly DatasetItem[],
): AsyncGenerator<Awaited<ReturnType<typeof decodeImage>>> {
  for (const { imagePath } of items) yield await decodeImage(imagePath);
}

function mostChannels(items: readonly DatasetItem[]): number {
  return items.reduce((most, { channels }) => Math.max(most, channels), 1);
}
