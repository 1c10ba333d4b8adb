import { expect, test } from 'vitest';
import { ACTIONS, actionOf, conflicts, DEFAULT_KEYS, keyMap, withKey } from './key-bindings.ts';

test('the defaults have no conflict', () => {
  const keys = keyMap({});
  expect(ACTIONS.flatMap((action) => conflicts(keys, action))).toEqual([]);
});

test('a chosen key takes the place of the default, and unknown actions are left out', () => {
  const keys = keyMap({ palette: 'F1', juggle: 'J' });
  expect(keys.palette).toBe('F1');
  expect(keys.home).toBe(DEFAULT_KEYS.home.chord);
  expect(Object.keys(keys)).not.toContain('juggle');
  expect(actionOf(keys, 'F1', 'dataset')).toBe('palette');
  expect(actionOf(keys, 'Ctrl+K', 'dataset')).toBeUndefined();
});

test('a key given twice is told on both sides', () => {
  const keys = keyMap({ jobs: 'Ctrl+K' });
  expect(conflicts(keys, 'jobs')).toEqual(['palette']);
  expect(conflicts(keys, 'palette')).toEqual(['jobs']);
});

test('only what differs from the defaults is kept', () => {
  const chosen = withKey({ home: 'Alt+9' }, 'palette', 'F1');
  expect(chosen).toEqual({ home: 'Alt+9', palette: 'F1' });
  expect(withKey(chosen, 'palette', DEFAULT_KEYS.palette.chord)).toEqual({ home: 'Alt+9' });
});
