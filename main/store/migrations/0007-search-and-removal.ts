/** All that people look for in an image, one a line. */
const SEARCH_TEXT = `
  image.path
    || ifnull((SELECT char(10) || p.name || ifnull(char(10) || p.lot, '') FROM part p WHERE p.id = image.part_id), '')
    || ifnull((SELECT char(10) || group_concat(t.tag, char(10)) FROM image_tag t WHERE t.image_id = image.id), '')
    || ifnull((SELECT char(10) || group_concat(n.text, char(10)) FROM image_note n WHERE n.image_id = image.id), '')
    || ifnull((SELECT char(10) || group_concat(a.assigned_to, char(10)) FROM annotation a
               WHERE a.image_id = image.id), '')`;

const LISTED = 'WHERE channel_of IS NULL AND removed_at IS NULL';

/** Keeps the text of the image that a row belongs to. */
function refreshed(name: string, when: string, imageId: string, condition = ''): string {
  return `CREATE TRIGGER search_text_${name} AFTER ${when} ${condition} BEGIN
  UPDATE image SET search_text = ${SEARCH_TEXT} WHERE id = ${imageId};
END;
`;
}

/**
 * Images that were removed and may come back, the text that a search looks through, classes whose labels show as
 * another class since they were removed, and images whose labels are to be counted again because of that. The indexes
 * that lists go along leave removed images out and hold the text, so that passing over an image does not read it.
 */
export const searchAndRemoval = `
ALTER TABLE class ADD COLUMN shown_as INTEGER
  CHECK (shown_as IS NULL OR (shown_as BETWEEN 0 AND 254 AND removed_at IS NOT NULL));
UPDATE class SET shown_as = 0 WHERE removed_at IS NOT NULL;

CREATE TABLE uncounted_image (
  image_id TEXT PRIMARY KEY NOT NULL REFERENCES image (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

ALTER TABLE split ADD COLUMN complete INTEGER NOT NULL DEFAULT 1 CHECK (complete IN (0, 1));

ALTER TABLE image ADD COLUMN removed_at INTEGER;
ALTER TABLE image ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
UPDATE image SET search_text = ${SEARCH_TEXT};

DROP INDEX image_by_state;
DROP INDEX image_by_age;
DROP INDEX image_by_path;
DROP INDEX image_by_label_age;
DROP INDEX image_by_largest;
CREATE INDEX image_by_state ON image (state, id) ${LISTED};
CREATE INDEX image_by_age ON image (id, state, search_text) ${LISTED};
CREATE INDEX image_by_path ON image (path, id, state, search_text) ${LISTED};
CREATE INDEX image_by_label_age ON image (labels_changed_at, id, state, search_text) ${LISTED};
CREATE INDEX image_by_largest ON image (largest_length_px, id, state, search_text) ${LISTED};
CREATE INDEX image_removed ON image (removed_at) WHERE removed_at IS NOT NULL;

${refreshed('of_new_image', 'INSERT ON image', 'NEW.id')}
${refreshed('of_placed_image', 'UPDATE OF path, part_id ON image', 'NEW.id')}
${refreshed('of_new_tag', 'INSERT ON image_tag', 'NEW.image_id')}
${refreshed('of_lost_tag', 'DELETE ON image_tag', 'OLD.image_id')}
${refreshed('of_new_note', 'INSERT ON image_note', 'NEW.image_id')}
${refreshed('of_lost_note', 'DELETE ON image_note', 'OLD.image_id')}
${refreshed('of_assigned', 'UPDATE OF assigned_to ON annotation', 'NEW.image_id', 'WHEN OLD.assigned_to IS NOT NEW.assigned_to')}
`;
