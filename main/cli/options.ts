import { InvalidArgumentError, Option } from 'commander';
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

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 0) {
    throw new InvalidArgumentError('It must be a whole number of at least 0.');
  }
  return value;
}
