/** With every key of it and of what it holds in snake_case. */
export function snakeCased(value: object): object {
  return JSON.parse(JSON.stringify(value), (_, node: unknown) => {
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return node;
    return Object.fromEntries(Object.entries(node).map(([key, held]) => [snakeCase(key), held as unknown]));
  }) as object;
}

function snakeCase(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z0-9])/g, '$1_$2')
    .replaceAll(/([A-Z0-9]+)([A-Z])/g, '$1_$2')
    .toLowerCase();
}
