import { z } from 'zod';

/** A column of JSON text that holds what a schema says. */
export function jsonColumn<Value>(value: z.ZodType<Value>): z.ZodType<Value, string> {
  return z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue('not JSON');
        return z.NEVER;
      }
    })
    .pipe(value);
}
