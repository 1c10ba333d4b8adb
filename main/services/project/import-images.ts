import path from 'node:path';
import { v7 as newId } from 'uuid';
import type { Image } from '../../../app/domain/image.ts';
import type { Scale } from '../../../app/mask/component-shape.ts';
import type { ImagePool } from '../../images/image-pool.ts';
import type { ImageFacts } from '../../images/scan-image.ts';
import { scanImages } from '../../images/scan-images.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { type ImageCopy, withCopies } from './copy-images.ts';
import { copyTarget } from './copy-target.ts';
import type { FoundPictures } from './find-pictures.ts';
import type { ImageFields } from './image-fields.ts';
import { projectPath } from './project-paths.ts';

export interface ImportImagesRequest {
  readonly pictures: FoundPictures;
  /** By path. */
  readonly fields: ReadonlyMap<string, ImageFields>;
  /** Of pictures whose fields say none. */
  readonly scale: Scale | null;
  readonly copy: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

export interface ImportedImages {
  readonly added: number;
  /** In the project already. */
  readonly known: number;
  /** The image of each path that is in the project now. */
  readonly idOf: ReadonlyMap<string, string>;
  /** Added, though another image of the project has the same content. */
  readonly duplicates: readonly { readonly path: string; readonly of: string }[];
  /** What could not be used, and files that changed since they were imported. */
  readonly refused: readonly { readonly path: string; readonly problem: string }[];
}

/** Images a transaction: short enough that nobody waits, long enough that the disk is not asked for each. */
const BATCH = 64;

/** Adds pictures that are not in the project yet. Whatever ends it, each image is there whole or not at all. */
export async function importImages(
  store: ProjectStore,
  pool: ImagePool,
  request: ImportImagesRequest,
): Promise<ImportedImages> {
  const { pictures, signal, onProgress } = request;
  const adding = new Adding(store, pool, request);
  const isKnown = (file: string): boolean => !request.copy && adding.imageAt(file) !== null;
  const known = pictures.paths.filter(isKnown);
  await Promise.all(known.map((file) => adding.requireUnchanged(file)));
  const fresh = pictures.paths.filter((file) => !isKnown(file));
  const files = fresh.map((file) => path.join(pictures.root, file));
  let done = known.length;
  for await (const { path: file, outcome } of scanImages(files, pool, signal)) {
    const relative = path.relative(pictures.root, file).replaceAll(path.sep, '/');
    if (outcome.ok) await adding.take(relative, outcome.value);
    else adding.refused.push({ path: relative, problem: outcome.failure.problem });
    onProgress(++done, pictures.paths.length);
  }
  await adding.flush();
  signal.throwIfAborted();
  return { ...adding, refused: [...pictures.refused, ...adding.refused] };
}

class Adding {
  added = 0;
  known = 0;
  readonly idOf = new Map<string, string>();
  readonly duplicates: { path: string; of: string }[] = [];
  readonly refused: { path: string; problem: string }[] = [];
  readonly #store: ProjectStore;
  readonly #pool: ImagePool;
  readonly #request: ImportImagesRequest;
  #waiting: { readonly file: string; readonly image: Image; readonly copy: ImageCopy | null }[] = [];

  constructor(store: ProjectStore, pool: ImagePool, request: ImportImagesRequest) {
    this.#store = store;
    this.#pool = pool;
    this.#request = request;
  }

  imageAt(file: string): Image | null {
    return this.#store.images.findByPath(projectPath(this.#store.place, this.#source(file)));
  }

  async requireUnchanged(file: string): Promise<void> {
    const outcome = await this.#pool.run({ kind: 'hash', path: this.#source(file) });
    const image = this.imageAt(file);
    if (image === null) return;
    this.idOf.set(file, image.id);
    this.known++;
    if (!outcome.ok) this.refused.push({ path: file, problem: outcome.failure.problem });
    else if (outcome.value !== image.contentHash) {
      this.refused.push({
        path: file,
        problem: 'It changed since it was imported; the project keeps what it knew',
      });
    }
  }

  /** An image to add with the next batch. */
  async take(file: string, facts: ImageFacts): Promise<void> {
    const target = this.#request.copy ? this.#copyTarget(file, facts.hash) : null;
    if (target?.image != null) {
      this.idOf.set(file, target.image.id);
      this.known++;
      return;
    }
    const place = target?.path ?? projectPath(this.#store.place, this.#source(file));
    const image: Image = {
      ...{
        id: newId(),
        path: place,
        storage: target === null ? 'referenced' : 'copied',
        addedAt: Date.now(),
      },
      ...{ partId: null, channelOf: null, view: null, lighting: null },
      ...{ width: facts.width, height: facts.height, orientation: facts.orientation },
      ...{ bitDepth: facts.bitsStored, significantBits: facts.significantBits, contentHash: facts.hash },
      perceptualHash: facts.perceptualHash.toString(16).padStart(16, '0'),
      scale: this.#request.fields.get(file)?.scale ?? this.#request.scale,
    };
    const copy = target === null ? null : { from: this.#source(file), to: place };
    this.#waiting.push({ file, image, copy });
    if (this.#waiting.length === BATCH) await this.flush();
  }

  async flush(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    await withCopies(
      this.#store,
      batch.flatMap(({ copy }) => copy ?? []),
      () => {
        this.#store.change(() => {
          for (const { file, image } of batch) this.#add(file, image);
        });
      },
    );
  }

  #add(file: string, image: Image): void {
    const { images, parts } = this.#store;
    const { lot, part, view, lighting, channel } = this.#request.fields.get(file) ?? {};
    const [original] = images.withContent(image.contentHash);
    // A lot is that of a part: where none is named, the picture is a part by itself.
    const partName = part ?? (lot === undefined ? null : path.parse(file).name.slice(0, 200));
    const placed: Image = {
      ...image,
      partId: partName === null ? null : parts.named(partName, lot ?? null).id,
      view: view ?? null,
      lighting: lighting ?? null,
    };
    images.add([{ ...placed, channelOf: channel === undefined ? null : this.#leaderOf(placed) }]);
    if (original !== undefined) this.duplicates.push({ path: file, of: original.path });
    this.idOf.set(file, image.id);
    this.added++;
  }

  /** The image of the same part, view, lighting and size that carries the labels of all channels. */
  #leaderOf({ partId, view, lighting, width, height }: Image): string | null {
    if (partId === null) return null;
    const leader = this.#store.images
      .ofPart(partId)
      .find(
        (other) =>
          other.channelOf === null &&
          other.view === view &&
          other.lighting === lighting &&
          other.width === width &&
          other.height === height,
      );
    return leader?.id ?? null;
  }

  #copyTarget(file: string, hash: string): { path: string; image: Image | null } {
    const taken = new Map(this.#waiting.map(({ image }) => [image.path, image]));
    return copyTarget(file, hash, this.#store, taken);
  }

  #source(file: string): string {
    return path.join(this.#request.pictures.root, file);
  }
}
