// The connection at whose address a signed hook arrived, with the secrets that it is held against: one statement.
import type { SignedConnections } from '../../../domain/ports/ats-inbox.ts';
import type { SecretBox } from '../../seal/secret-box.ts';
import type { Db } from '../knex.ts';
import { prepared } from '../prepared.ts';
import { rowToOpen, timedColumns, type TimedConnection } from './connection-rows.ts';

const readSigned = prepared<TimedConnection>(
  'read_signed_connection',
  `select ${timedColumns} from connections where id = $1 and kind = $2 and status <> 'deleted'`,
);

export const createSignedConnections = ({ db, secretBox }: { db: Db; secretBox: SecretBox }): SignedConnections => ({
  openSigned: async (kind, id) => {
    const [row] = await readSigned(db, [id, kind]);
    return row === undefined ? null : rowToOpen(secretBox, row);
  },
});
