import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { BlemishError } from '../../app/domain/errors.ts';
import { decodeSafetensors, type SafetensorsFile } from './safetensors.ts';

const FORMAT = 'blemish-pretrained/1';

const manifestSchema = z.object({
  format: z.literal(FORMAT),
  /** What the head's channels mean, background first. */
  classes: z.array(z.string()).min(2),
  decoderChannels: z.array(z.int().positive()),
  /** Of the weights file. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export type PretrainedManifest = z.infer<typeof manifestSchema>;

/** Weights that know what a defect is before they see a project's pictures. */
export interface Pretrained extends PretrainedManifest, Pick<SafetensorsFile, 'tensors'> {}

/** Where the weights that come with Blemish lie: NAME.safetensors, and NAME.json, which says what they are. */
export const PRETRAINED_FOLDER = fileURLToPath(new URL('./pretrained/', import.meta.url));

/**
 * The weights that come with Blemish for an encoder.
 * @throws {BlemishError} 'input' where they are missing, cut, changed or of another version
 */
export async function readPretrained(encoder: string, folder = PRETRAINED_FOLDER): Promise<Pretrained> {
  const manifestFile = `${folder}/${encoder}.json`;
  const manifest = parseManifest(await read(manifestFile), manifestFile);
  const file = `${folder}/${encoder}.safetensors`;
  const bytes = await read(file);
  if (createHash('sha256').update(bytes).digest('hex') !== manifest.sha256) {
    throw unusable(file, 'the weights are cut or were changed (their SHA-256 is not that of the manifest)');
  }
  return { ...manifest, tensors: decodeSafetensors(bytes, file).tensors };
}

/** The text of a manifest. */
export function formatManifest(manifest: Omit<PretrainedManifest, 'format'>, origin: object): string {
  return JSON.stringify({ format: FORMAT, ...manifest, ...origin }, null, 2) + '\n';
}

function parseManifest(bytes: Buffer, file: string): PretrainedManifest {
  const json = parseJson(bytes, file);
  const version = z.object({ format: z.string() }).safeParse(json);
  if (version.success && version.data.format !== FORMAT) {
    throw unusable(file, `these weights are of version ${version.data.format}, this program reads ${FORMAT}`);
  }
  const manifest = manifestSchema.safeParse(json);
  if (manifest.success) return manifest.data;
  throw unusable(file, `not a manifest of weights (${z.prettifyError(manifest.error).split('\n')[0]})`);
}

function parseJson(bytes: Buffer, file: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch (cause) {
    throw unusable(file, 'not JSON', cause);
  }
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw unusable(file, 'the weights that come with Blemish cannot be read', cause);
  }
}

function unusable(subject: string, problem: string, cause?: unknown): BlemishError {
  return new BlemishError('input', {
    subject,
    problem,
    remedy:
      'Install Blemish again, or start from random weights (--start random, or model.initial_weights: random)',
    cause,
  });
}
