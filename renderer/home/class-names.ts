/** Names as a person lists them, with commas of any script or a line each; none twice. */
export function classNames(text: string): string[] {
  const names = text.split(/[,;，、；\n]/).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}
