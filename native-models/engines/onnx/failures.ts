import { BlemishError } from '../../../app/domain/errors.ts';
import type { Program } from '../../graph/program.ts';
import { programParts } from '../../graph/program.ts';
import type { Shape } from '../../graph/tensor.ts';
import type { DeviceAbilities } from '../engine.ts';

/** What failed: a program on a device. */
export interface Attempt {
  readonly abilities: DeviceAbilities;
  readonly program: Program;
}

/** Runs an action of ONNX Runtime; what it throws becomes an error a person can act on. */
export async function explainFailure<T>(attempt: Attempt, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw explained(attempt, error);
  }
}

function explained({ abilities, program }: Attempt, error: unknown): BlemishError {
  const message = error instanceof Error ? error.message : String(error);
  if (!OUT_OF_MEMORY.test(message)) {
    return new BlemishError('internal', {
      subject: abilities.description,
      problem: `ONNX Runtime failed: ${message.split('\n', 1)[0].trim()}`,
      remedy: 'Run "blemish doctor"; if the device works there, please report this with the settings used',
      cause: error,
    });
  }
  const pictures = picturesOf(program);
  const training = program.assignments.length > 0;
  return new BlemishError('resource', {
    subject: abilities.description,
    problem: `out of memory${doing(pictures, training)}${askedFor(message)}`,
    remedy: training ? whatToLower(pictures) : whatElseForPrediction(abilities),
    cause: error,
  });
}

/** As worded by ONNX Runtime's arena, C++, CUDA, DirectML, WebGPU and V8. */
const OUT_OF_MEMORY =
  /bad[_ ]alloc|out[_ ]?of[_ ]?memory|failed to allocate|not enough memory|allocation failed|ALLOC_FAILED|AllocateRawInternal|smaller than requested bytes/i;

/** The shape [N, C, H, W] of the pictures a program works on, if it does. */
function picturesOf(program: Program): Shape | undefined {
  return programParts(program).inputs.find(({ source, shape }) => {
    return source.kind === 'input' && source.name === 'pictures' && shape.length === 4;
  })?.shape;
}

function doing(pictures: Shape | undefined, training: boolean): string {
  if (pictures === undefined) return '';
  const [n, , height, width] = pictures;
  return ` while ${training ? 'training' : 'predicting'} ${n} pictures of ${width} x ${height} px at once`;
}

/** Memory grows with the batch and with the area of the picture: half of either is about half the memory. */
function whatToLower(pictures: Shape | undefined): string {
  const [n, , , side] = pictures ?? [];
  const steps: string[] = [];
  if (pictures === undefined || n > 1) {
    const lower = pictures === undefined ? 'to half' : `from ${n} to ${Math.floor(n / 2)}`;
    steps.push(
      `lower training.batch_size ${lower} (about half the memory) and double training.accumulation_steps`,
    );
  }
  const smaller =
    pictures === undefined
      ? 'by 30 %'
      : `from ${side} to at most ${Math.floor(side * Math.SQRT1_2)}, a multiple of the encoder's stride`;
  steps.push(`lower data.image_size ${smaller} (about half the memory)`);
  steps.push('set training.gradient_checkpointing to true (less memory, more time)');
  const text = steps.join('; or ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function whatElseForPrediction({ device }: DeviceAbilities): string {
  const elsewhere = device === 'cpu' ? '' : ', or use --device cpu';
  return `End other programs that hold memory${elsewhere}, or train with a data.image_size 30 % lower (about half the memory)`;
}

function askedFor(message: string): string {
  const bytes = /(?:requested bytes of|buffer of size|requested size:?|allocate) (\d+)/i.exec(message)?.[1];
  return bytes === undefined ? '' : ` (it asked for ${formatBytes(Number(bytes))} more)`;
}

function formatBytes(bytes: number): string {
  return bytes < 2 ** 30 ? `${Math.ceil(bytes / 2 ** 20)} MiB` : `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
