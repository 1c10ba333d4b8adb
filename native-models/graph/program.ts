import { topologicalOrder } from './order.ts';
import { GraphError, type Node, type Tensor, type Variable } from './tensor.ts';

/** A new value that a variable takes when a run ends. All assignments read the values from before the run. */
export interface Assignment {
  readonly variable: Variable;
  readonly value: Tensor;
}

/** What an engine runs at once: results to hand out, and variables to move on. A pure function of state and inputs. */
export interface Program {
  readonly outputs: Readonly<Record<string, Tensor>>;
  readonly assignments: readonly Assignment[];
  /** A bool scalar: where it is false after a run, no variable moves. */
  readonly guard?: Tensor;
}

/** Everything an engine must know to run a program, in an order in which it can be computed. */
export interface ProgramParts {
  readonly nodes: readonly Node[];
  readonly inputs: readonly Tensor[];
  readonly variables: readonly Variable[];
  readonly constants: readonly Tensor[];
}

export function programResults(program: Program): Tensor[] {
  const guard = program.guard === undefined ? [] : [program.guard];
  return [...Object.values(program.outputs), ...program.assignments.map(({ value }) => value), ...guard];
}

/** Collects what the results of a program reach. What nothing reaches is dead and simply is not there. */
export function programParts(program: Program): ProgramParts {
  const results = programResults(program);
  const nodes = topologicalOrder(results);
  const leaves = new Set<Tensor>([...results, ...nodes.flatMap((node) => node.inputs)]);
  const inputs: Tensor[] = [];
  const variables: Variable[] = program.assignments.map(({ variable }) => variable);
  const constants: Tensor[] = [];
  for (const tensor of leaves) {
    if (tensor.source.kind === 'input') inputs.push(tensor);
    if (tensor.source.kind === 'constant') constants.push(tensor);
    if (isVariable(tensor) && !variables.includes(tensor)) variables.push(tensor);
  }
  checkNames('input', inputs.map(nameOf));
  checkNames('variable', variables.map(nameOf));
  return { nodes, inputs, variables, constants };
}

export function isVariable(tensor: Tensor): tensor is Variable {
  return tensor.source.kind === 'variable';
}

export function nameOf(tensor: Tensor): string {
  if (tensor.source.kind === 'input' || tensor.source.kind === 'variable') return tensor.source.name;
  throw new GraphError(`a ${tensor.source.kind} has no name`);
}

function checkNames(kind: string, names: readonly string[]): void {
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) !== index) throw new GraphError(`two ${kind}s are named ${name}`);
  }
}
