import { BlemishError } from '../../../app/domain/errors.ts';
import type { DeviceAbilities } from '../engine.ts';

/** Runs an action of ONNX Runtime; what it throws becomes an error a person can act on. */
export async function explainFailure<T>(abilities: DeviceAbilities, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw explained(abilities, error);
  }
}

function explained(abilities: DeviceAbilities, error: unknown): BlemishError {
  const message = error instanceof Error ? error.message : String(error);
  if (!isOutOfMemory(message)) {
    return new BlemishError('internal', {
      subject: abilities.description,
      problem: `ONNX Runtime failed: ${firstLine(message)}`,
      remedy: 'Run "blemish doctor"; if the device works there, please report this with the settings used',
      cause: error,
    });
  }
  const wanted = requestedBytes(message);
  const asked = wanted === null ? '' : ` (it asked for ${formatGigabytes(wanted)} more)`;
  return new BlemishError('resource', {
    subject: abilities.description,
    problem: `out of memory${asked}`,
    remedy: outOfMemoryRemedy(),
    cause: error,
  });
}

/** Memory grows with the batch and with the square of the image side, so halving either says how much is won. */
function outOfMemoryRemedy(): string {
  return (
    'Halve training.batch_size (about half the memory; set training.accumulation_steps to 2 for the same result), ' +
    'or lower data.image_size by 30 % (also about half), or set training.gradient_checkpointing: true'
  );
}

function isOutOfMemory(message: string): boolean {
  return /bad_alloc|out of memory|failed to allocate|E_OUTOFMEMORY|not enough memory|AllocateRawInternal/i.test(
    message,
  );
}

function requestedBytes(message: string): number | null {
  const match =
    /requested bytes of (\d+)|buffer of size (\d+)|allocate memory for requested buffer of size (\d+)/i.exec(
      message,
    );
  const digits = match === null ? null : /\d+/.exec(match[0]);
  return digits === null ? null : Number(digits[0]);
}

function formatGigabytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0].trim();
}
