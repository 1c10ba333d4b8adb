import { writeModel, type WrittenModel } from '../../native-models/engines/onnx/writer.ts';
import { gradients } from '../../native-models/graph/gradients.ts';
import { gelu, logSoftmax } from '../../native-models/graph/ops/activation.ts';
import { add, div, mul, neg, sqrt, sub } from '../../native-models/graph/ops/arithmetic.ts';
import { cast } from '../../native-models/graph/ops/cast.ts';
import { equal, less, where } from '../../native-models/graph/ops/comparison.ts';
import { conv } from '../../native-models/graph/ops/convolution.ts';
import { groupNormalization } from '../../native-models/graph/ops/normalization.ts';
import { reduceMean, reduceSumSquare } from '../../native-models/graph/ops/reduction.ts';
import { resize } from '../../native-models/graph/ops/resize.ts';
import { reshape, spaceToDepth } from '../../native-models/graph/ops/shape.ts';
import { mixedPrecision } from '../../native-models/graph/passes/mixed-precision.ts';
import type { Assignment, Program } from '../../native-models/graph/program.ts';
import {
  constant,
  input,
  scalar,
  variable,
  type Tensor,
  type Variable,
} from '../../native-models/graph/tensor.ts';
import { decode } from '../../native-models/model/decoder.ts';
import { BRIEF_GROUPS } from '../../native-models/model/layers.ts';
import { SpatialDropout } from '../../native-models/model/dropout.ts';
import { Parameters } from '../../native-models/model/parameters.ts';
import { everyOperation } from './onnx-every-operation.ts';

/** The programs whose ONNX models onnx.checker has seen (onnx_checker.py): small, but of all kinds. */
export function checkedPrograms(): Record<string, Program> {
  const patches = patchesStep();
  return {
    'every-operation': { outputs: everyOperation(), assignments: [] },
    'patches-step': patches,
    'patches-step-float16': mixedPrecision(patches, 'float16'),
    'decoder-step': decoderStep(),
  };
}

/** Those programs as models, by name. */
export function checkedModels(): Record<string, WrittenModel> {
  return Object.fromEntries(
    Object.entries(checkedPrograms()).map(([name, program]) => [name, writeModel(program, name)]),
  );
}

const CLASSES = 3;

/** A training step of a network as compact is built: 1x1 over folded patches, 3x3, two strides joined. */
function patchesStep(): Program {
  const pictures = input('pictures', [2, 1, 16, 24]);
  const weights = {
    patches: variable('patches', [8, 16, 1, 1]),
    deeper: variable('deeper', [8, 8, 3, 3]),
    scale: variable('scale', [8]),
    shift: variable('shift', [8]),
    head: variable('head', [CLASSES, 8, 1, 1]),
  };
  const fine = conv(spaceToDepth(pictures, 4), weights.patches);
  const normalized = gelu(groupNormalization(fine, weights.scale, weights.shift, 4));
  const coarse = conv(normalized, weights.deeper, { padding: 1, stride: 2 });
  const joined = add(fine, resize(coarse, [4, 6]));
  const logits = resize(conv(joined, weights.head), [16, 24]);
  return trainingProgram(logits, Object.values(weights));
}

/** A training step of the brief's decoder with few channels. */
function decoderStep(): Program {
  const parameters = new Parameters();
  const logits = decode(
    parameters,
    {
      deep: input('deep', [2, 8, 2, 3]),
      mid: input('mid', [2, 8, 2, 3]),
      shallow: input('shallow', [2, 8, 2, 3]),
    },
    {
      channels: [8, 6, 4],
      classes: CLASSES,
      outputSize: [28, 42],
      groups: BRIEF_GROUPS,
      dropout: new SpatialDropout(0.1).apply,
    },
  );
  return trainingProgram(
    logits,
    parameters.all().map((parameter) => parameter.variable),
  );
}

/** Cross entropy, gradients clipped at norm 1, an update with momentum, and a guard, in the way of training/step. */
function trainingProgram(logits: Tensor, parameters: readonly Variable[]): Program {
  const loss = crossEntropy(logits);
  const all = gradients(loss, parameters);
  const norm = sqrt(all.map(sumOfSquares).reduce((a, b) => add(a, b)));
  const factor = where(less(norm, scalar(1)), scalar(1), div(scalar(1), add(norm, 1e-6)));
  const learningRate = input('learning-rate', []);
  const assignments = parameters.flatMap((parameter, index): Assignment[] => {
    const velocity = variable(`velocity/${parameter.source.name}`, parameter.shape);
    const next = add(mul(velocity, 0.9), mul(all[index], factor));
    return [
      { variable: parameter, value: sub(parameter, mul(next, learningRate)) },
      { variable: velocity, value: next },
    ];
  });
  return { outputs: { loss, norm }, assignments, guard: less(norm, scalar(1e6)) };
}

function crossEntropy(logits: Tensor): Tensor {
  const [n, classes, height, width] = logits.shape;
  const labels = input('labels', [n, 1, height, width], 'int32');
  const ids = constant(
    Int32Array.from({ length: classes }, (_, id) => id),
    [1, classes, 1, 1],
    'int32',
  );
  const truth = cast(equal(labels, ids), 'float32');
  return reshape(neg(reduceMean(mul(truth, logSoftmax(logits, 1)), [0, 1, 2, 3])), []);
}

function sumOfSquares(x: Tensor): Tensor {
  return reshape(
    reduceSumSquare(
      x,
      x.shape.map((_, axis) => axis),
    ),
    [],
  );
}
