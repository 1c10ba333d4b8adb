import { type ImplementerInternalWithMiddlewares, implement } from '@orpc/server';
import { contract } from '../../../app/contract/contract.ts';
import type { Connection } from '../connection.ts';
import type { Host } from '../host.ts';
import type { OpenProject } from '../open-project.ts';

/** What every procedure is given. */
export interface Context {
  readonly host: Host;
  readonly connection: Connection;
  /** How the client names the stream that this call may give, so that it is sent as fast as it is read. */
  readonly stream?: string | undefined;
}

export const anytime = implement(contract).$context<Context>();

export interface ProjectContext extends Context {
  readonly project: OpenProject;
}

/** Procedures on the open project: NO_PROJECT where there is none. */
export const inProject: ImplementerInternalWithMiddlewares<typeof contract, Context, ProjectContext> =
  anytime.use(({ context, next }) => next({ context: { project: context.host.requireProject() } }));
