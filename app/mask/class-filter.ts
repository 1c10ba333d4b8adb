/** By class id, 1 where a tool may paint over that class, 0 where the class is locked. */
export type ClassFilter = Uint8Array;

/** Every class, background and ignored pixels included. */
export function everyClass(): ClassFilter {
  return new Uint8Array(256).fill(1);
}

/** These classes only, e.g. `[BACKGROUND]`. */
export function onlyClasses(classIds: Iterable<number>): ClassFilter {
  const filter = new Uint8Array(256);
  for (const classId of classIds) filter[classId] = 1;
  return filter;
}

/** Every class but the locked ones. */
export function unlockedClasses(lockedIds: Iterable<number>): ClassFilter {
  const filter = everyClass();
  for (const classId of lockedIds) filter[classId] = 0;
  return filter;
}
