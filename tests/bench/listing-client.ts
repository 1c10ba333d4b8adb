// The client of listing-block.ts, in a thread of its own: only the host's event loop is to be measured.
import { type MessagePort, workerData } from 'node:worker_threads';
import { RPCLink } from '@orpc/client/message-port';
import { contractClient } from '../../app/contract/client.ts';

const { port, done, images, page } = workerData as {
  port: MessagePort;
  done: MessagePort;
  images: number;
  page: number;
};
const client = contractClient((options) => new RPCLink({ port, ...options }));
for (let offset = 0; offset < images; offset += page) {
  const order = { by: 'path', descending: false } as const;
  await client.images.page({ filter: {}, order, offset, limit: page });
}
done.postMessage('listed');
port.close();
done.close();
