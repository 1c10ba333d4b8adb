import type { Engine } from '../engines/engine.ts';
import { createForward } from '../inference/forward.ts';
import { createPredictor, type Predictor } from '../inference/predictor.ts';
import { Segmenter } from '../model/segmenter.ts';
import { readModelCard, readWeights, storedValues, type ModelCard } from './model-folder.ts';

export interface LoadedModel {
  readonly card: ModelCard;
  readonly predict: Predictor;
}

/** The best weights of a model folder, ready to predict. */
export async function loadModel(folder: string, engine: Engine): Promise<LoadedModel> {
  const card = await readModelCard(folder);
  const segmenter = new Segmenter(card.architecture);
  const variables = segmenter.parameters.all().map(({ variable }) => variable);
  const values = storedValues(variables, await readWeights(folder, 'best'), folder);
  const forward = createForward(engine, segmenter, engine.createState(variables, values));
  return { card, predict: createPredictor({ ...card, classes: card.classes.length, forward }) };
}
