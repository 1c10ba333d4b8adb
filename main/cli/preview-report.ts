import type { FindingCount } from '../../app/formats/finding-counts.ts';
import type { Preview } from '../../app/formats/preview.ts';

/** What will be written or imported, as a person reads it. @param title of the format that it comes from */
export function previewText({ images, classes, ignoredPixels, findings }: Preview, title: string): string {
  const labelled = classes.filter(({ pixels }) => pixels > 0);
  const unused = classes.length - labelled.length;
  const nameWidth = Math.max(...labelled.map(({ name }) => name.length), 5) + 2;
  const row = (id: string, name: string, ...numbers: readonly (number | string)[]): string =>
    id.padEnd(5) + name.padEnd(nameWidth) + numbers.map((number) => String(number).padStart(11)).join('');
  return [
    `${title}: ${images} ${images === 1 ? 'picture' : 'pictures'}`,
    row('id', 'class', 'pictures', 'instances', 'pixels'),
    ...labelled.map(({ id, name, ...counts }) =>
      row(String(id), name, counts.images, counts.instances, counts.pixels),
    ),
    ...(unused > 0 ? [`${unused} more ${unused === 1 ? 'class' : 'classes'} without labels`] : []),
    ...(ignoredPixels > 0 ? [row('255', 'ignored', '', '', ignoredPixels)] : []),
    ...findings.map(findingText),
  ].join('\n');
}

export function findingText({ kind, text, count, firstSubject }: FindingCount): string {
  return `${kind}: ${text} (${count === 1 ? firstSubject : `${count} times, first ${firstSubject}`})`;
}

/** The same as --json prints it. */
export function previewJson({
  images,
  matchedImages,
  classes,
  ignoredPixels,
  files,
  findings,
}: Preview): object {
  return {
    images,
    matched_images: matchedImages,
    files,
    classes,
    ignored_pixels: ignoredPixels,
    findings: findings.map(({ kind, text, count, firstSubject }) => ({
      kind,
      text,
      count,
      first: firstSubject,
    })),
  };
}
