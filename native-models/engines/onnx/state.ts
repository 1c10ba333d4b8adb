import { Tensor as OrtTensor } from 'onnxruntime-node';
import { nameOf } from '../../graph/program.ts';
import { GraphError, sizeOf, type TensorValues, type Variable } from '../../graph/tensor.ts';
import type { State, Values } from '../engine.ts';

/**
 * Two buffers a variable: a run reads one and writes its next value straight into the other, then they change
 * places. Nothing is copied, and a run that fails leaves the state as it was.
 */
export class OrtState implements State {
  private readonly current = new Map<string, OrtTensor>();
  private readonly spare = new Map<string, OrtTensor>();

  constructor(variables: readonly Variable[], initial: Values) {
    for (const variable of variables) {
      const name = nameOf(variable);
      if (initial[name].length !== sizeOf(variable.shape)) {
        throw new GraphError(
          `the initial value of ${name} has ${initial[name].length} numbers, not ${sizeOf(variable.shape)}`,
        );
      }
      this.current.set(name, floatTensor(Float32Array.from(initial[name]), variable.shape));
      this.spare.set(name, floatTensor(new Float32Array(sizeOf(variable.shape)), variable.shape));
    }
  }

  /** The tensor a run reads. */
  value(name: string): OrtTensor {
    return this.known(this.current, name);
  }

  /** The tensor a run writes the next value into. */
  next(name: string): OrtTensor {
    return this.known(this.spare, name);
  }

  /** The next values become current. */
  advance(names: readonly string[]): void {
    for (const name of names) {
      const written = this.next(name);
      this.spare.set(name, this.value(name));
      this.current.set(name, written);
    }
  }

  read(name: string): Promise<TensorValues> {
    return Promise.resolve(Float32Array.from(this.value(name).data as Float32Array));
  }

  write(name: string, values: TensorValues): Promise<void> {
    const { data } = this.value(name);
    if (values.length !== data.length) {
      throw new GraphError(`${name} holds ${data.length} numbers, not ${values.length}`);
    }
    (data as Float32Array).set(values);
    return Promise.resolve();
  }

  private known(tensors: ReadonlyMap<string, OrtTensor>, name: string): OrtTensor {
    const tensor = tensors.get(name);
    if (tensor === undefined) throw new GraphError(`the state has no variable ${name}`);
    return tensor;
  }
}

function floatTensor(data: Float32Array, shape: readonly number[]): OrtTensor {
  return new OrtTensor('float32', data, [...shape]);
}
