import { expect, test } from 'vitest';
import { ALL_FORMATS } from './all-formats.ts';
import { recognise } from './recognise.ts';
import { exampleFiles } from './round-trip.testing.ts';

test.each(Object.values(ALL_FORMATS))(
  '$name is told from all other formats by what it writes',
  async (format) => {
    expect((await recognise(await exampleFiles(format), 'in')).name).toBe(format.name);
  },
);
