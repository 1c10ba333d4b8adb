import type { Attributes } from '../../native-models/graph/tensor.ts';
import type { NdArray } from './nd-array.ts';

/** What an operation computes, in float64. */
export type Kernel = (inputs: readonly NdArray[], attributes: Attributes) => readonly NdArray[];

/** Kernels by the name of their operation. */
export type Kernels = Readonly<Record<string, Kernel>>;
