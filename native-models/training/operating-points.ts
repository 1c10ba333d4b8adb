import type { OperatingPoint } from '../../app/metrics/operating-point.ts';
import type { TrainingSettings } from '../../app/settings/training-settings.ts';

/** The operating point of each class but the background, by name: the settings' own where they name the class. */
export function operatingPointsOf(
  classes: readonly string[],
  { operating_point: general }: TrainingSettings['inference'],
): Record<string, OperatingPoint> {
  const points = classes.slice(1).map((name): [string, OperatingPoint] => {
    const own = name in general.per_class ? general.per_class[name] : {};
    return [
      name,
      {
        t0: own.low_threshold ?? general.low_threshold,
        t: own.threshold ?? general.threshold,
        minAreaPx: own.min_area_px ?? general.min_area_px,
      },
    ];
  });
  return Object.fromEntries(points);
}
