import { watchJobs } from '../watch-jobs.ts';
import { inProject } from './context.ts';
import { required } from './required.ts';

const os = inProject.jobs;

export const jobs = os.router({
  list: os.list.handler(({ context, input }) => context.project.store.jobs.list(input.states)),
  find: os.find.handler(({ context, input: { jobId } }) =>
    required(context.project.store.jobs.find(jobId), 'job', jobId),
  ),
  pause: os.pause.handler(({ context: { project }, input: { jobId } }) => {
    required(project.store.jobs.find(jobId), 'job', jobId);
    project.requireQueue().pause(jobId);
  }),
  resume: os.resume.handler(({ context: { project }, input: { jobId } }) => {
    required(project.store.jobs.find(jobId), 'job', jobId);
    project.requireQueue().resume(jobId);
  }),
  cancel: os.cancel.handler(({ context: { project }, input: { jobId } }) => {
    required(project.store.jobs.find(jobId), 'job', jobId);
    project.requireQueue().cancel(jobId);
  }),
  retry: os.retry.handler(({ context: { project }, input: { jobId } }) => {
    required(project.store.jobs.find(jobId), 'job', jobId);
    project.requireQueue().retry(jobId);
  }),
  watch: os.watch.handler(({ context: { project }, signal }) => watchJobs(project, signal)),
});
