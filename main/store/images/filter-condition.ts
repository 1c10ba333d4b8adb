import type { ImageFilter } from '../../../app/domain/image-query.ts';
import type { Parameters } from '../project-database.ts';

/** What the images `i` must fulfil, in SQL. */
export interface Condition {
  readonly sql: string;
  readonly parameters: Parameters;
}

/** Channels are left out, as they are shown with the image whose labels they share, and so are removed images. */
export function conditionOf(filter: ImageFilter): Condition {
  const terms: string[] = ['i.channel_of IS NULL', 'i.removed_at IS NULL'];
  const parameters: Record<string, string | number> = {};
  const bind = (value: string | number): string => {
    const name = `p${Object.keys(parameters).length}`;
    parameters[name] = value;
    return `@${name}`;
  };
  const oneOf = (values: readonly (string | number)[]): string => `(${values.map(bind).join(', ')})`;
  const { states, classIds, subset, lot, partId, view, tags, text, assignedTo } = filter;

  if (states !== undefined) terms.push(`i.state IN ${oneOf(states)}`);
  if (classIds !== undefined) {
    terms.push(`i.id IN (SELECT image_id FROM class_statistic WHERE class_id IN ${oneOf(classIds)})`);
  }
  if (subset !== undefined) {
    const members = `SELECT 1 FROM split_member m WHERE m.split_id = ${bind(subset.splitId)} AND m.image_id = i.id`;
    terms.push(
      subset.subset === null
        ? `NOT EXISTS (${members})`
        : `EXISTS (${members} AND m.subset = ${bind(subset.subset)})`,
    );
  }
  if (lot !== undefined) terms.push(`i.part_id IN (SELECT id FROM part WHERE lot = ${bind(lot)})`);
  if (partId !== undefined) terms.push(`i.part_id = ${bind(partId)}`);
  if (view !== undefined) terms.push(`i.view = ${bind(view)}`);
  for (const tag of tags ?? []) {
    terms.push(`i.id IN (SELECT image_id FROM image_tag WHERE tag = ${bind(tag)})`);
  }
  if (text !== undefined) terms.push(`i.search_text LIKE ${bind(pattern(text))} ESCAPE '\\'`);
  if (assignedTo !== undefined) {
    terms.push(`i.id IN (SELECT image_id FROM annotation WHERE assigned_to = ${bind(assignedTo)})`);
  }
  const ranges = [
    ['i.largest_length_px', filter.largestLengthPx],
    ['i.labels_changed_at', filter.labelsChangedAt],
  ] as const;
  for (const [column, range] of ranges) {
    if (range?.from !== undefined) terms.push(`${column} >= ${bind(range.from)}`);
    if (range?.to !== undefined) terms.push(`${column} <= ${bind(range.to)}`);
  }
  return { sql: terms.join(' AND '), parameters };
}

function pattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
