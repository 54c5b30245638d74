// What the store of calls stands on.
import type { Knex } from 'knex';
import type { SealedObjects } from '../../../domain/ports/objects.ts';
import type { RecordingWork } from '../../../domain/ports/recordings.ts';
import type { RoomStore } from '../../../domain/ports/room.ts';
import type { Digest, Sealer } from '../../../domain/ports/system.ts';

export type CallStoreDeps = {
  db: Knex;
  sealer: Sealer;
  room: Pick<RoomStore, 'load' | 'readPersonal'>;
  objects: Pick<SealedObjects, 'keyOf' | 'put' | 'remove'>;
  recordings: Pick<RecordingWork, 'markStored' | 'giveUp'>;
  digest: Digest;
  newId(prefix: string): string;
};
