import { BlemishError } from '../../../app/domain/errors.ts';
import { nameSchema } from '../../../app/domain/identifier.ts';
import { isBackgroundName } from '../../../app/formats/named-classes.ts';
import { createProject } from '../../store/create-project.ts';
import type { OpenOptions } from '../../store/open-project.ts';
import type { ProjectStore } from '../../store/project-store.ts';

const MOST_CLASSES = 254;

/**
 * Makes a project with its classes and opens it.
 * @throws {BlemishError} 'input' where the classes or the folder will not do; nothing is left then
 */
export async function createWithClasses(
  folder: string,
  classNames: readonly string[],
  options: OpenOptions,
): Promise<ProjectStore> {
  requireClassNames(classNames);
  const store = await createProject(folder, options);
  store.change(() => {
    for (const name of classNames) store.classes.add(name);
  });
  return store;
}

function requireClassNames(names: readonly string[]): void {
  if (names.length > MOST_CLASSES) {
    throw refused(`${names.length} classes`, 'A project has at most 254 classes', 'Join some');
  }
  const seen = new Set<string>();
  for (const name of names) {
    if (!nameSchema.safeParse(name).success) {
      throw refused(name, 'A class cannot have this name', 'Give one of 1 to 200 characters');
    }
    if (isBackgroundName(name)) {
      throw refused(name, 'The background is no class', 'Name the kinds of defects only');
    }
    if (seen.has(name)) throw refused(name, 'The class is named twice', 'Name each class once');
    seen.add(name);
  }
}

function refused(subject: string, problem: string, remedy: string): BlemishError {
  return new BlemishError('input', { subject, problem, remedy });
}
