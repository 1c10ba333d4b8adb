import type { DefectKind } from '../defect-kinds.ts';
import { blowhole } from './blowhole.ts';
import { chip } from './chip.ts';
import { crack } from './crack.ts';
import type { Defect } from './defect.ts';
import { dent } from './dent.ts';
import { dust } from './dust.ts';
import { pit } from './pit.ts';
import { residue } from './residue.ts';
import { scratch } from './scratch.ts';
import { stain } from './stain.ts';
import { uneven } from './uneven.ts';

export const DEFECTS: Readonly<Record<DefectKind, Defect>> = {
  scratch,
  crack,
  pit,
  blowhole,
  stain,
  uneven,
  chip,
  dust,
  dent,
  residue,
};
