// `parley connection`: ATS products of tenants. Credentials come from files or standard input; what the ATS needs is printed once.
import { readFileSync } from 'node:fs';
import type { Connection } from '../../domain/connections/connection.ts';
import { createKeyMint } from '../../infra/api-key.ts';
import { atsKinds } from '../../infra/ats/kinds.ts';
import { createAtsSessions } from '../../infra/ats/sessions.ts';
import { createConnectionStore, tenantOfConnection } from '../../infra/db/connections/connection-store.ts';
import { createOutboundClient } from '../../infra/http/outbound-client.ts';
import { readNetwork } from '../../infra/limits/read-network.ts';
import { createLogger } from '../../infra/log.ts';
import { createSecretBox } from '../../infra/seal/secret-box.ts';
import { hmacSha256, newId, newToken, systemClock } from '../../infra/system.ts';
import {
  createConnectionUseCases,
  type ConnectionAsker,
  type ConnectionUseCases,
  type ConnectionWithSecrets,
} from '../../usecases/connections/connections.ts';
import { createConnectionTest } from '../../usecases/connections/test-connection.ts';

import { operatorNamed } from './administer.ts';
import { CliError } from '../cli-error.ts';
import { renderRows, type Row } from './print-table.ts';
import { userPath } from './user-path.ts';
import type { Verb, Verbs } from './verbs.ts';
import { withStores } from './with-stores.ts';

const columns = ['id', 'kind', 'name', 'status', 'credentials', 'config', 'createdAt'];

const rowOf = ({ id, tenantId, kind, name, status, config, credentialHints, createdAt }: Connection): Row => ({
  id,
  tenantId,
  kind,
  name,
  status,
  credentials: Object.entries(credentialHints)
    .map(([member, hint]) => `${member} ${hint}`)
    .join(', '),
  config: JSON.stringify(config),
  createdAt,
});

const standardInput = '-';

/** Nothing of what stands there is repeated: it may be a credential. */
const readJson = (name: string, path: string | undefined): unknown => {
  if (path === undefined) return {};
  try {
    return JSON.parse(readFileSync(path === standardInput ? 0 : userPath(path), 'utf8'));
  } catch {
    throw new CliError(`--${name} takes a file with a JSON object, or ${standardInput} for standard input.`);
  }
};

type Means = {
  use: ConnectionUseCases;
  test: ReturnType<typeof createConnectionTest>;
  tenantOf(id: string): Promise<string>;
};

const withConnections = <Result>(work: (means: Means) => Promise<Result>): Promise<Result> =>
  withStores(async ({ config, db, ring }) => {
    const pepper = config.keys.pepper.reveal();
    const secretBox = createSecretBox(ring);
    const keyedDigest = (text: string): string => hmacSha256(pepper, text);
    const outbound = createOutboundClient(config.outbound);
    const clock = systemClock;
    const connections = createConnectionStore({ db, clock, secretBox, keyedDigest });
    const log = createLogger({ service: 'cli', level: 'silent' });
    const deps = {
      connections,
      kinds: atsKinds,
      outbound,
      atsSessions: createAtsSessions({
        connections,
        kinds: atsKinds,
        db,
        secretBox,
        log,
        outbound,
        clock,
        keyedDigest,
      }),
      clock,
      readNetwork,
      newId,
      mint: createKeyMint({ pepper }),
      publicUrl: config.server.publicUrl,
      newSecret: newToken,
    };
    const tenantOf = async (id: string): Promise<string> => {
      const tenantId = await tenantOfConnection(db, id);
      if (tenantId === null) throw new CliError(`There is no connection ${id}.`);
      return tenantId;
    };
    try {
      return await work({ use: createConnectionUseCases(deps), test: createConnectionTest(deps), tenantOf });
    } finally {
      await outbound.close();
    }
  });

const askerNamed = (name: string | null): ConnectionAsker => ({ ...operatorNamed(name), request: null });

const showNew = ({ connection, key, hookUrl }: ConnectionWithSecrets, json: boolean): string => {
  const row = rowOf(connection);
  if (json) return JSON.stringify({ ...row, key, hookUrl }, null, 2);
  const once = [
    ...(key === null ? [] : [`The key that the ATS presents, shown this once:\n\n  ${key}`]),
    ...(hookUrl === null ? [] : [`The address that the ATS calls, shown this once:\n\n  ${hookUrl}`]),
  ];
  return [renderRows([row], { columns, json }), ...once].join('\n\n');
};

const statusVerb = (status: 'active' | 'paused'): Verb => ({
  positionals: ['connectionId'],
  named: true,
  run: async ({ positionals: { connectionId: id = '' }, json, operator }) => {
    const patch = { status, overlapMs: 0 };
    const changed = await withConnections(async ({ use, tenantOf }) =>
      use.change(await tenantOf(id), id, patch, askerNamed(operator)),
    );
    return renderRows([rowOf(changed)], { columns, json });
  },
});

export const verbs: Verbs = {
  create: {
    options: ['tenant', 'kind', 'name', 'config', 'credentials'],
    required: ['tenant', 'kind', 'name'],
    named: true,
    run: async ({ options: { tenant = '', kind = '', name = '', ...files }, json, operator }) => {
      if (files['config'] === standardInput && files['credentials'] === standardInput)
        throw new CliError('Standard input can be only one of --config and --credentials.');
      const config = readJson('config', files['config']);
      const wish = { kind, name, config, credentials: readJson('credentials', files['credentials']) };
      return showNew(await withConnections(({ use }) => use.create(tenant, wish, askerNamed(operator))), json);
    },
  },
  list: {
    options: ['tenant'],
    required: ['tenant'],
    run: async ({ options: { tenant = '' }, json }) =>
      renderRows((await withConnections(({ use }) => use.list(tenant))).map(rowOf), { columns, json }),
  },
  test: {
    positionals: ['connectionId'],
    named: true,
    run: async ({ positionals: { connectionId: id = '' }, json, operator }) => {
      const { message, ...outcome } = await withConnections(async ({ test, tenantOf }) =>
        test(await tenantOf(id), id, askerNamed(operator)),
      );
      const table = { columns: ['verdict', 'method', 'address', 'status', 'failure', 'durationMs', 'excerpt'], json };
      const text = json
        ? JSON.stringify({ ...outcome, message }, null, 2)
        : `${renderRows([outcome], table)}\n\n${message}`;
      return { text, exitCode: ['accepted', 'nothing_to_call'].includes(outcome.verdict) ? 0 : 1 };
    },
  },
  pause: statusVerb('paused'),
  resume: statusVerb('active'),
  delete: {
    positionals: ['connectionId'],
    named: true,
    run: async ({ positionals: { connectionId: id = '' }, operator }) => {
      await withConnections(async ({ use, tenantOf }) => use.remove(await tenantOf(id), id, askerNamed(operator)));
      return `${id} is deleted: its keys are revoked, its credentials destroyed.`;
    },
  },
};
