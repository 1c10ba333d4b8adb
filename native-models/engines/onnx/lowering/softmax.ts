import { normalizeAxis } from '../../../graph/shape-rules.ts';
import type { Lowering } from './lowering.ts';

/**
 * Over the last axis onnxruntime has a fused kernel. Over the classes of [N, C, H, W] that kernel would transpose
 * twice, so there it is spelled out.
 */
export const lowerSoftmax: Lowering = ({ operation, inputs: [x], attributes }, [name], emit) => {
  const axis = normalizeAxis(operation.name, attributes.axis as number, x.shape.length);
  if (axis === x.shape.length - 1) return [emit.node(operation.name, [name], { axis })];
  const axes = emit.int64([axis]);
  const shifted = emit.node('Sub', [name, emit.node('ReduceMax', [name, axes], { keepdims: 1 })]);
  const exponentials = emit.node('Exp', [shifted]);
  const sum = emit.node('ReduceSum', [exponentials, axes], { keepdims: 1 });
  if (operation.name === 'LogSoftmax') return [emit.node('Sub', [shifted, emit.node('Log', [sum])])];
  return [emit.node('Mul', [exponentials, emit.node('Reciprocal', [sum])])];
};
