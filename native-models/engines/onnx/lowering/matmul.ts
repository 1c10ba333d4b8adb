import { MICROSOFT } from '../emitter.ts';
import type { Lowering } from './lowering.ts';

/** A row times a column: with the column lying as a row onnxruntime takes a third of the time. */
export const lowerMatMul: Lowering = ({ operation, inputs: [a, b] }, names, emit) => {
  const rows = a.shape[a.shape.length - 2];
  const columns = b.shape[b.shape.length - 1];
  if (rows !== 1 || columns !== 1) return [emit.node(operation.name, names)];
  const lying = emit.reshape(names[1], [...b.shape.slice(0, -2), 1, b.shape[b.shape.length - 2]]);
  return [emit.node('FusedMatMul', [names[0], lying], { transB: 1 }, MICROSOFT)];
};
