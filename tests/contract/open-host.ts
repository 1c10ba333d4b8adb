import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { WebSocket as Socket, WebSocketServer } from 'ws';
import { type ContractClient, contractClient } from '../../app/contract/client.ts';
import { type Doors, openDoors } from '../../main/host/doors.ts';
import { Host } from '../../main/host/host.ts';
import { threadLine } from '../../main/host/line.ts';
import { jobHandler } from '../../main/jobs/job-handler.ts';
import { nodeHost } from '../../main/jobs/node-host.ts';
import { oddJob } from '../jobs/odd-job.ts';
import { noSink } from '../jobs/open-queue.ts';

/** A host without a project, in a folder of its own. */
export interface OpenHost {
  readonly host: Host;
  readonly doors: Doors;
  readonly folder: string;
  /** What the log was told of failures. */
  readonly failures: readonly unknown[];
  close(): Promise<void>;
}

export async function openHost(): Promise<OpenHost> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'blemish-host-')));
  const failures: unknown[] = [];
  const host = await Host.start({
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (failure: unknown) => failures.push(failure),
    },
    workers: nodeHost,
    moreHandlers: [jobHandler(oddJob('thumbnails'), noSink)],
    userFolder: path.join(folder, 'user'),
    systemUser: 'Anna',
    version: '0.0.0-test',
  });
  const close = async (): Promise<void> => {
    await host.close();
    await rm(folder, { recursive: true });
  };
  return { host, doors: openDoors(host), folder, failures, close };
}

/** A client on a line of its own, which `hangUp` cuts. */
export interface Caller {
  readonly client: ContractClient;
  /** Sends what no client would. */
  readonly sendRaw: (message: string) => void;
  readonly hangUp: () => void;
}

export type Transport = (doors: Doors) => Promise<Caller>;

export const transports: Readonly<Record<string, Transport>> = {
  MessagePort: callByPort,
  WebSocket: callBySocket,
};

function callByPort(doors: Doors): Promise<Caller> {
  const { port1, port2 } = new MessageChannel();
  doors.connectLine(threadLine(port1));
  return Promise.resolve({
    client: contractClient((options) => new PortLink({ port: port2, ...options })),
    sendRaw: (message) => {
      port2.postMessage(message);
    },
    hangUp: () => {
      port2.close();
    },
  });
}

async function callBySocket(doors: Doors): Promise<Caller> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => {
    doors.connectSocket(socket);
  });
  await once(server, 'listening');
  const socket = new Socket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await once(socket, 'open');
  return {
    client: contractClient(
      (options) => new SocketLink({ websocket: socket as unknown as WebSocket, ...options }),
    ),
    sendRaw: (message) => {
      socket.send(message);
    },
    hangUp: () => {
      socket.terminate();
      server.close();
    },
  };
}
