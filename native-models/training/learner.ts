import type { TrainingSettings } from '../../app/settings/training-settings.ts';
import type { Batch } from '../data/batch.ts';
import type { Engine, Executable, State, Values } from '../engines/engine.ts';
import { mixedPrecision } from '../graph/passes/mixed-precision.ts';
import { nameOf, type Program } from '../graph/program.ts';
import { input, sizeOf, type TensorValues, type Variable } from '../graph/tensor.ts';
import type { SpatialDropout } from '../model/dropout.ts';
import type { Segmenter } from '../model/segmenter.ts';
import { random } from '../random.ts';
import { storedValues } from '../weights/model-folder.ts';
import type { SafetensorsFile, StoredTensor } from '../weights/safetensors.ts';
import { adamwInputs } from './adamw.ts';
import { trainingStep } from './step.ts';

export interface LearnerOptions {
  readonly settings: TrainingSettings;
  readonly classWeights: readonly number[];
  /** Values to start from, by parameter; those without one start from random numbers. */
  readonly start?: Values;
}

/** Where in a run a step stands. */
export interface StepPosition {
  /** Batches before this one, over the whole run. */
  readonly step: number;
  /** Updates of the parameters before this one. */
  readonly updates: number;
  readonly learningRate: number;
  /** What the loss is multiplied with; 1 but under mixed precision. */
  readonly lossScale: number;
}

/** What a step tells. */
export interface StepResult {
  readonly loss: number;
  /** Joint norm of the gradients before clipping; null while gradients are only summed up. */
  readonly gradientNorm: number | null;
  /** False where a gradient was not a number: then nothing was updated. */
  readonly finite: boolean;
}

/** Names the random numbers of the first weights and of dropout. */
const INITIAL = -2;
const DROPOUT = -3;
/** As PyTorch's GradScaler begins (brief 5.3). */
const FLOAT16_LOSS_SCALE = 2 ** 16;

/** A segmenter, its optimizer and their state on an engine: takes batches, becomes better. */
export class Learner {
  readonly segmenter: Segmenter;
  readonly state: State;
  /** What the loss is multiplied with at first, so that small gradients survive float16; 1 in float32. */
  readonly initialLossScale: number;
  private readonly options: LearnerOptions;
  private readonly variables: readonly Variable[];
  private readonly update: Executable;
  private readonly accumulate: Executable | null;
  private readonly dropout: SpatialDropout;

  private constructor(parts: {
    segmenter: Segmenter;
    state: State;
    options: LearnerOptions;
    variables: readonly Variable[];
    update: Executable;
    accumulate: Executable | null;
    dropout: SpatialDropout;
    initialLossScale: number;
  }) {
    this.segmenter = parts.segmenter;
    this.state = parts.state;
    this.options = parts.options;
    this.variables = parts.variables;
    this.update = parts.update;
    this.accumulate = parts.accumulate;
    this.dropout = parts.dropout;
    this.initialLossScale = parts.initialLossScale;
  }

  static async create(engine: Engine, segmenter: Segmenter, options: LearnerOptions): Promise<Learner> {
    const { training, loss, data, model } = options.settings;
    const { inputChannels } = segmenter.architecture;
    const step = trainingStep(
      {
        parameters: segmenter.parameters,
        logits: (dropout) =>
          segmenter.logits(
            input('pictures', [training.batch_size, inputChannels, data.image_size, data.image_size]),
            dropout,
          ),
      },
      {
        loss: {
          diceWeight: loss.dice_weight,
          foregroundWeight: loss.foreground_weight,
          focalWeight: loss.focal_weight,
          focalAlpha: loss.focal_alpha,
          focalGamma: loss.focal_gamma,
          classWeights: options.classWeights,
          diceSmooth: loss.dice_smooth,
          diceClasses: loss.dice_classes,
        },
        gradientClip: training.gradient_clip,
        accumulationSteps: training.accumulation_steps,
        checkpointing: training.gradient_checkpointing,
        learningShare: (name) => {
          const depth = segmenter.depthOf(name);
          return model.encoder_frozen && depth > 0 ? 0 : training.layer_decay ** depth;
        },
      },
    );
    const parameters = segmenter.parameters.all();
    const variables = [...parameters.map((parameter) => parameter.variable), ...step.optimizerVariables];
    const initial: Record<string, TensorValues> = {};
    for (const [index, { name, variable, initialize }] of parameters.entries()) {
      initial[name] =
        options.start?.[name] ?? initialize(variable.shape, random(training.seed, INITIAL, index));
    }
    for (const variable of step.optimizerVariables)
      initial[nameOf(variable)] = new Float32Array(sizeOf(variable.shape));
    const state = engine.createState(variables, initial);
    const halves = training.amp && engine.abilities.computeTypes.includes('float16');
    const prepared = (program: Program): Program => (halves ? mixedPrecision(program, 'float16') : program);
    return new Learner({
      segmenter,
      state,
      options,
      variables,
      update: await engine.compile(prepared(step.update), state),
      accumulate: step.accumulate === null ? null : await engine.compile(prepared(step.accumulate), state),
      dropout: step.dropout,
      initialLossScale: halves ? FLOAT16_LOSS_SCALE : 1,
    });
  }

  /**
   * One batch; the step's number names the dropout's random numbers.
   */
  async learn(batch: Batch, at: StepPosition): Promise<StepResult> {
    const { training } = this.options.settings;
    const { step, updates, learningRate, lossScale } = at;
    const inputs: Values = {
      pictures: batch.pictures,
      labels: batch.labels,
      'loss-scale': Float32Array.of(lossScale),
      ...this.dropout.drawMasks(random(training.seed, DROPOUT, step)),
    };
    if (this.accumulate !== null && (step + 1) % training.accumulation_steps !== 0) {
      const { loss } = await this.accumulate.run(inputs);
      return { loss: loss[0], gradientNorm: null, finite: Number.isFinite(loss[0]) };
    }
    const { loss, norm, finite } = await this.update.run({
      ...inputs,
      ...adamwInputs(updates + 1, learningRate, training.weight_decay),
    });
    return { loss: loss[0], gradientNorm: norm[0], finite: finite[0] === 1 };
  }

  /** All variables: parameters, moments, gradient sums. */
  async snapshot(): Promise<SafetensorsFile['tensors']> {
    return this.read(this.variables);
  }

  /** The parameters alone: what inference needs. */
  async weights(): Promise<SafetensorsFile['tensors']> {
    return this.read(this.segmenter.parameters.all().map(({ variable }) => variable));
  }

  /** @throws {BlemishError} 'input', naming `source`, where a variable is missing or has another shape. */
  async restore(stored: SafetensorsFile, source: string): Promise<void> {
    const values = storedValues(this.variables, stored, source);
    for (const variable of this.variables) await this.state.write(nameOf(variable), values[nameOf(variable)]);
  }

  async release(): Promise<void> {
    await this.update.release();
    await this.accumulate?.release();
  }

  private async read(variables: readonly Variable[]): Promise<Record<string, StoredTensor>> {
    const tensors: Record<string, StoredTensor> = {};
    for (const variable of variables) {
      const values = await this.state.read(nameOf(variable));
      tensors[nameOf(variable)] = { shape: variable.shape, values: Float32Array.from(values) };
    }
    return tensors;
  }
}
