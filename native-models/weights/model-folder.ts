import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { BlemishError } from '../../app/domain/errors.ts';
import { operatingPointSchema } from '../../app/metrics/operating-point.ts';
import { inputMappingSchema } from '../data/input-mapping.ts';
import { writeFileAtomically } from '../files/write-atomic.ts';
import { nameOf } from '../graph/program.ts';
import type { Variable } from '../graph/tensor.ts';
import { FLIPS } from '../inference/flips.ts';
import { decodeSafetensors, encodeSafetensors, type SafetensorsFile } from './safetensors.ts';

/** [Note: model folder] What a trained model is on disk: model.json (this), best.safetensors, last.safetensors. */
const FORMAT = 'blemish-model/1';

export const modelCardSchema = z
  .strictObject({
    format: z.literal(FORMAT),
    /** Tells one training run's model from another's. */
    id: z.string(),
    classes: z.array(z.string()).min(2).max(255),
    architecture: z.strictObject({
      encoder: z.string(),
      inputChannels: z.int().min(1).max(6),
      decoderChannels: z.array(z.int().positive()).min(3).max(4),
      classes: z.int().min(2).max(255),
    }),
    mapping: inputMappingSchema,
    scaleMode: z.enum(['resize', 'tiles']),
    /** Side of the network's input, px. */
    imageSize: z.int().positive(),
    tileOverlap: z.number().min(0).max(0.5),
    /** Mirror images that are predicted too; none where it is not there. */
    flips: z.enum(FLIPS).optional(),
    operatingPoints: z.record(z.string(), operatingPointSchema),
    /** Pixels this near a contour of the truth count in no score. */
    ignoreBandPx: z.int().nonnegative(),
  })
  .refine(
    ({ classes, architecture, mapping }) =>
      classes.length === architecture.classes && mapping.channels === architecture.inputChannels,
    'Classes and channels must be as many as the architecture has.',
  );

/** How a model wants its pictures and what its channels mean. */
export type ModelCard = z.infer<typeof modelCardSchema>;

export type WeightsName = 'best' | 'last';

export async function writeModelCard(folder: string, card: Omit<ModelCard, 'format'>): Promise<void> {
  const text = JSON.stringify({ format: FORMAT, ...card }, null, 2);
  await writeFileAtomically(path.join(folder, 'model.json'), text);
}

export async function readModelCard(folder: string): Promise<ModelCard> {
  const file = path.join(folder, 'model.json');
  const json = await readJson(file);
  const format = z.object({ format: z.string() }).safeParse(json);
  if (format.success && format.data.format !== FORMAT) {
    throw new BlemishError('input', {
      subject: file,
      problem: `this model is of version ${format.data.format}, this program reads ${FORMAT}`,
      remedy: 'Use the program that made it, or train the model again',
    });
  }
  const card = modelCardSchema.safeParse(json);
  if (card.success) return card.data;
  throw new BlemishError('input', {
    subject: file,
    problem: `not a model card (${z.prettifyError(card.error).split('\n')[0]})`,
    remedy: 'Give the folder that "blemish train --out" wrote, or train again',
  });
}

export async function readWeights(folder: string, name: WeightsName): Promise<SafetensorsFile> {
  const file = weightsFile(folder, name);
  return decodeSafetensors(await readBytes(file), file);
}

export async function writeWeights(
  folder: string,
  name: WeightsName,
  content: SafetensorsFile,
): Promise<void> {
  await writeFileAtomically(weightsFile(folder, name), encodeSafetensors(content));
}

/** The stored numbers of variables; throws where one is missing or has another shape. */
export function storedValues(
  variables: readonly Variable[],
  { tensors }: SafetensorsFile,
  folder: string,
): Record<string, Float32Array> {
  return Object.fromEntries(
    variables.map((variable) => {
      const name = nameOf(variable);
      const stored = name in tensors ? tensors[name] : undefined;
      if (stored?.shape.join() !== variable.shape.join()) {
        throw new BlemishError('input', {
          subject: folder,
          problem: `the weights do not fit the model: ${name} is ${stored === undefined ? 'missing' : `[${stored.shape.join(', ')}], not [${variable.shape.join(', ')}]`}`,
          remedy: 'model.json and the weights must come from one training run',
        });
      }
      return [name, stored.values];
    }),
  );
}

function weightsFile(folder: string, name: WeightsName): string {
  return path.join(folder, `${name}.safetensors`);
}

async function readJson(file: string): Promise<unknown> {
  const text = (await readBytes(file)).toString('utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new BlemishError('input', {
      subject: file,
      problem: 'not JSON',
      remedy: 'Take another copy of the file',
      cause,
    });
  }
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new BlemishError('input', {
      subject: file,
      problem: 'the file cannot be read',
      remedy: 'Give the folder of a finished or stopped training run',
      cause,
    });
  }
}
