/**
 * Squared Euclidean distance, in px^2 from centre to centre, of every pixel to the nearest nonzero pixel of a
 * `width * height` mask; Infinity everywhere when it has none. Exact, and linear in the number of pixels.
 * Felzenszwalb and Huttenlocher, "Distance Transforms of Sampled Functions", Theory of Computing 8, 2012.
 */
export function squaredDistanceTo(mask: Uint8Array, width: number, height: number): Float64Array {
  const squared = squaredDistanceWithinColumns(mask, width, height);
  const envelope = emptyEnvelope(width);
  for (let y = 0; y < height; y++) {
    const row = squared.subarray(y * width, (y + 1) * width);
    fitLowerEnvelope(envelope, row);
    sampleEnvelope(envelope, row);
  }
  return squared;
}

function squaredDistanceWithinColumns(mask: Uint8Array, width: number, height: number): Float64Array {
  const distance = new Float64Array(width * height);
  for (let i = 0; i < distance.length; i++) {
    if (mask[i] === 0) distance[i] = i < width ? Infinity : distance[i - width] + 1;
  }
  for (let i = width * (height - 1) - 1; i >= 0; i--) {
    distance[i] = Math.min(distance[i], distance[i + width] + 1);
  }
  for (let i = 0; i < distance.length; i++) distance[i] *= distance[i];
  return distance;
}

/** The lowest of the parabolas (x - apex)^2 + offset, from left to right; each one rules from its start on. */
interface Envelope {
  count: number;
  readonly apexes: Int32Array;
  readonly offsets: Float64Array;
  readonly starts: Float64Array;
}

function emptyEnvelope(width: number): Envelope {
  return {
    count: 0,
    apexes: new Int32Array(width),
    offsets: new Float64Array(width),
    starts: new Float64Array(width),
  };
}

function fitLowerEnvelope(envelope: Envelope, row: Float64Array): void {
  const { apexes, offsets, starts } = envelope;
  let count = 0;
  for (let apex = 0; apex < row.length; apex++) {
    const offset = row[apex];
    if (offset === Infinity) continue;
    let start = -Infinity;
    while (count > 0) {
      const last = count - 1;
      start = (offset + apex ** 2 - offsets[last] - apexes[last] ** 2) / (2 * (apex - apexes[last]));
      if (start > starts[last]) break;
      count--;
    }
    apexes[count] = apex;
    offsets[count] = offset;
    starts[count] = start;
    count++;
  }
  envelope.count = count;
}

function sampleEnvelope({ count, apexes, offsets, starts }: Envelope, row: Float64Array): void {
  if (count === 0) return;
  let ruling = 0;
  for (let x = 0; x < row.length; x++) {
    while (ruling + 1 < count && starts[ruling + 1] <= x) ruling++;
    row[x] = (x - apexes[ruling]) ** 2 + offsets[ruling];
  }
}
