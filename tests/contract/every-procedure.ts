import { labelsProcedures } from './labels-procedures.ts';
import { learningProcedures } from './learning-procedures.ts';
import { projectProcedures } from './project-procedures.ts';
import type { Call } from './scene.ts';

/** Every procedure of the contract, by name, in an order in which each finds what it needs. */
export const everyProcedure: Readonly<Record<string, Call>> = {
  ...projectProcedures,
  ...labelsProcedures,
  ...learningProcedures,
};
