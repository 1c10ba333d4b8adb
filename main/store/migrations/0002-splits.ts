/** Which images a model learns from, and on which it is judged. */
export const splits = `
CREATE TABLE split (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  method TEXT NOT NULL,
  options TEXT NOT NULL,
  seed INTEGER NOT NULL,
  locked TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE split_member (
  split_id TEXT NOT NULL REFERENCES split (id) ON DELETE CASCADE,
  image_id TEXT NOT NULL REFERENCES image (id) ON DELETE CASCADE,
  subset TEXT NOT NULL CHECK (subset IN ('train', 'val', 'calibration', 'test')),
  PRIMARY KEY (split_id, image_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX split_member_by_image ON split_member (image_id);
CREATE INDEX split_member_by_subset ON split_member (split_id, subset, image_id);
`;
