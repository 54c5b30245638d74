// `parley master-key`: says which master key wraps how much, exchanges it, and moves the keys into a database of their own.
import { keyPlaceProblem, keyPlaceRemedy } from '../../infra/seal/key-place.ts';
import { UnknownMasterKeyError, type KeyRing } from '../../infra/seal/key-ring.ts';
import { KeyCopyError, moveKeys } from '../../infra/seal/move-keys.ts';
import { countWrapped, rotateMasterKey, type WrappedCounts } from '../../infra/seal/rotate-master-key.ts';

import { CliError } from '../cli-error.ts';
import { renderRows } from './print-table.ts';
import type { Verbs } from './verbs.ts';
import { withPool } from './with-pool.ts';
import { withStores, type Stores } from './with-stores.ts';

const columns = ['masterKeyId', 'role', 'dataKeys', 'secrets'];

const roleOf = (masterKeyId: string, ring: KeyRing): string => {
  if (masterKeyId === ring.presentId) return 'present';
  return ring.ids.includes(masterKeyId) ? 'previous' : 'UNKNOWN';
};

/** Every key that is known or needed, needed or not. */
const rowsOf = (counts: WrappedCounts[], ring: KeyRing) => {
  const byId = new Map(counts.map((count) => [count.masterKeyId, count]));
  const ids = [...new Set([...ring.ids, ...byId.keys()])];
  return ids.map((masterKeyId) => ({
    masterKeyId,
    role: roleOf(masterKeyId, ring),
    dataKeys: byId.get(masterKeyId)?.dataKeys ?? 0,
    secrets: byId.get(masterKeyId)?.secrets ?? 0,
  }));
};

type Rows = ReturnType<typeof rowsOf>;

/** What the operator should do next. */
const advice = (rows: Rows): string => {
  const unknown = rows.find(({ role }) => role === 'UNKNOWN');
  if (unknown !== undefined)
    return `${unknown.masterKeyId} is neither PARLEY_MASTER_KEY nor PARLEY_MASTER_KEY_PREVIOUS: what it wraps cannot be opened here.`;
  const previous = rows.find(({ role }) => role === 'previous');
  if (previous === undefined) return 'Everything is wrapped by the present master key.';
  return previous.dataKeys + previous.secrets > 0
    ? 'PARLEY_MASTER_KEY_PREVIOUS is still needed. Run: npm run parley -- master-key rotate'
    : 'Nothing needs PARLEY_MASTER_KEY_PREVIOUS any more: remove it once every api and worker runs with the present key.';
};

const report = async ({ db, keyDb, ring }: Stores, json: boolean): Promise<string> => {
  const rows = rowsOf(await countWrapped({ db, keyDb }), ring);
  const table = renderRows(rows, { columns, json });
  return json ? table : `${table}\n\n${advice(rows)}`;
};

/** Numbers go to standard error, so that the result stays alone on standard output. */
const sayProgress = (dataKeys: number): void => console.error(`${dataKeys} data keys wrapped anew …`);

const rotate = async (stores: Stores, json: boolean): Promise<string> => {
  try {
    const { dataKeys, secrets } = await rotateMasterKey(stores, stores.ring, sayProgress);
    console.error(`${dataKeys} data keys and ${secrets} secrets of endpoints and connections wrapped anew.`);
  } catch (error) {
    if (!(error instanceof UnknownMasterKeyError)) throw error;
    throw new CliError(
      `Something is wrapped by ${error.masterKeyId}. The present master key is ${stores.ring.presentId}, and PARLEY_MASTER_KEY_PREVIOUS is ${stores.ring.ids[1] ?? 'not set'}: set it to the key of that id. Nothing was changed with an unknown key.`,
    );
  }
  return await report(stores, json);
};

const move = async ({ db, keyDb, ring, config }: Stores): Promise<string> => {
  const { url, ownerUrl, keyUrl } = config.database;
  if (keyUrl === undefined) throw new CliError('Set KEY_DATABASE_URL to the database for the keys.');
  try {
    // Only the owner may empty a table at once.
    const count = await withPool((ownerUrl ?? url).reveal(), (owner) => moveKeys({ db: owner, keyDb }, ring));
    const problem = await keyPlaceProblem({ db, keyDb });
    if (problem !== null) throw new CliError(keyPlaceRemedy[problem]);
    return count === 0 ? 'There was nothing to move.' : `${count} keys moved; the main database holds none any more.`;
  } catch (error) {
    if (!(error instanceof KeyCopyError)) throw error;
    throw new CliError(
      `The key ${error.message} in the key database is another one than in the main database: nothing was removed. Is the key database used by another deployment?`,
    );
  }
};

export const verbs: Verbs = {
  status: { run: ({ json }) => withStores((stores) => report(stores, json)) },
  rotate: { run: ({ json }) => withStores((stores) => rotate(stores, json)) },
  'move-keys': { run: () => withStores(move) },
};
