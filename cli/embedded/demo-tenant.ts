// The tenant that a first start makes, with one key of every kind and what can be ordered, so that a newcomer can begin at once.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { z } from 'zod';

import type { Administration, KeyOwner } from '../../domain/ports/administration.ts';
import type { KeyPreset } from '../../domain/access/principal.ts';
import { createKeyMint, hashKeySecret, parseApiKey } from '../../infra/api-key.ts';
import { loadConfig } from '../../infra/config.ts';
import { createAdministration } from '../../infra/db/access/administration.ts';
import { lookUpKey } from '../../infra/db/access/api-key-store.ts';
import { createTemplateStore } from '../../infra/db/templates/template-store.ts';
import { createMailWords } from '../../infra/mail/mail-words.ts';
import { readNetwork } from '../../infra/limits/read-network.ts';
import { createKeyRing } from '../../infra/seal/key-ring.ts';
import { createSecretBox } from '../../infra/seal/secret-box.ts';
import { newId, sha256, systemClock } from '../../infra/system.ts';
import { inlineTextWork } from '../../infra/text-pool/text-pool.ts';
import { createKeyUseCases, keyStateOf, type KeyUseCases } from '../../usecases/access/keys.ts';
import { createTenantUseCases, type Asker, type TenantUseCases } from '../../usecases/access/tenants.ts';
import { createTemplateUseCases, type TemplateUseCases } from '../../usecases/templates/templates.ts';

import type { DemoTenant } from './context.ts';
import { ensureDemoTemplates } from './demo-templates.ts';
import { apiKeysSchema, type ApiKeys } from './dev-file.ts';
import { readDispensableJson, writePrivateJson } from './private-files.ts';
import { withPool } from '../operate/with-pool.ts';

const KINDS = apiKeysSchema.keyof().options;
const ASKER: Asker = { actor: { kind: 'system', id: 'demo' }, requestId: null };

const schema = z.object({
  /** Tells this clone's tenant from those of others on a shared database. Written before anything is made. */
  installation: z.string(),
  apiKeys: apiKeysSchema.partial(),
});
type DemoKeys = z.output<typeof schema>;

type Deps = {
  db: Knex;
  pepper: Uint8Array;
  administration: Administration;
  tenants: TenantUseCases;
  keys: KeyUseCases;
  templates: TemplateUseCases;
};

const readOrBegin = (path: string): DemoKeys => {
  const existing = readDispensableJson(path, schema);
  if (existing !== null) return existing;
  const begun = { installation: randomBytes(3).toString('hex'), apiKeys: {} };
  writePrivateJson(path, begun);
  return begun;
};

/** Found by its name: a start that was killed in between finds what it had made. */
const ensurePlatform = async ({ tenants }: Deps, name: string): Promise<string> => {
  const existing = (await tenants.listPlatforms()).find((platform) => platform.name === name);
  return (existing ?? (await tenants.createPlatform({ name, asker: ASKER }))).id;
};

const ensureTenant = async ({ tenants }: Deps, name: string, platformId: string): Promise<string> => {
  const existing = (await tenants.listTenants()).find((tenant) => tenant.name === name);
  return (existing ?? (await tenants.createTenant({ name, platformId, asker: ASKER }))).id;
};

/** The key opens the door today: same owner, same pepper, neither revoked nor expired. */
const works = async ({ db, pepper, administration }: Deps, owner: KeyOwner, text: string): Promise<boolean> => {
  const parsed = parseApiKey(text);
  if (parsed === null) return false;
  const key = await administration.read.findKey(parsed.id);
  if (key === null || key.owner.id !== owner.id) return false;
  const stored = await lookUpKey(db, parsed.id, null);
  return stored !== null && stored.live && stored.secretHash === hashKeySecret(pepper, parsed.secret);
};

/** Keys whose text was lost, such as by a kill between making and writing down, are of no use to anyone. */
const replaceKey = async ({ keys }: Deps, owner: KeyOwner, kind: KeyPreset): Promise<string> => {
  const lost = (await keys.listKeys(owner)).filter(
    (key) => key.kind === kind && keyStateOf(key, Date.now()) === 'live',
  );
  for (const { id } of lost) await keys.revokeKey({ keyId: id, asker: ASKER });
  return (await keys.createKey({ owner, kind, label: 'demo', asker: ASKER })).text;
};

const ensureKeys = async (
  deps: Deps,
  path: string,
  owners: Record<'tenant' | 'platform', string>,
): Promise<ApiKeys> => {
  const state = readOrBegin(path);
  for (const kind of KINDS) {
    const ownerKind = kind === 'platform' ? 'platform' : 'tenant';
    const owner: KeyOwner = { kind: ownerKind, id: owners[ownerKind] };
    const known = state.apiKeys[kind];
    if (known !== undefined && (await works(deps, owner, known))) continue;
    state.apiKeys[kind] = await replaceKey(deps, owner, kind);
    writePrivateJson(path, state);
  }
  return apiKeysSchema.parse(state.apiKeys);
};

const depsOf = (db: Knex, { keys, mail, server }: ReturnType<typeof loadConfig>): Deps => {
  const pepper = keys.pepper.reveal();
  const mailWords = createMailWords({ ...server, ...mail });
  const administration = createAdministration({ db, clock: systemClock });
  const secretBox = createSecretBox(
    createKeyRing({ present: keys.master.reveal(), previous: keys.previousMaster?.reveal() }),
  );
  return {
    db,
    pepper,
    administration,
    tenants: createTenantUseCases({ administration, newId, digest: sha256, mailWords }),
    keys: createKeyUseCases({ administration, mint: createKeyMint({ pepper }), clock: systemClock, readNetwork }),
    templates: createTemplateUseCases({
      templates: createTemplateStore({ db, secretBox }),
      textWork: inlineTextWork,
      digest: sha256,
      newId,
      defaultLocaleOf: () => Promise.resolve('en'),
      locales: ['en'],
    }),
  };
};

/** The same tenant and keys at every start; `.parley/demo-keys.json` remembers them. */
export const ensureDemoTenant = async (stateFolder: string, env: NodeJS.ProcessEnv): Promise<DemoTenant> => {
  const path = join(stateFolder, 'demo-keys.json');
  const config = loadConfig(env);
  return await withPool(config.database.url.reveal(), async (db) => {
    const deps = depsOf(db, config);
    const { installation } = readOrBegin(path);
    const platform = await ensurePlatform(deps, `Demo platform ${installation}`);
    const tenant = await ensureTenant(deps, `Demo tenant ${installation}`, platform);
    await ensureDemoTemplates(deps.templates, tenant, { ...ASKER, request: null });
    return { tenantId: tenant, apiKeys: await ensureKeys(deps, path, { tenant, platform }) };
  });
};
