import type { Image } from '../../../app/domain/image.ts';
import { type Region, type RegionScope, regionsThatCount } from '../../../app/domain/region.ts';
import type { ProjectStore } from '../../store/project-store.ts';

/** The rings of each area to inspect. */
export type Outlines = Region['rings'][];

/** What is to be inspected of any image, from one look at all regions; null: everything. */
export function regionsToInspect(
  store: ProjectStore,
): (image: Pick<Image, 'id' | 'view'>) => Outlines | null {
  const regions = store.regions.list().filter(({ zone }) => zone === null);
  const ofScope = Map.groupBy(regions, ({ scope }) => keyOf(scope));
  return ({ id, view }) => {
    const scopes: RegionScope[] = [{ level: 'project' }, { level: 'image', imageId: id }];
    if (view !== null) scopes.push({ level: 'view', view });
    const counting = regionsThatCount(scopes.flatMap((scope) => ofScope.get(keyOf(scope)) ?? []));
    return counting.length === 0 ? null : counting.map(({ rings }) => rings);
  };
}

function keyOf(scope: RegionScope): string {
  switch (scope.level) {
    case 'project':
      return 'project';
    case 'view':
      return `view ${scope.view}`;
    case 'image':
      return `image ${scope.imageId}`;
  }
}
