// What the room's actions share: the store, the calls, what this window remembers, and the browser around it.
import type { RoomApi } from '../api.ts';
import type { Browser } from '../../ui/page-browser.ts';
import type { Memory } from '../../ui/session-memory.ts';
import type { RoomState } from './state.ts';
import type { Store } from './store.ts';

export type Deps = { store: Store<RoomState>; api: RoomApi; memory: Memory; browser: Browser };
