import { BlemishError } from '../../app/domain/errors.ts';

/** Does something with a file; an error of it that names nothing then names the file. */
export async function namingFile<T>(file: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof BlemishError) || error.subject !== undefined) throw error;
    const { kind, problem, remedy, cause } = error;
    throw new BlemishError(kind, { subject: file, problem, remedy, cause });
  }
}
