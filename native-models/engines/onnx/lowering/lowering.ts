import type { Node } from '../../../graph/tensor.ts';
import type { Emitter } from '../emitter.ts';

/** Writes a node of the graph as ONNX nodes; answers the names of its outputs. */
export type Lowering = (node: Node, inputs: readonly string[], emit: Emitter) => readonly string[];
