/** The queue of what runs in processes of its own. */
export const jobs = `
CREATE TABLE job (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'paused', 'done', 'failed', 'cancelled')),
  priority REAL NOT NULL,
  payload TEXT NOT NULL,
  progress TEXT,
  attempts INTEGER NOT NULL,
  failure TEXT,
  result TEXT,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER
) STRICT;
CREATE INDEX job_by_state ON job (state, priority, id);
`;
