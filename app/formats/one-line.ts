import type { Report } from './annotation-format.ts';

/** A class name for a list with a name a line: what would break the line becomes a space, and is reported. */
export function asOneLine(name: string, report: Report): string {
  const line = name.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (line === name && line !== '') return name;
  report({
    kind: 'changed',
    text: 'Class names are written on one line each, without outer spaces',
    subject: name,
  });
  return line === '' ? '_' : line;
}
