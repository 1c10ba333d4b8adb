import type { DataType, Shape, TensorValues } from '../../graph/tensor.ts';
import { ELEMENT_TYPES, rawBytes } from './element-types.ts';
import type { AttributeProto, NodeProto, TensorProto } from './model-proto.ts';

type AttributeValue = number | string | readonly number[] | { readonly float: number };

/** The domain of onnxruntime's own operators. */
export const MICROSOFT = 'com.microsoft';

/** Collects the nodes and initializers of an ONNX graph; every method answers the name of the value it made. */
export class Emitter {
  readonly nodes: NodeProto[] = [];
  readonly initializers: TensorProto[] = [];
  private readonly int64Names = new Map<string, string>();
  private count = 0;

  /** One node with one output. */
  node(
    opType: string,
    inputs: readonly string[],
    attributes: Record<string, AttributeValue> = {},
    domain = '',
  ): string {
    return this.nodeWithOutputs(opType, inputs, 1, attributes, domain)[0];
  }

  nodeWithOutputs(
    opType: string,
    inputs: readonly string[],
    outputCount: number,
    attributes: Record<string, AttributeValue> = {},
    domain = '',
  ): string[] {
    const output = Array.from({ length: outputCount }, () => this.name());
    const attribute = Object.entries(attributes).map(([name, value]) => attributeProto(name, value));
    this.nodes.push({ opType, name: output[0], domain, input: [...inputs], output, attribute });
    return output;
  }

  /** The int64 vector that shapes, axes and pads are given by; equal ones are shared. */
  int64(values: readonly number[]): string {
    const key = values.join();
    const known = this.int64Names.get(key);
    if (known !== undefined) return known;
    const name = this.constant(Int32Array.from(values), [values.length], 'int64');
    this.int64Names.set(key, name);
    return name;
  }

  constant(values: TensorValues, shape: Shape, type: DataType): string {
    const name = this.name();
    this.initializers.push({
      name,
      dims: [...shape],
      dataType: ELEMENT_TYPES[type],
      rawData: rawBytes(values, type),
    });
    return name;
  }

  scalar(value: number, type: DataType): string {
    return this.constant(Float64Array.of(value), [], type);
  }

  reshape(x: string, shape: Shape): string {
    return this.node('Reshape', [x, this.int64(shape)]);
  }

  private name(): string {
    return `v${this.count++}`;
  }
}

/** AttributeProto.AttributeType: FLOAT 1, INT 2, STRING 3, INTS 7. Plain numbers are integers. */
function attributeProto(name: string, value: AttributeValue): AttributeProto {
  if (typeof value === 'number') return { name, type: 2, i: value };
  if (typeof value === 'string') return { name, type: 3, s: new TextEncoder().encode(value) };
  if ('float' in value) return { name, type: 1, f: value.float };
  return { name, type: 7, ints: [...value] };
}
