import { add, mul, reciprocal } from '../graph/ops/arithmetic.ts';
import { cast } from '../graph/ops/cast.ts';
import { isInf, isNaN, not } from '../graph/ops/comparison.ts';
import { gradients } from '../graph/gradients.ts';
import { topologicalOrder } from '../graph/order.ts';
import { checkpoint } from '../graph/passes/gradient-checkpointing.ts';
import type { Program } from '../graph/program.ts';
import { constant, input, sizeOf, variable, type Tensor, type Variable } from '../graph/tensor.ts';
import { SpatialDropout, type Dropout } from '../model/dropout.ts';
import type { Parameters } from '../model/parameters.ts';
import { adamw, momentsOf } from './adamw.ts';
import { clipByNorm } from './clip.ts';
import { joined } from './joined.ts';
import { combinedLoss, type LossOptions } from './loss.ts';

/** What is trained: its parameters, and its logits [N, C, H, W] as a graph over inputs of its own. */
export interface Trainee {
  readonly parameters: Parameters;
  logits(dropout: Dropout): Tensor;
}

export interface StepOptions {
  readonly loss: LossOptions;
  /** Largest joint norm of the gradients. */
  readonly gradientClip: number;
  /** Batches whose gradients are averaged for one update. */
  readonly accumulationSteps: number;
  /** Recompute what lies between two blocks instead of holding it: less memory, more time. */
  readonly checkpointing: boolean;
  /** A parameter's share of the learning rate; 0 where it keeps its value. */
  readonly learningShare: (parameterName: string) => number;
}

/** The whole training step as programs over one state. */
export interface TrainingStep {
  /** Every variable but the model's own parameters: moments, gradient sums. */
  readonly optimizerVariables: readonly Variable[];
  /** Adds a batch's gradients to the sums; null where every batch updates. */
  readonly accumulate: Program | null;
  /** Adds a batch's gradients, updates the parameters, clears the sums. */
  readonly update: Program;
  readonly dropout: SpatialDropout;
}

/** Dropout2D of the decoder's blocks (brief 3.2). */
const DROPOUT = 0.1;

/**
 * Forward, loss, backward, clipping and AdamW as one graph (brief section 5). Inputs: those of
 * the logits, `labels` [N, H, W] int32, `loss-scale` (1 but under mixed precision) and those of AdamW. Outputs: `loss`, `norm`
 * (of the gradients, unscaled, before clipping) and `finite` (1, or 0 where a gradient is not a number: then
 * nothing is updated).
 */
export function trainingStep(trainee: Trainee, options: StepOptions): TrainingStep {
  const { accumulationSteps } = options;
  const dropout = new SpatialDropout(DROPOUT);
  const logits = trainee.logits(dropout.apply);
  const [n, , height, width] = logits.shape;
  const labels = input('labels', [n, height, width], 'int32');
  const lossScale = input('loss-scale', []);

  const loss = combinedLoss(logits, labels, options.loss);
  const trainable = trainee.parameters.all().filter(({ name }) => options.learningShare(name) > 0);
  const shares = trainable.map(({ name }) => options.learningShare(name));
  const variables = trainable.map((parameter) => parameter.variable);
  const share = 1 / accumulationSteps;
  const gradient = joined(gradients(mul(mul(loss, share), lossScale), variables));

  const sum = accumulationSteps === 1 ? null : variable('gradient-sum', gradient.shape);
  const total = sum === null ? gradient : add(gradient, sum);
  const clipped = clipByNorm(mul(total, reciprocal(lossScale)), options.gradientClip);
  const finite = isFinite(clipped.norm);
  const moments = momentsOf(variables);
  const cleared = sum === null ? [] : [{ variable: sum, value: zerosLike(sum) }];
  const lean = (program: Program): Program =>
    options.checkpointing ? checkpoint(program, blockBoundaries(loss), loss) : program;
  return {
    optimizerVariables: [moments.first, moments.second, ...(sum === null ? [] : [sum])],
    accumulate: sum === null ? null : { outputs: { loss }, assignments: [{ variable: sum, value: total }] },
    update: lean({
      outputs: { loss, norm: clipped.norm, finite: cast(finite, 'float32') },
      assignments: [...adamw(variables, clipped.gradient, moments, shares), ...cleared],
      guard: finite,
    }),
    dropout,
  };
}

/** The norm of all gradients is finite just when every gradient is. */
function isFinite(norm: Tensor): Tensor {
  return not(cast(add(cast(isNaN(norm), 'float32'), cast(isInf(norm), 'float32')), 'bool'));
}

function zerosLike(target: Variable): Tensor {
  return constant(new Float32Array(sizeOf(target.shape)), target.shape);
}

/** Sums and resized maps [N, C, H, W] end the blocks of a network: few, and everything else follows from them. */
function blockBoundaries(loss: Tensor): Set<Tensor> {
  const ends = topologicalOrder([loss]).filter(
    ({ operation, outputs: [y] }) => y.shape.length === 4 && ['Add', 'Resize'].includes(operation.name),
  );
  return new Set(ends.map(({ outputs: [y] }) => y));
}
