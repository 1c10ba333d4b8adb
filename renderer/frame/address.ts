/** Where in the window a person is: `#/dataset/<what is shown there>`. */
export interface Address<Room extends string> {
  readonly room: Room;
  /** What the room makes of it, e.g. an image's id; '' for nothing. */
  readonly rest: string;
}

/** @param rooms the first is where any other address leads */
export function parseAddress<Room extends string>(
  hash: string,
  rooms: readonly [Room, ...Room[]],
): Address<Room> {
  const [, name, ...rest] = hash.replace(/^#/, '').split('/');
  const room = rooms.find((candidate) => candidate === name);
  return room === undefined ? { room: rooms[0], rest: '' } : { room, rest: rest.join('/') };
}

export function addressHash({ room, rest }: Address<string>): string {
  return rest === '' ? `#/${room}` : `#/${room}/${rest}`;
}
