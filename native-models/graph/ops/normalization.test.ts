import { expect, test } from 'vitest';
import { gradientError, normals } from '../../../tests/reference/gradient-check.ts';
import { groupNormalization, layerNormalization } from './normalization.ts';

test.each([
  [[2, 6, 3, 2], 2],
  [[2, 6, 1, 4], 3],
  [[1, 4, 2, 3], 1],
  [[2, 3, 2, 2], 3],
  [[2, 4, 1, 1], 2],
])('gradients of GroupNormalization of %j in %d groups', (shape, groups) => {
  const channels = [shape[1]];
  const error = gradientError(
    (x, scale, bias) => groupNormalization(x, scale, bias, groups, 1e-3),
    normals(shape),
    normals(channels, 1),
    normals(channels, 2),
  );
  expect(error).toBeLessThan(1e-6);
});

test.each([[[2, 3, 5]], [[4, 2]], [[6]]])('gradients of LayerNormalization of %j', (shape) => {
  const last = shape.slice(-1);
  const error = gradientError(
    (x, scale, bias) => layerNormalization(x, scale, bias),
    normals(shape),
    normals(last, 1),
    normals(last, 2),
  );
  expect(error).toBeLessThan(1e-6);
});
