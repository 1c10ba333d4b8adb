import { images } from './0001-images.ts';
import { splits } from './0002-splits.ts';
import { runs } from './0003-runs.ts';
import { annotations } from './0004-annotations.ts';
import { review } from './0005-review.ts';
import { jobs } from './0006-jobs.ts';
import { searchAndRemoval } from './0007-search-and-removal.ts';

/**
 * The statements that lead from each version to the next, the first from an empty data base to version 1. What was
 * released never changes; a new one is added at the end.
 */
export const MIGRATIONS: readonly string[] = [
  images,
  splits,
  runs,
  annotations,
  review,
  jobs,
  searchAndRemoval,
];

/** The version that this program writes. */
export const NEWEST_VERSION = MIGRATIONS.length;
