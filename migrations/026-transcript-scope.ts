// Keys of the presets that may read transcripts get the scope they are made with from now on; such keys could read every
// word before, in the audit bundle. Keys with scopes of their own stay as they were given.
import type { Knex } from 'knex';

export const up = async (db: Knex): Promise<void> => {
  await db.raw(`
    update api_keys set scopes = array_append(scopes, 'transcripts:read')
    where kind in ('integration', 'platform') and revoked_at is null and not 'transcripts:read' = any(scopes)`);
};
