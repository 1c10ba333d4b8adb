import type { Annotation } from '../../app/domain/annotation.ts';
import type { Image } from '../../app/domain/image.ts';
import type { Region } from '../../app/domain/region.ts';
import type { ContractClient } from '../../app/contract/client.ts';
import type { OpenHost } from './open-host.ts';

/** What one procedure leaves for the next. */
export interface Scene extends OpenHost {
  readonly client: ContractClient;
  images: Image[];
  annotation: Annotation;
  region: Region;
  ids: Record<'client' | 'note' | 'part' | 'split' | 'run' | 'evaluation' | 'job', string>;
}

export type Call = (scene: Scene) => Promise<void>;
