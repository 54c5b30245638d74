// Gives every screen the room: what is known, and what can be done.
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { RoomView } from '../../usecases/room/view.ts';
import type { Room } from './state/room.ts';
import type { RoomState } from './state/state.ts';

export const RoomContext = createContext<Room | null>(null);

export const useRoom = (): { state: RoomState; room: Room } => {
  const room = useContext(RoomContext);
  if (room === null) throw new Error('there is no room around this');
  return { state: useSyncExternalStore(room.store.subscribe, room.store.get), room };
};

/** For screens that are shown only once the room was entered. */
export const useEntered = (): { view: RoomView; state: RoomState; room: Room } => {
  const { state, room } = useRoom();
  if (state.view === null) throw new Error('the room was not entered yet');
  return { view: state.view, state, room };
};
