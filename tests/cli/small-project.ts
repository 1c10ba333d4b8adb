import path from 'node:path';
import { pino } from 'pino';
import { openProject } from '../../main/store/open-project.ts';
import type { ProjectStore } from '../../main/store/project-store.ts';
import { type Outcome, runBlemish } from './run-blemish.ts';
import { type SmallData, writeSmallData } from './small-data.ts';

export interface SmallProject {
  readonly data: SmallData;
  /** Its folder. */
  readonly project: string;
}

/** A new project beside small data, empty but for its classes. */
export async function initSmallProject(): Promise<SmallProject> {
  const data = await writeSmallData();
  const project = path.join(data.folder, 'paint');
  await requireDone(runBlemish(['init', project, '--classes', 'dent,scratch']));
  return { data, project };
}

/** A project with the small data imported: images, masks, and the split. */
export async function importSmallProject(): Promise<SmallProject> {
  const small = await initSmallProject();
  await requireDone(runBlemish(importArguments(small)));
  return small;
}

export function importArguments({ data, project }: SmallProject): string[] {
  return ['import', project, '--images', data.images, '--masks', data.masks, '--split', data.split];
}

/** What a command told, where it ended well. */
export async function requireDone(running: Promise<Outcome>): Promise<Outcome> {
  const outcome = await running;
  if (outcome.code !== 0) throw new Error(outcome.stderr);
  return outcome;
}

/** Looks into a project. */
export async function inProject<T>(project: string, look: (store: ProjectStore) => T): Promise<T> {
  const store = await openProject(project, {
    user: 'tester',
    log: pino({ level: 'silent' }),
    readOnly: true,
  });
  try {
    return look(store);
  } finally {
    await store.close();
  }
}

/** All that a project knows of its images: their files, fields and labels. */
export async function contentOf(project: string): Promise<unknown> {
  return inProject(project, (store) =>
    store.imageList.ids({}).map((id) => {
      const annotations = store.annotations.ofImage(id);
      return {
        image: store.images.find(id),
        annotations,
        labels: annotations.map((annotation) => store.labelMaps.read(annotation.id)),
        subsets: store.splits.list().map((split) => store.splits.members(split.id)),
      };
    }),
  );
}
