import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '../../../app/contract/contract.ts';
import { listBackups } from '../../store/backup.ts';
import type { OpenProject } from '../open-project.ts';
import { untilRead } from '../until-read.ts';
import { anytime, inProject } from './context.ts';

const always = anytime.project;
const open = inProject.project;

export const project = anytime.project.router({
  open: always.open.handler(async ({ context: { host }, input }) =>
    described(await host.open(input.path, input.readOnly)),
  ),
  create: always.create.handler(async ({ context: { host }, input }) =>
    described(await host.create(input.folder, input.classes)),
  ),
  close: always.close.handler(({ context: { host } }) => host.close()),
  get: open.get.handler(({ context }) => described(context.project)),
  rename: open.rename.handler(
    ({
      context: {
        project: { store, changes },
      },
      input,
    }) => {
      store.record.rename(input.name);
      changes.publish('project', null);
    },
  ),
  setScale: open.setScale.handler(
    ({
      context: {
        project: { store, changes },
      },
      input,
    }) => {
      store.record.setScale(input.scale);
      changes.publish('project', null);
    },
  ),
  check: open.check.handler(({ context }) => context.project.store.checkFully()),
  backUp: open.backUp.handler(({ context }) => context.project.store.backUp()),
  backups: open.backups.handler(({ context }) => listBackups(context.project.store.place)),
  changes: open.changes.handler(({ context, signal }) =>
    untilRead(signal, (until) => context.project.changes.subscribe(until)),
  ),
});

type Described = Awaited<ReturnType<ContractRouterClient<typeof contract>['project']['get']>>;

function described({ store }: OpenProject): Described {
  const { record, place, access, isCheckDue } = store;
  return { project: record.read(), folder: place.folder, access, checkDue: isCheckDue };
}
