import { v7 as newId } from 'uuid';
import type { Split } from '../../../app/domain/split.ts';
import { makeSplits } from '../make-splits.ts';
import { inProject } from './context.ts';
import { required } from './required.ts';

const os = inProject.splits;

export const splits = os.router({
  list: os.list.handler(({ context }) => context.project.store.splits.list()),
  find: os.find.handler(({ context, input: { splitId } }) =>
    required(context.project.store.splits.find(splitId), 'split', splitId),
  ),
  members: os.members.handler(({ context: { project }, input: { splitId } }) => {
    required(project.store.splits.find(splitId), 'split', splitId);
    return project.reader.pieces('members', splitId);
  }),
  make: os.make.handler(async ({ context: { project }, input }) => {
    const made = await makeSplits(project, input);
    project.changes.publish('splits', null);
    return made.map(({ split, leaks }) => ({ split, leaks }));
  }),
  add: os.add.handler(({ context: { project }, input: { name, members } }) => {
    const split: Split = {
      ...{ id: newId(), name, method: 'file', options: {}, seed: 0, locked: [], createdAt: Date.now() },
    };
    project.store.splits.add(split, members);
    project.changes.publish('splits', [split.id]);
    return split;
  }),
  assign: os.assign.handler(({ context: { project }, input: { splitId, members } }) => {
    project.store.splits.assign(splitId, members);
    project.changes.publish('splits', [splitId]);
  }),
  lock: os.lock.handler(({ context: { project }, input: { splitId, locked } }) => {
    project.store.splits.lock(splitId, locked);
    project.changes.publish('splits', [splitId]);
  }),
});
