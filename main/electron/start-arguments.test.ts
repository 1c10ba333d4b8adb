import path from 'node:path';
import { expect, test } from 'vitest';
import { startArguments } from './start-arguments.ts';

const folder = path.resolve('/projects');

test.each([
  [['blemish'], true, null],
  [['blemish', 'a/b.blemish'], true, path.resolve('/projects/a/b.blemish')],
  [['electron', '/app', 'line 3'], false, path.resolve('/projects/line 3')],
  [['blemish', '--allow-file-access', '-x', 'p'], true, path.resolve('/projects/p')],
])('%j names a project', (argv, isPackaged, project) => {
  expect(startArguments(argv, isPackaged, folder)).toEqual({ project, trains: false });
});

test('only npm start asks for a first training', () => {
  expect(startArguments(['electron', '/app', 'p', '--first-training'], false, folder).trains).toBe(true);
});
