/**
 * Label maps: tiles in revisions, and the journal of what was done since and before. What lists of images filter and
 * sort by is kept beside each image, of its current map, so that no list decodes labels; the indexes that lists go along
 * hold what most filters ask, so that passing over an image does not read it. Lists leave channels out.
 */
export const annotations = `
CREATE TABLE annotation (
  id TEXT PRIMARY KEY NOT NULL,
  image_id TEXT NOT NULL REFERENCES image (id),
  annotator TEXT NOT NULL,
  is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('unlabelled', 'in-progress', 'labelled', 'reviewed')),
  assigned_to TEXT,
  returned_by TEXT,
  returned_at INTEGER,
  return_reason TEXT,
  reviewer TEXT,
  revision INTEGER NOT NULL,
  folded_revision INTEGER NOT NULL CHECK (folded_revision BETWEEN 0 AND revision),
  changed_at INTEGER NOT NULL,
  UNIQUE (image_id, annotator),
  CHECK ((return_reason IS NULL) = (returned_by IS NULL) AND (return_reason IS NULL) = (returned_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX annotation_current ON annotation (image_id) WHERE is_current = 1;
CREATE INDEX annotation_assigned ON annotation (assigned_to) WHERE assigned_to IS NOT NULL;
CREATE INDEX annotation_unfolded ON annotation (id) WHERE folded_revision < revision;

CREATE TABLE label_tile (
  annotation_id TEXT NOT NULL REFERENCES annotation (id),
  x INTEGER NOT NULL,
  y INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  tool TEXT NOT NULL,
  run_id TEXT REFERENCES run (id),
  runs BLOB NOT NULL,
  PRIMARY KEY (annotation_id, x, y, revision)
) STRICT;
CREATE INDEX label_tile_by_run ON label_tile (run_id) WHERE run_id IS NOT NULL;

CREATE TABLE journal (
  number INTEGER PRIMARY KEY,
  annotation_id TEXT NOT NULL REFERENCES annotation (id),
  revision INTEGER NOT NULL,
  client_id TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  base_revision INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('edit', 'undo', 'redo')),
  edit_revision INTEGER NOT NULL,
  standing TEXT CHECK (standing IN ('done', 'undone', 'dropped')),
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  tool TEXT NOT NULL,
  run_id TEXT REFERENCES run (id),
  patch BLOB,
  UNIQUE (annotation_id, revision),
  UNIQUE (client_id, sequence),
  CHECK ((kind = 'edit') = (patch IS NOT NULL) AND (kind = 'edit') = (standing IS NOT NULL))
) STRICT;
CREATE INDEX journal_by_run ON journal (run_id) WHERE run_id IS NOT NULL;

ALTER TABLE meta ADD COLUMN journal_bytes INTEGER NOT NULL DEFAULT 0;

CREATE TABLE class_statistic (
  class_id INTEGER NOT NULL,
  image_id TEXT NOT NULL REFERENCES image (id) ON DELETE CASCADE,
  pixels INTEGER NOT NULL,
  instances INTEGER NOT NULL,
  largest_area_px INTEGER NOT NULL,
  largest_length_px REAL NOT NULL,
  PRIMARY KEY (class_id, image_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX class_statistic_by_image ON class_statistic (image_id);

ALTER TABLE image ADD COLUMN state TEXT NOT NULL DEFAULT 'unlabelled'
  CHECK (state IN ('unlabelled', 'in-progress', 'labelled', 'reviewed'));
ALTER TABLE image ADD COLUMN labels_changed_at INTEGER;
ALTER TABLE image ADD COLUMN largest_length_px REAL;
CREATE INDEX image_by_state ON image (state, id) WHERE channel_of IS NULL;
CREATE INDEX image_by_age ON image (id, state, path) WHERE channel_of IS NULL;
CREATE INDEX image_by_path ON image (path, id, state) WHERE channel_of IS NULL;
CREATE INDEX image_by_label_age ON image (labels_changed_at, id, state, path) WHERE channel_of IS NULL;
CREATE INDEX image_by_largest ON image (largest_length_px, id, state, path) WHERE channel_of IS NULL;
`;
