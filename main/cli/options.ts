import { InvalidArgumentError, Option } from 'commander';
import type { Scale } from '../../app/mask/component-shape.ts';
import { DEVICES } from '../../native-models/engines/choose-device.ts';

export function deviceOption(): Option {
  return new Option('--device <name>', 'where to compute').choices(['auto', ...DEVICES]).default('auto');
}

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

export function notNegativeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && Number.isFinite(value))) {
    throw new InvalidArgumentError('It must be a number of at least 0.');
  }
  return value;
}

export function share(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) {
    throw new InvalidArgumentError('It must be a number from 0 to 1.');
  }
  return value;
}

/** "0.5,1,2" */
export function ascendingNumbers(text: string): number[] {
  const values = text.split(',').map(notNegativeNumber);
  if (values.some((value, i) => i > 0 && value <= values[i - 1])) {
    throw new InvalidArgumentError('The numbers must ascend, with commas between.');
  }
  return values;
}

/** "10", or "10,12" where it is not the same along x and y. */
export function scale(text: string): Scale {
  const [x, y = x, ...others] = text.split(',').map(positiveNumber);
  if (others.length > 0)
    throw new InvalidArgumentError('It must be one number, or two with a comma between.');
  return { pxPerMmX: x, pxPerMmY: y };
}

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 0) {
    throw new InvalidArgumentError('It must be a whole number of at least 0.');
  }
  return value;
}
