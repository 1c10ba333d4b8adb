import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { v7 as newId } from 'uuid';
import type { Image } from '../../../app/domain/image.ts';
import type { ImagePool } from '../../images/image-pool.ts';
import type { ImageFacts } from '../../images/scan-image.ts';
import type { ImagePlacement } from '../../store/images/images.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { type ImageCopy, withCopies } from './copy-images.ts';
import { copyTarget } from './copy-target.ts';
import type { ImportImagesRequest } from './import-images.ts';
import { projectPath } from './project-paths.ts';

/** Images a transaction: short enough that nobody waits, long enough that the disk is not asked for each. */
const BATCH = 32;

/** Adds pictures to a project in batches, and counts what became of each. */
export class ImageAdder {
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
    if (!this.#takeKnown(file, image)) return;
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
    const copied = target?.image ?? null;
    if (copied !== null) {
      this.#takeKnown(file, copied);
      return;
    }
    const place = target?.path ?? projectPath(this.#store.place, this.#source(file));
    const image: Image = {
      ...{ id: newId(), path: place, addedAt: Date.now() },
      storage: target === null ? 'referenced' : 'copied',
      ...{ partId: null, channelOf: null, view: null, lighting: null },
      ...{ width: facts.width, height: facts.height, orientation: facts.orientation },
      ...{ bitDepth: facts.bitsStored, significantBits: facts.significantBits, contentHash: facts.hash },
      perceptualHash: facts.perceptualHash.toString(16).padStart(16, '0'),
      scale: this.#request.scale,
    };
    const copy = target === null ? null : { from: this.#source(file), to: place };
    this.#waiting.push({ file, image, copy });
    if (this.#waiting.length === BATCH) await this.flush();
  }

  async flush(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    if (batch.length === 0) return;
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

  /** What is said of it now that was not said before, or otherwise, counts. False for one that was removed. */
  #takeKnown(file: string, image: Image): boolean {
    if (this.#store.removedImages.has(image.id)) {
      this.refused.push({
        path: file,
        problem: 'It was removed from the project, and can be brought back there',
      });
      return false;
    }
    const { scale } = this.#request;
    const said = { ...(scale !== null && { scale }), ...this.#placementOf(file) };
    const isNews = Object.entries(said).some(
      ([name, value]) => !isDeepStrictEqual(image[name as keyof Image], value),
    );
    if (isNews) this.#store.images.place(image.id, said);
    this.idOf.set(file, image.id);
    this.known++;
    return true;
  }

  #add(file: string, image: Image): void {
    const { images } = this.#store;
    const original = images.withContent(image.contentHash).at(0);
    const placed = { ...image, ...this.#placementOf(file) };
    const isChannel = this.#request.fields.get(file)?.channel !== undefined;
    images.add([{ ...placed, channelOf: isChannel ? this.#leaderOf(placed) : null }]);
    if (original !== undefined) this.duplicates.push({ path: file, of: original.path });
    this.idOf.set(file, image.id);
    this.added++;
  }

  #placementOf(file: string): ImagePlacement {
    const { lot, part, view, lighting, scale } = this.#request.fields.get(file) ?? {};
    // A lot is that of a part: where none is named, the picture is a part by itself.
    const partName = part ?? (lot === undefined ? undefined : path.parse(file).name.slice(0, 200));
    return {
      ...(partName !== undefined && { partId: this.#store.parts.named(partName, lot ?? null).id }),
      ...(view !== undefined && { view }),
      ...(lighting !== undefined && { lighting }),
      ...(scale !== undefined && { scale }),
    };
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
