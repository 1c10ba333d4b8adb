import type { Random } from '../../random.ts';
import { oneOf } from '../draws.ts';
import { band } from './band.ts';
import { bore } from './bore.ts';
import { codeMark } from './code-mark.ts';
import { gridLines } from './grid-lines.ts';
import { highlight } from './highlight.ts';
import { lettering } from './lettering.ts';
import { machinedEdge } from './machined-edge.ts';
import { rivets } from './rivets.ts';
import { secondFace } from './second-face.ts';
import { shadow } from './shadow.ts';
import type { Structure } from './structure.ts';
import { weldSeam } from './weld-seam.ts';

const STRUCTURES: readonly Structure[] = [
  band,
  bore,
  codeMark,
  gridLines,
  gridLines,
  highlight,
  lettering,
  machinedEdge,
  machinedEdge,
  rivets,
  secondFace,
  secondFace,
  shadow,
  weldSeam,
];

/** Half of the pictures show bare surface, the others one to three things. */
export function chooseStructures(source: Random): Structure[] {
  const count = source.chance(0.5) ? 0 : source.integer(1, 3);
  return Array.from({ length: count }, () => oneOf(STRUCTURES, source));
}
