import { createInputMapping } from '../data/input-mapping.ts';
import type { Raster } from '../data/raster.ts';
import type { Engine } from '../engines/engine.ts';
import { sigmoid, sub } from '../graph/ops/arithmetic.ts';
import { concat } from '../graph/ops/shape.ts';
import type { Tensor } from '../graph/tensor.ts';
import { createForward } from '../inference/forward.ts';
import { createPredictor } from '../inference/predictor.ts';
import { Segmenter } from '../model/segmenter.ts';
import type { LoadedModel } from '../weights/load-model.ts';
import { storedValues } from '../weights/model-folder.ts';
import { PRETRAINED_FOLDER, readPretrained } from '../weights/pretrained.ts';
import { defectOdds, prominence } from './feature-programs.ts';
import { measureUsual, type Backbone } from './measure-usual.ts';

/** The class of what is proposed. */
const CANDIDATE = 'candidate';

const ENCODER = 'compact';
/** Side of a tile, px: that of the pictures the weights learned from. */
const TILE_SIZE = 256;
/** How much the features' distance counts beside the odds (docs/decisions/pretraining.md). */
const UNUSUALNESS = 0.5;
/** Prominence at which a candidate has even odds. */
const EVEN_ODDS = 6.5;

/** The weights that come with Blemish, ready to look at gray pictures. */
export async function pretrainedBackbone(engine: Engine, significantBits: number): Promise<Backbone> {
  const { tensors, decoderChannels, sha256, classes } = await readPretrained(ENCODER);
  const segmenter = new Segmenter({
    encoder: ENCODER,
    inputChannels: 1,
    decoderChannels,
    classes: classes.length,
  });
  const variables = segmenter.parameters.all().map(({ variable }) => variable);
  const values = storedValues(variables, { tensors, metadata: {} }, PRETRAINED_FOLDER);
  const state = engine.createState(variables, values);
  const mapping = createInputMapping(1, significantBits);
  return { engine, segmenter, state, mapping, tileSize: TILE_SIZE, id: `pretrained-${sha256.slice(0, 8)}` };
}

/**
 * A model of one class, "candidate", for a set of pictures without any label: what the set shows everywhere is taken
 * to be as it should.
 * @param pictures those of the set, gray, read once
 */
export async function createProposer(
  backbone: Backbone,
  pictures: AsyncIterable<Raster>,
): Promise<LoadedModel> {
  const usual = await measureUsual(pictures, backbone);
  return candidateModel(backbone, (tiles) =>
    sub(prominence(backbone.segmenter, tiles, usual, UNUSUALNESS), EVEN_ODDS),
  );
}

/** The same without a look at the set: the plain odds of any defect. */
export function createPlainProposer(backbone: Backbone): LoadedModel {
  return candidateModel(backbone, (tiles) => defectOdds(backbone.segmenter, tiles));
}

function candidateModel(
  { engine, segmenter, state, mapping, tileSize, id }: Backbone,
  odds: (tiles: Tensor) => Tensor,
): LoadedModel {
  const probabilities = (tiles: Tensor): Tensor => {
    const candidate = sigmoid(odds(tiles));
    return concat([sub(1, candidate), candidate], 1);
  };
  const { decoderChannels } = segmenter.architecture;
  const card = {
    format: 'blemish-model/1' as const,
    id,
    classes: ['background', CANDIDATE],
    architecture: { encoder: ENCODER, inputChannels: 1, decoderChannels: [...decoderChannels], classes: 2 },
    mapping,
    scaleMode: 'tiles' as const,
    imageSize: tileSize,
    tileOverlap: 0.25,
    operatingPoints: { [CANDIDATE]: { t0: 0.5, t: 0.5, minAreaPx: 4 } },
    ignoreBandPx: 0,
  };
  const forward = createForward(engine, { inputChannels: 1, probabilities }, state);
  return { card, predict: createPredictor({ ...card, classes: 2, forward }) };
}
