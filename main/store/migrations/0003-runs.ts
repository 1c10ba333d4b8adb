/** Trainings, what they measured, and what they saved. */
export const runs = `
CREATE TABLE run (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  split_id TEXT REFERENCES split (id),
  job_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('created', 'training', 'finished', 'stopped', 'failed')),
  settings TEXT NOT NULL,
  channels TEXT NOT NULL,
  device TEXT,
  released INTEGER NOT NULL CHECK (released IN (0, 1)),
  created_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;
CREATE UNIQUE INDEX run_released ON run (released) WHERE released = 1;
CREATE INDEX run_by_split ON run (split_id);

CREATE TABLE run_metric (
  run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  step INTEGER NOT NULL,
  epoch REAL NOT NULL,
  value REAL,
  at INTEGER NOT NULL,
  PRIMARY KEY (run_id, name, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoint (
  run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('best', 'last')),
  step INTEGER NOT NULL,
  epoch REAL NOT NULL,
  score REAL,
  path TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (run_id, kind)
) STRICT, WITHOUT ROWID;
`;
