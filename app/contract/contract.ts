import { annotations } from './annotations.ts';
import { classes } from './classes.ts';
import { evaluation } from './evaluation.ts';
import { formats } from './formats.ts';
import { images } from './images.ts';
import { jobs } from './jobs.ts';
import { parts } from './parts.ts';
import { predictions } from './predictions.ts';
import { project } from './project.ts';
import { regions } from './regions.ts';
import { runs } from './runs.ts';
import { settings } from './settings.ts';
import { splits } from './splits.ts';
import { system } from './system.ts';
import { verdicts } from './verdicts.ts';

/** All that a door can ask of the host: the only place where a request, its input and its output are written. */
export const contract = {
  project,
  classes,
  images,
  parts,
  regions,
  annotations,
  splits,
  formats,
  runs,
  predictions,
  evaluation,
  verdicts,
  jobs,
  settings,
  system,
};
