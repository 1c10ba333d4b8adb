import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { DEFAULT_SETTINGS } from '../../app/settings/training-settings.ts';
import type { TrainingSettings } from '../../app/settings/training-settings.ts';
import { scheduleOf } from './schedule.ts';

const goldens = z
  .object({
    cases: z.array(
      z.object({
        learning_rate: z.number(),
        eta_min: z.number(),
        t_0: z.number(),
        t_mult: z.number(),
        steps_per_epoch: z.number(),
        rates: z.array(z.number()),
      }),
    ),
  })
  .parse(
    JSON.parse(readFileSync(new URL('../../tests/goldens/data/schedule.json', import.meta.url), 'utf8')),
  );

test.each(goldens.cases)(
  'equals PyTorch from $learning_rate to $eta_min, T_0 $t_0, T_mult $t_mult, $steps_per_epoch steps an epoch',
  ({ learning_rate, steps_per_epoch, rates, ...scheduler }) => {
    for (const warmup_epochs of [0, 3]) {
      const rateAt = scheduleOf(training({ learning_rate, warmup_epochs, scheduler }), steps_per_epoch);
      const errors = rates.map((rate, step) => {
        return Math.abs(rateAt(step + warmup_epochs * steps_per_epoch) - rate) / rate;
      });
      expect(Math.max(...errors)).toBeLessThan(1e-12);
    }
  },
);

test('warms up linearly over the steps, to the full rate at the last', () => {
  const rateAt = scheduleOf(training({ learning_rate: 0.8, warmup_epochs: 2 }), 4);
  const rates = Array.from({ length: 9 }, (_, step) => rateAt(step));
  expect(rates.slice(0, 8).map((rate) => Number(rate.toFixed(12)))).toEqual([
    0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8,
  ]);
  expect(rates[8]).toBe(0.8);
});

test('third restarts after floor(num_epochs / 3) epochs, counted from the end of the warm-up', () => {
  const rateAt = scheduleOf(training({ num_epochs: 200, warmup_epochs: 20 }), 1);
  expect(rateAt(20 + 65)).toBeLessThan(1.01e-6);
  expect(rateAt(20 + 66)).toBe(1e-5);
});

test('third is at least one epoch', () => {
  const rateAt = scheduleOf(training({ num_epochs: 2, warmup_epochs: 0 }), 5);
  expect([rateAt(0), rateAt(5)]).toEqual([1e-5, 1e-5]);
});

test('all falls from the end of the warm-up to the last step, without a restart', () => {
  const scheduler = { t_0: 'all', t_mult: 2, eta_min: 0 } as const;
  const rateAt = scheduleOf(training({ num_epochs: 12, warmup_epochs: 2, learning_rate: 1, scheduler }), 3);
  const rates = Array.from({ length: 30 }, (_, step) => rateAt(6 + step));
  expect(rates[0]).toBe(1);
  expect(rates[15]).toBeCloseTo(0.5, 12);
  expect(rates[29]).toBeLessThan(0.003);
  expect(rates).toEqual(rates.toSorted((a, b) => b - a));
});

function training(changes: Partial<TrainingSettings['training']>): TrainingSettings['training'] {
  return { ...DEFAULT_SETTINGS.training, ...changes };
}
