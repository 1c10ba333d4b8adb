/** The project, its classes, parts and images, and where they are inspected. */
export const images = `
CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  px_per_mm_x REAL CHECK (px_per_mm_x > 0),
  px_per_mm_y REAL CHECK (px_per_mm_y > 0),
  full_check_at INTEGER,
  CHECK ((px_per_mm_x IS NULL) = (px_per_mm_y IS NULL))
) STRICT;

CREATE TABLE class (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 254),
  name TEXT NOT NULL,
  place INTEGER NOT NULL,
  colour TEXT NOT NULL,
  key TEXT,
  guide TEXT NOT NULL,
  bridge_px REAL NOT NULL CHECK (bridge_px >= 0),
  removed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX class_by_name ON class (name) WHERE removed_at IS NULL;

CREATE TABLE part (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  lot TEXT,
  verdict TEXT CHECK (verdict IN ('ok', 'ng'))
) STRICT;
CREATE UNIQUE INDEX part_by_name ON part (ifnull(lot, ''), name);
CREATE INDEX part_by_lot ON part (lot);

CREATE TABLE image (
  id TEXT PRIMARY KEY NOT NULL,
  part_id TEXT REFERENCES part (id),
  view TEXT,
  lighting TEXT,
  channel_of TEXT REFERENCES image (id),
  width INTEGER NOT NULL CHECK (width > 0),
  height INTEGER NOT NULL CHECK (height > 0),
  bit_depth INTEGER NOT NULL,
  significant_bits INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  path TEXT NOT NULL UNIQUE,
  storage TEXT NOT NULL CHECK (storage IN ('copied', 'referenced')),
  px_per_mm_x REAL CHECK (px_per_mm_x > 0),
  px_per_mm_y REAL CHECK (px_per_mm_y > 0),
  orientation INTEGER NOT NULL CHECK (orientation BETWEEN 1 AND 8),
  perceptual_hash TEXT,
  added_at INTEGER NOT NULL,
  CHECK ((px_per_mm_x IS NULL) = (px_per_mm_y IS NULL)),
  CHECK (channel_of <> id)
) STRICT;
CREATE INDEX image_by_part ON image (part_id);
CREATE INDEX image_by_channel ON image (channel_of) WHERE channel_of IS NOT NULL;
CREATE INDEX image_by_hash ON image (content_hash);

CREATE TABLE class_example (
  class_id INTEGER NOT NULL REFERENCES class (id),
  image_id TEXT NOT NULL REFERENCES image (id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  PRIMARY KEY (class_id, image_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX class_example_by_image ON class_example (image_id);

CREATE TABLE image_tag (
  image_id TEXT NOT NULL REFERENCES image (id) ON DELETE CASCADE,
  tag TEXT NOT NULL,
  PRIMARY KEY (image_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX image_tag_by_tag ON image_tag (tag, image_id);

CREATE TABLE image_note (
  id TEXT PRIMARY KEY NOT NULL,
  image_id TEXT NOT NULL REFERENCES image (id) ON DELETE CASCADE,
  author TEXT NOT NULL,
  text TEXT NOT NULL,
  written_at INTEGER NOT NULL
) STRICT;
CREATE INDEX image_note_by_image ON image_note (image_id);

CREATE TABLE region (
  id TEXT PRIMARY KEY NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('project', 'view', 'image')),
  view TEXT CHECK ((level = 'view') = (view IS NOT NULL)),
  image_id TEXT REFERENCES image (id) ON DELETE CASCADE CHECK ((level = 'image') = (image_id IS NOT NULL)),
  zone TEXT,
  rings TEXT NOT NULL
) STRICT;
CREATE INDEX region_by_image ON region (image_id) WHERE image_id IS NOT NULL;
`;
