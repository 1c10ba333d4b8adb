import type { ContractClient } from '../../app/contract/client.ts';
import type { ListedImage } from '../../app/domain/image-query.ts';
import { Resource } from '../workspace/resource.svelte.ts';
import type { Workspace } from '../workspace/workspace.svelte.ts';

/** As many as the strip is wide. */
const STRIP = 8;

export interface ProjectSummary {
  /** The first by path. */
  readonly images: readonly Pick<ListedImage, 'id' | 'contentHash'>[];
  readonly count: number;
  /** Labelled or reviewed. */
  readonly labelled: number;
  /** Validation mIoU of the newest run that has one. */
  readonly score: { readonly run: string; readonly value: number } | null;
}

/** What the home room shows of the open project. */
export function projectSummary({ changes, connection }: Workspace): Resource<ProjectSummary> {
  return Resource.ofComponent(changes, ['images', 'annotations', 'runs'], () => load(connection.client));
}

async function load(client: ContractClient): Promise<ProjectSummary> {
  const [images, facets, score] = await Promise.all([
    client.images.page({ filter: {}, order: { by: 'path', descending: false }, offset: 0, limit: STRIP }),
    client.images.facets({ filter: {}, splitId: null }),
    newestScore(client),
  ]);
  const labelled = (facets.states.get('labelled') ?? 0) + (facets.states.get('reviewed') ?? 0);
  return { images, count: facets.count, labelled, score };
}

async function newestScore(client: ContractClient): Promise<ProjectSummary['score']> {
  for (const { id, name } of await client.runs.list()) {
    const checkpoints = await client.runs.checkpoints({ runId: id });
    const score = checkpoints.find(({ kind }) => kind === 'best')?.score ?? null;
    if (score !== null) return { run: name, value: score };
  }
  return null;
}
