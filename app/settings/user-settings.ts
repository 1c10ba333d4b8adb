import { z } from 'zod';
import { nameSchema, personSchema, timeSchema } from '../domain/identifier.ts';

/** What a person has chosen, for all projects on a machine. A file that lacks a value has its default. */
export const userSettingsSchema = z.strictObject({
  /** The name that labels and reviews carry; null: the name of the system's user. */
  person: personSchema.nullable().default(null),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** Null: the system's, where Blemish speaks it. */
  language: z.enum(['en', 'de', 'zh']).nullable().default(null),
  /** Keys that differ from the defaults, by action, e.g. `{ "brush": "B" }`. */
  keys: z.record(nameSchema, z.string().min(1).max(50)).default({}),
  /** Of the thumbnails and tiles of a project. */
  cacheMegabytes: z.int().min(100).max(1_000_000).default(4096),
  /** The newest first. */
  recentProjects: z
    .array(z.strictObject({ file: z.string().min(1), name: z.string(), openedAt: timeSchema }))
    .max(20)
    .default([]),
});

export type UserSettings = Readonly<z.infer<typeof userSettingsSchema>>;
export type RecentProject = Readonly<UserSettings['recentProjects'][number]>;

export const DEFAULT_SETTINGS: UserSettings = userSettingsSchema.parse({});
