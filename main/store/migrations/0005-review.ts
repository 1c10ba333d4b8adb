/** What models found, how good that was, and what people said of it. */
export const review = `
CREATE TABLE prediction (
  id TEXT PRIMARY KEY NOT NULL,
  run_id TEXT NOT NULL REFERENCES run (id),
  image_id TEXT NOT NULL REFERENCES image (id),
  image_hash TEXT NOT NULL,
  path TEXT NOT NULL,
  score REAL NOT NULL,
  uncertainty REAL,
  instances TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  UNIQUE (run_id, image_id)
) STRICT;
CREATE INDEX prediction_by_image ON prediction (image_id);

CREATE TABLE evaluation (
  id TEXT PRIMARY KEY NOT NULL,
  run_id TEXT NOT NULL REFERENCES run (id),
  split_id TEXT NOT NULL REFERENCES split (id),
  subset TEXT NOT NULL CHECK (subset IN ('train', 'val', 'calibration', 'test')),
  settings TEXT NOT NULL,
  scores TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX evaluation_by_run ON evaluation (run_id);
CREATE INDEX evaluation_by_split ON evaluation (split_id);

CREATE TABLE evaluated_image (
  evaluation_id TEXT NOT NULL REFERENCES evaluation (id) ON DELETE CASCADE,
  image_id TEXT NOT NULL REFERENCES image (id),
  annotation_id TEXT REFERENCES annotation (id),
  revision INTEGER NOT NULL,
  counts TEXT NOT NULL,
  PRIMARY KEY (evaluation_id, image_id)
) STRICT;
CREATE INDEX evaluated_image_by_image ON evaluated_image (image_id);
CREATE INDEX evaluated_image_by_annotation ON evaluated_image (annotation_id);

CREATE TABLE verdict (
  id TEXT PRIMARY KEY NOT NULL,
  image_id TEXT NOT NULL REFERENCES image (id),
  run_id TEXT REFERENCES run (id),
  reviewer TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('good', 'defect', 'unsure', 'label-wrong')),
  note TEXT NOT NULL,
  given_at INTEGER NOT NULL
) STRICT;
CREATE INDEX verdict_by_image ON verdict (image_id);
CREATE INDEX verdict_by_run ON verdict (run_id);

CREATE TABLE acceptance_rule (
  place INTEGER PRIMARY KEY,
  rule TEXT NOT NULL
) STRICT;
`;
