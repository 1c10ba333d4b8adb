import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { electronLine } from './line.ts';

test("a line over Electron's port hears what is in its events, once it listens", () => {
  const sent: unknown[] = [];
  let started = 0;
  const events = new EventEmitter();
  const line = electronLine({
    postMessage: (message) => sent.push(message),
    start: () => {
      started++;
    },
    on: (event: string, listener: (sent: { data: unknown }) => void) => events.on(event, listener),
  });
  const heard: unknown[] = [];
  let closed = false;
  expect(started).toBe(0);
  line.onMessage((message) => heard.push(message));
  line.onClose(() => {
    closed = true;
  });
  events.emit('message', { data: 'from the window', ports: [] });
  events.emit('close');
  line.send('to the window');
  expect({ started, heard, closed, sent }).toEqual({
    started: 1,
    heard: ['from the window'],
    closed: true,
    sent: ['to the window'],
  });
});
