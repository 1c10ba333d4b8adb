import { z } from 'zod';

/** Of everything but classes: a UUIDv7, so that ids are in the order of creation and projects can be merged. */
export const idSchema = z.uuidv7();

/** ms since 1970. */
export const timeSchema = z.int().nonnegative();

/** The name of a person as the project shows it. */
export const personSchema = z.string().trim().min(1).max(100);

/** One short line: a name, a lot, a tag. */
export const nameSchema = z.string().trim().min(1).max(200);

/** A note, a guide, a reason. */
export const textSchema = z.string().trim().min(1).max(10_000);
