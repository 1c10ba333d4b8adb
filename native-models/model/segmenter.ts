import { BlemishError } from '../../app/domain/errors.ts';
import { ENCODER_STRIDE } from '../../app/settings/encoder-stride.ts';
import { softmax } from '../graph/ops/activation.ts';
import { input, type Tensor } from '../graph/tensor.ts';
import { decode, type Features } from './decoder.ts';
import { noDropout, type Dropout } from './dropout.ts';
import { COMPACT_GROUPS, compactDepth, encodeCompact } from './encoder/compact.ts';
import { Parameters } from './parameters.ts';

/** What must be known to build a model; stored in its folder. */
export interface Architecture {
  readonly encoder: string;
  readonly inputChannels: number;
  readonly decoderChannels: readonly number[];
  /** Classes, background included. */
  readonly classes: number;
}

interface Encoder {
  /** Height and width of a picture must be multiples of this, px. */
  readonly stride: number;
  encode(parameters: Parameters, picture: Tensor): Features;
  /** Most groups of the decoder's normalizations. */
  readonly groups: number;
  /** How far below the decoder a parameter stands, by its name: 1 for the last stage, more below. */
  depthOf(parameterName: string): number;
}

const ENCODERS: Readonly<Record<string, Encoder>> = {
  compact: {
    stride: ENCODER_STRIDE.compact,
    encode: encodeCompact,
    groups: COMPACT_GROUPS,
    depthOf: compactDepth,
  },
};

/** An encoder and the decoder, joined: pictures [N, C, H, W] to logits [N, classes, H, W]. */
export class Segmenter {
  readonly architecture: Architecture;
  readonly parameters = new Parameters();
  private readonly encoder: Encoder;

  constructor(architecture: Architecture) {
    this.architecture = architecture;
    this.encoder = encoderNamed(architecture.encoder);
    // Building it once declares every parameter, in a fixed order, before anyone asks for them.
    const { inputChannels } = architecture;
    this.logits(input('example', [1, inputChannels, this.stride, this.stride]), noDropout);
  }

  get inputChannels(): number {
    return this.architecture.inputChannels;
  }

  /** Height and width of a picture must be multiples of this, px. */
  get stride(): number {
    return this.encoder.stride;
  }

  /** How far below the decoder a parameter stands: 0 for the decoder's own. */
  depthOf(parameterName: string): number {
    return parameterName.startsWith('encoder.') ? this.encoder.depthOf(parameterName) : 0;
  }

  /** What the encoder sees in pictures [N, C, H, W]. */
  features(picture: Tensor): Features {
    return this.encoder.encode(this.parameters, picture);
  }

  logits(picture: Tensor, dropout: Dropout): Tensor {
    const [, , height, width] = picture.shape;
    return decode(this.parameters, this.features(picture), {
      channels: this.architecture.decoderChannels,
      classes: this.architecture.classes,
      groups: this.encoder.groups,
      outputSize: [height, width],
      dropout,
    });
  }

  /** Class probabilities [N, classes, H, W]. */
  probabilities(picture: Tensor): Tensor {
    return softmax(this.logits(picture, noDropout), 1);
  }
}

function encoderNamed(name: string): Encoder {
  if (!Object.hasOwn(ENCODERS, name)) {
    throw new BlemishError('usage', {
      subject: `model.encoder: ${name}`,
      problem: 'this version has no such encoder',
      remedy: `Use one of: ${Object.keys(ENCODERS).join(', ')}`,
    });
  }
  return ENCODERS[name];
}
