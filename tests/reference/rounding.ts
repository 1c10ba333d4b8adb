import type { DataType } from '../../native-models/graph/tensor.ts';

/** A binary floating point format: bits after the leading one, and the exponents of its normal numbers. */
interface Format {
  readonly fractionBits: number;
  readonly smallestExponent: number;
  readonly largestExponent: number;
}

const FLOAT16: Format = { fractionBits: 10, smallestExponent: -14, largestExponent: 15 };
const BFLOAT16: Format = { fractionBits: 7, smallestExponent: -126, largestExponent: 127 };

/** A number as ONNX's Cast makes it; float32 stays float64, as everything in the interpreter. */
export function convert(value: number, type: DataType): number {
  switch (type) {
    case 'float32':
      return value;
    case 'float16':
      return roundTo(FLOAT16, value);
    case 'bfloat16':
      return roundTo(BFLOAT16, value);
    case 'int32':
    case 'int64':
    case 'uint8':
      return Math.trunc(value);
    case 'bool':
      return value === 0 ? 0 : 1;
  }
}

/** The nearest number of the format, the even one of two; infinity beyond the largest. */
function roundTo(format: Format, value: number): number {
  if (!Number.isFinite(value) || value === 0) return value;
  const exponent = Math.max(exponentOf(value), format.smallestExponent);
  const step = 2 ** (exponent - format.fractionBits);
  const rounded = roundHalfEven(value / step) * step;
  const largest = (2 - 2 ** -format.fractionBits) * 2 ** format.largestExponent;
  return Math.abs(rounded) > largest ? Math.sign(value) * Infinity : rounded;
}

/** The e of a normal number 1.f * 2^e. */
function exponentOf(value: number): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  return ((bits.getUint16(0) >> 4) & 0x7ff) - 1023;
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}
