/** The line to the host was cut while an answer was awaited: whether the host did what was asked is not known. */
export class LineLostError extends Error {
  constructor(cause: unknown) {
    super('The connection was lost before the answer came', { cause });
    this.name = 'LineLostError';
  }
}
