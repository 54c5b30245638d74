// Gives commands the use cases of tenants and keys, over the database that the operator means.
import { createKeyMint } from '../../infra/api-key.ts';
import { createAdministration } from '../../infra/db/access/administration.ts';
import { createMailWords } from '../../infra/mail/mail-words.ts';
import { readNetwork } from '../../infra/limits/read-network.ts';
import { hmacSha256, newId, sha256, systemClock } from '../../infra/system.ts';
import { createKeyUseCases, type KeyUseCases } from '../../usecases/access/keys.ts';
import { createTenantUseCases, type Asker, type TenantUseCases } from '../../usecases/access/tenants.ts';

import { operatorConfig } from './operator-config.ts';
import { stateFolder } from '../embedded/own-system.ts';
import { withPool } from './with-pool.ts';

export const operator: Asker = { actor: { kind: 'operator', id: null }, requestId: null };

/** The same for the same name under the same PARLEY_KEY_PEPPER, and nothing that a name could be read from. */
export const operatorIdOf = (name: string): string =>
  `op_${hmacSha256(operatorConfig(process.env, stateFolder).keys.pepper.reveal(), `operator:${name}`).slice(0, 20)}`;

/** Who acts without an interview to seal the name beside. `name` is null where none was given. */
export const operatorNamed = (name: string | null): Asker => ({
  ...operator,
  actor: { kind: 'operator', id: name === null ? null : operatorIdOf(name) },
});

export type UseCases = { tenants: TenantUseCases; keys: KeyUseCases };

export const administer = async <Result>(work: (useCases: UseCases) => Promise<Result>): Promise<Result> => {
  const { database, keys, mail, server } = operatorConfig(process.env, stateFolder);
  const mailWords = createMailWords({ ...server, ...mail });
  const mint = createKeyMint({ pepper: keys.pepper.reveal() });
  return await withPool(database.url.reveal(), async (db) => {
    const administration = createAdministration({ db, clock: systemClock });
    return await work({
      tenants: createTenantUseCases({ administration, newId, digest: sha256, mailWords }),
      keys: createKeyUseCases({ administration, mint, clock: systemClock, readNetwork }),
    });
  });
};
