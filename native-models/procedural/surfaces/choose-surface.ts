import type { Random } from '../../random.ts';
import { oneOf } from '../draws.ts';
import { brushed } from './brushed.ts';
import { cast } from './cast.ts';
import { circuit } from './circuit.ts';
import { concrete } from './concrete.ts';
import { crossGround } from './cross-ground.ts';
import { darkField } from './dark-field.ts';
import { felt } from './felt.ts';
import { glossy } from './glossy.ts';
import { granite } from './granite.ts';
import { leather } from './leather.ts';
import { painted } from './painted.ts';
import { perforated } from './perforated.ts';
import { printed } from './printed.ts';
import { rolled } from './rolled.ts';
import { spangled } from './spangled.ts';
import type { Surface } from './surface.ts';
import { tiled } from './tiled.ts';
import { turnedMetal } from './turned-metal.ts';
import { wood } from './wood.ts';
import { woven } from './woven.ts';

/** Those met most often on a line are listed twice. */
const SURFACES: readonly Surface[] = [
  brushed,
  brushed,
  cast,
  cast,
  circuit,
  concrete,
  concrete,
  crossGround,
  darkField,
  felt,
  glossy,
  glossy,
  granite,
  leather,
  painted,
  painted,
  perforated,
  printed,
  rolled,
  rolled,
  spangled,
  tiled,
  turnedMetal,
  wood,
  woven,
  woven,
];

export function chooseSurface(source: Random): Surface {
  return oneOf(SURFACES, source);
}
