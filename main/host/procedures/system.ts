import { availableParallelism, freemem, totalmem } from 'node:os';
import { anytime } from './context.ts';

const os = anytime.system;

export const system = os.router({
  about: os.about.handler(({ context: { host } }) => ({
    version: host.version,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    freeBytes: freemem(),
  })),
  acknowledge: os.acknowledge.handler(({ context: { connection }, input: { stream, read } }) => {
    connection.acknowledge(stream, read);
  }),
});
