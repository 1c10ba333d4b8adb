import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { purgeImages } from '../../main/services/project/purge-images.ts';
import { openProject } from '../../main/store/open-project.ts';
import type { ProjectStore } from '../../main/store/project-store.ts';
import { QUIET } from '../../main/store/store.testing.ts';
import { jsonOf, runBlemish } from './run-blemish.ts';
import { importArguments, importSmallProject, initSmallProject, requireDone } from './small-project.ts';

test('a removed image stays out of an import, and a purge takes the copy but not a file that is used where it is', async () => {
  const small = await initSmallProject();
  const args = [...importArguments(small), '--copy', '--json'];
  await requireDone(runBlemish(args));
  await inProject(small.project, (store) => {
    store.removedImages.remove([store.images.findByPath('images/tile0.png')!.id]);
  });
  expect(jsonOf(await requireDone(runBlemish(args)))).toMatchObject({
    images: {
      added: 0,
      known: 7,
      refused: [{ path: 'tile0.png', problem: expect.stringContaining('was removed') as string }],
    },
  });
  await requireDone(runBlemish(['check', small.project]));
  await inProject(small.project, purgeRemoved);
  expect(existsSync(path.join(small.project, 'images', 'tile0.png'))).toBe(false);
  expect(jsonOf(await requireDone(runBlemish(args)))).toMatchObject({ images: { added: 1, known: 7 } });

  const { data, project } = await importSmallProject();
  await inProject(project, async (store) => {
    store.removedImages.remove(store.imageList.ids({ text: 'tile0' }));
    await purgeRemoved(store);
    expect(store.imageList.count({})).toBe(7);
  });
  expect(existsSync(path.join(data.images, 'tile0.png'))).toBe(true);
});

async function purgeRemoved(store: ProjectStore): Promise<void> {
  await purgeImages(
    store,
    store.removedImages.page(0, 10).map(({ id }) => id),
  );
}

async function inProject(
  project: string,
  work: (store: ProjectStore) => Promise<void> | void,
): Promise<void> {
  const store = await openProject(project, QUIET);
  try {
    await work(store);
  } finally {
    await store.close();
  }
}
