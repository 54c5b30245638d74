// Whether what Parley records would hold against those who run it, as far as a look at the deployment can tell.
import { headText } from '../../domain/audit/signed-head.ts';
import { newestHead, oldestUncovered } from '../../infra/db/audit/audit-heads.ts';
import { isLocal } from '../../infra/db/connection.ts';
import { readLoginRights } from '../../infra/db/grants.ts';
import { createSigningKeys, verifySignature } from '../../infra/signing/signing-keys.ts';
import { Finding, type Examined } from './doctor-finding.ts';

const ownerGuide = 'docs/operations/production.md, "An owner of its own"';

/** Who serves requests must not be able to change the record of what happened: the catalogue says. */
export const databaseOwned = async ({ config, db }: Examined): Promise<string> => {
  const { login, owner, tooMuch } = await readLoginRights(db);
  if (tooMuch.length === 0) return `${owner}; ${login} can only add to the audit log and the timeline`;
  const rights = `${login} could rewrite the audit log (${tooMuch.join(', ')})`;
  if (config.database.ownerUrl === undefined)
    throw new Finding(`PARLEY_OWNER_DATABASE_URL is not set, and ${rights}`, `See ${ownerGuide}.`, { isWarning: true });
  throw new Finding(rights, `Run: npm run migrate. If that changes nothing, see ${ownerGuide}.`);
};

const minuteMs = 60_000;
/** A worker signs every hour; twice that is no accident any more. */
const overdueMs = 120 * minuteMs;

const ageOf = (at: number): string => {
  const minutes = Math.max(0, Math.round((Date.now() - at) / minuteMs));
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
};

/** A quiet deployment signs nothing: what counts is whether something waits for its head. */
export const headsSigned = async ({ config, db }: Examined): Promise<string> => {
  const [head, waitingSince] = [await newestHead(db), await oldestUncovered(db)];
  const start = 'A worker signs every hour: start one, and look for audit.heads_not_signed in its log.';
  if (waitingSince !== null && Date.now() - waitingSince.getTime() > overdueMs)
    throw new Finding(`entries wait for one since ${ageOf(waitingSince.getTime())}`, start, { isWarning: true });
  if (head === null) return 'none yet';
  const { audit } = createSigningKeys(config.keys.signing.reveal());
  if (head.keyId === audit.keyId && !verifySignature(audit.publicKey, headText(head), head.signature))
    throw new Finding(
      'the newest one in the database is not signed by us',
      'Somebody wrote it. Run: verify-audit --against',
    );
  const where =
    config.audit.headsPath === undefined
      ? 'in the log only (PARLEY_AUDIT_HEADS_PATH is not set)'
      : 'in the log and a file';
  return `the newest is ${ageOf(Date.parse(head.signedAt))} old; kept ${where}`;
};

export const databaseEncrypted = async ({ config, db }: Examined): Promise<string> => {
  const row: { ssl: boolean; version: string | null } | undefined = await db('pg_stat_ssl')
    .whereRaw('pid = pg_backend_pid()')
    .first('ssl', 'version');
  const { tls, url } = config.database;
  if (row?.ssl === true)
    return `${row.version}, ${tls === 'verify-full' ? 'authority and name checked' : 'as the address asks'}`;
  if (isLocal(url.reveal())) return 'none, on this machine';
  throw new Finding('none, to another machine', 'Set PARLEY_DATABASE_TLS=verify-full.', { isWarning: true });
};
