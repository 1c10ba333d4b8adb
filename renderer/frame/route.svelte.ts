import { type Address, addressHash, parseAddress } from './address.ts';
import { type Room, ROOMS } from './rooms.ts';

let current: Address<Room> = $state.raw(parseAddress(location.hash, ROOMS));

addEventListener('hashchange', () => {
  current = parseAddress(location.hash, ROOMS);
});

/** The room that is shown: it lies in the address, so that reload, back and forward work. */
export const route = {
  get room(): Room {
    return current.room;
  },
  /** What the room shows, e.g. an image's id; '' for nothing. */
  get rest(): string {
    return current.rest;
  },
  goTo(room: Room, rest = ''): void {
    location.hash = addressHash({ room, rest });
  },
};
