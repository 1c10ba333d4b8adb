import type { Host } from '../../main/host/host.ts';
import { openWebDoor, type WebDoor, type WebDoorOptions } from '../../main/web/open-web-door.ts';

/** The door of main/web, which can be shut and opened again at the same address. */
export interface RealDoor {
  /** With a slash behind it. */
  readonly origin: string;
  /** Lets one browser in. */
  newAddress(): string;
  cutOff(): Promise<void>;
  letIn(): Promise<void>;
}

export async function openRealDoor(host: Host, windowFolder: string, userFolder: string): Promise<RealDoor> {
  const options: WebDoorOptions = {
    host,
    windowFolder,
    userFolder,
    address: '127.0.0.1',
    port: 0,
    tls: null,
  };
  let door: WebDoor = await openWebDoor(options);
  const { origin, port } = new URL(door.newAddress());
  return {
    origin: `${origin}/`,
    newAddress: () => door.newAddress(),
    cutOff: () => door.close(),
    letIn: async () => {
      door = await openWebDoor({ ...options, port: Number(port) });
    },
  };
}
