import type { Parameter } from '../model/parameters.ts';
import { kindNamed } from '../procedural/kind-named.ts';
import type { Pretrained } from '../weights/pretrained.ts';
import type { StoredTensor } from '../weights/safetensors.ts';

const HEAD = 'decoder.head.';
const STEM = 'encoder.stem.conv.weight';

/** What a project's model starts from. */
export interface StartWeights {
  /** By parameter; those without one start from random numbers. */
  readonly values: Readonly<Record<string, Float32Array>>;
  /** What a person should know of it. */
  readonly note: string;
}

/**
 * Pre-trained weights for a project's model: the head's channels follow the kinds of defect that the class names
 * tell of, and a class that tells of none gets the mean of all kinds.
 * @param classes names by id, background first
 */
export function startWeights(
  parameters: readonly Parameter[],
  pretrained: Pretrained,
  classes: readonly string[],
): StartWeights {
  const sources = classes.map((name, id) => sourceOf(name, id, pretrained.classes));
  const values: Record<string, Float32Array> = {};
  for (const { name, variable } of parameters) {
    const stored = name in pretrained.tensors ? pretrained.tensors[name] : undefined;
    if (stored === undefined) continue;
    const adapted = name.startsWith(HEAD)
      ? stackRows(stored, sources)
      : name === STEM
        ? spreadOverChannels(stored, variable.shape)
        : stored;
    if (adapted.shape.join() === variable.shape.join()) values[name] = adapted.values;
  }
  return { values, note: noteOf(classes, sources, pretrained.classes, Object.keys(values), parameters) };
}

/** The channels whose mean a class starts from. */
type Source = readonly number[];

function sourceOf(name: string, id: number, known: readonly string[]): Source {
  if (id === 0) return [0];
  const kind = kindNamed(name);
  const channel = kind === null ? -1 : known.indexOf(kind);
  return channel < 0 ? known.map((_, index) => index).slice(1) : [channel];
}

/** The mean of the rows that each source names: [classes, ...]. */
function stackRows({ shape, values }: StoredTensor, sources: readonly Source[]): StoredTensor {
  const size = values.length / shape[0];
  const stacked = new Float32Array(sources.length * size);
  for (const [row, source] of sources.entries()) {
    for (const from of source) {
      for (let i = 0; i < size; i++) stacked[row * size + i] += values[from * size + i] / source.length;
    }
  }
  return { shape: [sources.length, ...shape.slice(1)], values: stacked };
}

/**
 * A gray stem [O, P, kh, kw] for pictures of several channels [O, P C, kh, kw]: every channel gets an equal share.
 * The patches' P places come before their channels, as SpaceToDepth orders them.
 */
function spreadOverChannels({ shape, values }: StoredTensor, wanted: readonly number[]): StoredTensor {
  const channels = wanted[1] / shape[1];
  if (!Number.isInteger(channels)) return { shape, values };
  const taps = shape[2] * shape[3];
  const spread = new Float32Array(values.length * channels);
  for (let at = 0; at < spread.length; at++) {
    const place = Math.floor(at / (taps * channels));
    spread[at] = values[place * taps + (at % taps)] / channels;
  }
  return { shape: [shape[0], shape[1] * channels, shape[2], shape[3]], values: spread };
}

function noteOf(
  classes: readonly string[],
  sources: readonly Source[],
  known: readonly string[],
  given: readonly string[],
  parameters: readonly Parameter[],
): string {
  const told = classes.slice(1).map((name, index) => {
    const source = sources[index + 1];
    return `${name} from ${source.length === 1 ? known[source[0]] : 'all kinds'}`;
  });
  const missing = parameters.length - given.length;
  const rest =
    missing === 0 ? '' : `; ${missing} of ${parameters.length} parameters do not fit and start from random`;
  return `Starts from the weights that come with Blemish (${told.join(', ')})${rest}`;
}
