import type { Annotation, RequestId } from '../../../app/domain/annotation.ts';
import { bytesFromPatch, patchFromBytes } from '../../../app/mask/patch-bytes.ts';
import { bytesFromRuns } from '../../../app/mask/run-length-bytes.ts';
import type { ChangeRequest, JournalOutcome } from '../../store/annotations/journal.ts';
import type { OpenProject } from '../open-project.ts';
import { type Context, inProject } from './context.ts';
import { required } from './required.ts';

const os = inProject.annotations;

export const annotations = os.router({
  ofImage: os.ofImage.handler(({ context, input }) =>
    context.project.store.annotations.ofImage(input.imageId),
  ),
  assignedTo: os.assignedTo.handler(({ context, input }) =>
    context.project.store.annotations.assignedTo(input.person),
  ),
  begin: os.begin.handler(({ context: { project, host }, input }) => {
    const annotation = project.store.annotations.begin(input.imageId, host.person);
    project.changes.publish('annotations', [annotation.imageId]);
    return annotation;
  }),
  map: os.map.handler(({ context: { project }, input: { annotationId } }) => ({
    revision: find(project, annotationId).revision,
    runs: bytesFromRuns(project.store.labelMaps.read(annotationId)),
  })),
  apply: os.apply.handler(({ context, input: { patch, tool, runId, ...change } }) => {
    const request = { ...requestOf(context, change, tool), runId, patch: patchFromBytes(patch) };
    const { revision } = context.project.store.journal.apply(request);
    return { revision: publish(context.project, change.annotationId, revision) };
  }),
  undo: os.undo.handler(({ context, input }) => {
    const outcome = context.project.store.journal.undo(requestOf(context, input, 'undo'));
    return done(context.project, input.annotationId, outcome);
  }),
  redo: os.redo.handler(({ context, input }) => {
    const outcome = context.project.store.journal.redo(requestOf(context, input, 'redo'));
    return done(context.project, input.annotationId, outcome);
  }),
  reach: os.reach.handler(({ context, input }) => context.project.store.journal.reach(input.annotationId)),
  blame: os.blame.handler(({ context: { project }, input: { annotationId, x, y } }) => {
    find(project, annotationId);
    return project.store.blame(annotationId, x, y);
  }),
  leave: os.leave.handler(({ context: { project }, input: { annotationId } }) => {
    project.store.folding.fold(annotationId);
    project.changes.publish('annotations', [find(project, annotationId).imageId]);
  }),
  setState: os.setState.handler(({ context: { project }, input: { annotationId, state } }) => {
    project.store.annotations.setState(annotationId, state);
    return changed(project, annotationId);
  }),
  assign: os.assign.handler(({ context: { project }, input: { annotationId, person } }) => {
    project.store.annotations.assign(annotationId, person);
    return changed(project, annotationId);
  }),
  approve: os.approve.handler(({ context: { project, host }, input: { annotationId } }) => {
    project.store.annotations.approve(annotationId, host.person);
    return changed(project, annotationId);
  }),
  sendBack: os.sendBack.handler(({ context: { project, host }, input: { annotationId, reason } }) => {
    project.store.annotations.sendBack(annotationId, host.person, reason);
    return changed(project, annotationId);
  }),
  makeCurrent: os.makeCurrent.handler(({ context: { project }, input: { annotationId } }) => {
    project.store.annotations.makeCurrent(annotationId);
    return changed(project, annotationId);
  }),
});

type Change = RequestId & Pick<ChangeRequest, 'annotationId' | 'baseRevision'>;

/** Who and when are the host's to say. */
function requestOf({ host }: Context, change: Change, tool: string): ChangeRequest {
  return { ...change, tool, runId: null, madeBy: host.person, madeAt: Date.now() };
}

function done(
  project: OpenProject,
  annotationId: string,
  { revision, patch }: JournalOutcome,
): { revision: number; patch: Uint8Array } {
  return { revision: publish(project, annotationId, revision), patch: bytesFromPatch(patch) };
}

function publish(project: OpenProject, annotationId: string, revision: number): number {
  changed(project, annotationId);
  return revision;
}

/** The annotation as it is after a change that clients hear of. */
function changed(project: OpenProject, annotationId: string): Annotation {
  const annotation = find(project, annotationId);
  project.changes.publish('annotations', [annotation.imageId]);
  return annotation;
}

function find({ store }: OpenProject, annotationId: string): Annotation {
  return required(store.annotations.find(annotationId), 'annotation', annotationId);
}
