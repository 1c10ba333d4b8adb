import { z } from 'zod';

/** Where a job's pictures and label maps are: in folders that a split file joins, or named one by one in a list. */
export const folderFields = { imagesDir: z.string(), masksDir: z.string(), splitFile: z.string() };
export const listFields = { listFile: z.string() };
