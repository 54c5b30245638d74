// `parley bundle` and `parley verify-bundle`: make an interview's audit bundle, and check one offline.
import { readFileSync, statSync, writeFileSync } from 'node:fs';

import type { Connection } from '@temporalio/client';

import packageJson from '../../package.json' with { type: 'json' };
import { verifyBundle, type BundleReport } from '../../domain/bundle/verify.ts';
import { ArchiveError, createArchive, unpackArchive } from '../../infra/bundle/archive.ts';
import { createBundleSource } from '../../infra/db/bundle/bundle-source.ts';
import type { Db } from '../../infra/db/knex.ts';
import { scoringIdentity } from '../../infra/models/scoring-identity.ts';
import { createKeyStore } from '../../infra/seal/key-store.ts';
import { createCommandClaims } from '../../infra/temporal/command-claims.ts';
import { openTemporalConnection } from '../../infra/temporal/connection.ts';
import { createSigningKeys, verifySignature } from '../../infra/signing/signing-keys.ts';
import { sha256, systemClock } from '../../infra/system.ts';
import { createAuditBundles } from '../../usecases/privacy/audit-bundle.ts';

import { actingOn } from './acting-on.ts';
import { CliError } from '../cli-error.ts';
import { ownSigningKeys } from './own-signing-keys.ts';
import { stateFolder } from '../embedded/own-system.ts';
import type { Verbs } from './verbs.ts';
import { userPath } from './user-path.ts';
import { withStores, type Stores } from './with-stores.ts';

const bytesMax = 50_000_000;

const tenantOf = async (db: Db, runId: string): Promise<string> => {
  const row: { tenant_id: string } | undefined = await db('interviews')
    .select('tenant_id')
    .where({ run_id: runId })
    .first();
  if (row === undefined) throw new CliError('There is no such interview.');
  return row.tenant_id;
};

const bundlesOf = (
  { config: { engine: scorer, assessment, keys, server, temporal }, db, keyDb, sealer }: Stores,
  connection: Connection,
) => {
  const engine = createCommandClaims({ connection, ...temporal });
  const basics = { clock: systemClock, digest: sha256 };
  const source = createBundleSource({
    db,
    keys: createKeyStore(keyDb),
    sealer,
    publicUrl: server.publicUrl,
    scoring: scoringIdentity(scorer, assessment),
    ...basics,
  });
  const key = createSigningKeys(keys.signing.reveal()).bundle;
  const { version } = packageJson;
  return createAuditBundles({ source, archive: createArchive(), engine, key, ...basics, version });
};

const makeBundle = (runId: string, path: string, name: string | null): Promise<string> =>
  withStores(
    async (stores) => {
      const connection = openTemporalConnection({ address: stores.config.temporal.address, env: process.env });
      try {
        const make = bundlesOf(stores, connection);
        const run = { tenantId: await tenantOf(stores.db, runId), runId };
        const { bytes } = await actingOn(stores, run, { act: 'bundle.exported', name }, (by) => make(run, by));
        writeFileSync(userPath(path), bytes, { mode: 0o600 });
        return `${path}: ${bytes.length} bytes`;
      } finally {
        await connection.close();
      }
    },
    { readsAs: 'bundle' },
  );

export const makeVerbs: Verbs = {
  '': {
    positionals: ['runId'],
    options: ['out'],
    required: ['out'],
    named: true,
    run: ({ positionals: { runId = '' }, options: { out = '' }, operator: name }) => makeBundle(runId, out, name),
  },
};

const readBytes = (path: string): Uint8Array => {
  try {
    const file = userPath(path);
    if (statSync(file).size > bytesMax) throw new CliError('NOT VALID: no bundle, since it is larger than any.');
    return readFileSync(file);
  } catch (error) {
    throw error instanceof CliError ? error : new CliError('The file cannot be read.');
  }
};

const trustedKey = (given: string | undefined): string | null =>
  given ?? ownSigningKeys(process.env, stateFolder)?.bundle.publicKey ?? null;

const textOf = ({ manifest, notes }: BundleReport): string => {
  const { runId = '', madeAt = '', keyId = '', publicKey = '', files = [] } = manifest ?? {};
  return [
    `VALID: ${runId}, made at ${madeAt}, ${files.length} files`,
    `  signed by ${keyId}, public key ${publicKey}`,
    ...notes.map((note) => `  note: ${note}`),
  ].join('\n');
};

const unproven = `NOT PROVEN: all of it fits, but nothing here says whose key signed it. Name --public-key, as
/.well-known/parley-keys.json of the company's Parley shows it under "bundle".`;

/** What to print; throws a CliError that names every fault. */
export const checkBundle = (path: string, publicKey: string | undefined): string => {
  const trusted = trustedKey(publicKey);
  const deps = { digest: sha256, verifySignature, ...(trusted !== null && { publicKey: trusted }) };
  try {
    const found = verifyBundle(unpackArchive(readBytes(path)), deps);
    if (found.faults.length > 0) throw new CliError(['NOT VALID:', ...found.faults].join('\n  '));
    if (trusted === null) throw new CliError(`${unproven}\n${textOf(found)}`);
    return textOf(found);
  } catch (error) {
    throw error instanceof ArchiveError ? new CliError(`NOT VALID: no bundle, since ${error.message}.`) : error;
  }
};

export const verifyVerbs: Verbs = {
  '': {
    positionals: ['file'],
    options: ['public-key'],
    run: ({ positionals: { file = '' }, options }) => Promise.resolve(checkBundle(file, options['public-key'])),
  },
};
