// Sessions for tests as processes have them: each with pools, counters and tokens in its own memory, all over one database.
import type { Knex } from 'knex';
import { afterAll } from 'vitest';
import { atsKinds } from '../../infra/ats/kinds.ts';
import { createAtsSessions } from '../../infra/ats/sessions.ts';
import { hmacSha256, systemClock } from '../../infra/system.ts';
import { pepper, recordingLog, testSecretBox, type LogLine } from '../api/start-api.ts';
import { connectionStore } from '../harness/connections.ts';
import { loopback, useClient } from '../outbound/use-client.ts';

/** Another call of it is another process. */
export const sessionsOf = (db: Knex, logs: LogLine[] = []) => {
  const outbound = useClient({ allowedNetworks: loopback });
  const sessions = createAtsSessions({
    connections: connectionStore(db),
    kinds: atsKinds,
    db,
    secretBox: testSecretBox,
    log: recordingLog(logs),
    outbound,
    clock: systemClock,
    keyedDigest: (text) => hmacSha256(pepper, text),
  });
  afterAll(outbound.close);
  return sessions;
};

/** The code of what was thrown, or `none`. */
export const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'none';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : `no code: ${String(error)}`;
  }
};
