// Signs where each tenant's audit log ends, every hour, and puts that where the database's owner does not reach: a file and the log.
import { appendFile } from 'node:fs/promises';
import type { Knex } from 'knex';
import { signHead } from '../domain/audit/signed-head.ts';
import type { Logger } from '../domain/ports/log.ts';
import type { SigningKey } from '../domain/ports/signing.ts';
import type { Clock } from '../domain/ports/system.ts';
import { storeHeads, unsignedEnds } from '../infra/db/audit/audit-heads.ts';

const everyMs = 3_600_000;

type SignerOptions = {
  db: Knex;
  key: SigningKey;
  clock: Clock;
  log: Logger;
  /** One line per head is added to this file; none without. */
  path: string | undefined;
};

/**
 * One round, due or not: heads go to the file, then to the log, and then to the database, which knows what was signed. A
 * crash in between repeats lines and loses none.
 */
export const signHeads = async ({ db, key, clock, log, path }: SignerOptions): Promise<number> => {
  const signedAt = new Date(clock.now()).toISOString();
  const heads = (await unsignedEnds(db, key.keyId)).map((end) => signHead(key, end, signedAt));
  if (heads.length === 0) return 0;
  const lines = heads.map((head) => `${JSON.stringify(head)}\n`).join('');
  if (path !== undefined) await appendFile(path, lines, { mode: 0o600, flush: true });
  for (const head of heads) log.info('audit.head_signed', head);
  await storeHeads(db, heads);
  return heads.length;
};

/** To be called every so often: works at the first call, then every hour, and after a failure at the next call. */
export const createHeadSigner = (options: SignerOptions): (() => Promise<void>) => {
  let dueAt = 0;
  return async () => {
    const now = options.clock.now();
    if (now < dueAt) return;
    await signHeads(options);
    dueAt = now + everyMs;
  };
};
