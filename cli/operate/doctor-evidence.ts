// Whether what Parley records would hold against those who run it, as far as a look at the deployment can tell.
import { readLoginRights } from '../../infra/db/grants.ts';
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
