// A process that calls a vendor over one connection so many times at once, and prints the statuses: `node … <database> <tenant> <connection> <calls>`.
import { atsKinds } from '../../../infra/ats/kinds.ts';
import { createAtsSessions } from '../../../infra/ats/sessions.ts';
import { createConnectionStore } from '../../../infra/db/connections/connection-store.ts';
import { openPool } from '../../../infra/db/knex.ts';
import { createOutboundClient } from '../../../infra/http/outbound-client.ts';
import { createLogger } from '../../../infra/log.ts';
import { createSecretBox } from '../../../infra/seal/secret-box.ts';
import { hmacSha256, systemClock as clock } from '../../../infra/system.ts';

const [databaseUrl = '', tenantId = '', connectionId = '', calls = '1'] = process.argv.slice(2);
const db = openPool({ databaseUrl, poolMax: 4, statementTimeoutMs: 10_000, applicationName: 'parley-test' });
const outbound = createOutboundClient({ allowedNetworks: ['127.0.0.0/8'] });
// As the tests that made the connection have them.
const secretBox = createSecretBox(Buffer.alloc(32, 1));
const keyedDigest = (text: string): string => hmacSha256(Buffer.alloc(32, 7), text);
const connections = createConnectionStore({ db, clock, secretBox, keyedDigest });
const log = createLogger({ service: 'worker', level: 'silent' });
const sessions = createAtsSessions({ connections, kinds: atsKinds, db, secretBox, log, outbound, clock, keyedDigest });

const { session } = await sessions.open(tenantId, connectionId);
const answers = await Promise.all(
  Array.from({ length: Number(calls) }, () => session.call({ method: 'GET', url: '/custom_fields' })),
);
process.stdout.write(JSON.stringify(answers.map(({ status }) => status)));
await outbound.close();
await db.destroy();
