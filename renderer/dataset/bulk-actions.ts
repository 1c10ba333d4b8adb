import type { ContractClient } from '../../app/contract/client.ts';
import type { AnnotationState } from '../../app/domain/annotation.ts';
import type { SplitMember, Subset } from '../../app/domain/split.ts';

/** How an action is taken back. */
export type Undo = () => Promise<void>;

/** Images whose states are changed at the same time. */
const AT_ONCE = 8;

export async function removeImages(client: ContractClient, imageIds: string[]): Promise<Undo> {
  await client.images.remove({ imageIds });
  return () => client.images.restore({ imageIds });
}

/** Gives images a tag. Taken back, those keep it that had it before. */
export async function tagImages(client: ContractClient, imageIds: string[], tag: string): Promise<Undo> {
  const tagged = new Set<string>();
  for await (const ids of await client.images.ids({ filter: { tags: [tag] } })) {
    for (const id of ids) tagged.add(id);
  }
  const fresh = imageIds.filter((id) => !tagged.has(id));
  await client.images.tag({ imageIds, tag });
  return async () => {
    if (fresh.length > 0) await client.images.untag({ imageIds: fresh, tag });
  };
}

/** Moves images to a subset. Taken back, those stay there that were in none before: a split has no way out. */
export async function moveToSubset(
  client: ContractClient,
  imageIds: readonly string[],
  splitId: string,
  subset: Subset,
): Promise<Undo> {
  const moved = new Set(imageIds);
  const before: SplitMember[] = [];
  for await (const members of await client.splits.members({ splitId })) {
    before.push(...members.filter(({ imageId }) => moved.has(imageId)));
  }
  await client.splits.assign({ splitId, members: imageIds.map((imageId) => ({ imageId, subset })) });
  return () => client.splits.assign({ splitId, members: before });
}

/** A state that a person can give by hand. */
export type GivenState = Exclude<AnnotationState, 'reviewed'>;

/**
 * Sets how far the current labels are; begins them where there are none. Taken back, reviewed ones are labelled: only a
 * reviewer approves.
 */
export async function setStates(
  client: ContractClient,
  imageIds: readonly string[],
  state: GivenState,
): Promise<Undo> {
  const before: { readonly annotationId: string; readonly state: GivenState }[] = [];
  await inTurns(imageIds, async (imageId) => {
    const current = (await client.annotations.ofImage({ imageId })).at(0);
    const annotation = current ?? (await client.annotations.begin({ imageId }));
    await client.annotations.setState({ annotationId: annotation.id, state });
    const given = annotation.state === 'reviewed' ? 'labelled' : annotation.state;
    before.push({ annotationId: annotation.id, state: given });
  });
  return () => inTurns(before, (earlier) => client.annotations.setState(earlier).then(() => undefined));
}

async function inTurns<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  for (let first = 0; first < items.length; first += AT_ONCE) {
    await Promise.all(items.slice(first, first + AT_ONCE).map(work));
  }
}
