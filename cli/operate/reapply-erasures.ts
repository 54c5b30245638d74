// After a backup was restored: erases again what had been erased, from both databases' own records and from a list.
import { readFileSync } from 'node:fs';

import { AppError } from '../../domain/errors.ts';
import { tenantOfRun } from '../../infra/db/interviews/interview-store.ts';
import { findUnapplied, reopenErasure, type UnappliedErasure } from '../../infra/db/erasure/unapplied-erasures.ts';
import type { Asker } from '../../usecases/access/tenants.ts';
import type { Erasures } from '../../usecases/privacy/erasures.ts';

import { CliError } from '../cli-error.ts';
import { withErasures } from './operator-erasures.ts';
import { withStores, type Stores } from './with-stores.ts';

/** In an exported audit log only the lines about finished erasures count. */
const isAboutAnErasure = (line: string): boolean => !line.includes('"act"') || line.includes('"erasure.certified"');

/** Run ids in a plain list, in certificates, or in an exported audit log. */
const runIdsIn = (path: string): string[] => {
  try {
    const lines = readFileSync(path, 'utf8').split('\n').filter(isAboutAnErasure);
    return [...new Set(lines.join('\n').match(/run_[0-9A-Za-z]{26}/g))];
  } catch {
    throw new CliError(`${path} cannot be read.`);
  }
};

const listed = async ({ db }: Stores, path: string): Promise<UnappliedErasure[]> => {
  const found: UnappliedErasure[] = [];
  for (const runId of runIdsIn(path)) {
    const tenantId = await tenantOfRun(db, runId);
    if (tenantId !== null) found.push({ tenantId, runId, scope: 'personal' });
  }
  return found;
};

const eraseAgain = async (
  { db }: Stores,
  { erasures, by }: { erasures: Erasures; by: Asker },
  { tenantId, runId, scope }: UnappliedErasure,
) => {
  await reopenErasure(db, { tenantId, runId });
  try {
    await erasures.erase({ tenantId, runId }, { scope, cause: 'operator', ...by });
    return `${runId} (${scope}) is being erased again`;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return `${runId} NOT erased: ${error.code}`;
  }
};

/** `listPath` names a file with the runs that were erased since the backup, where no database remembers them. */
export const reapplyErasures = (listPath: string | undefined, by: Asker): Promise<string> =>
  withStores((stores) =>
    withErasures(stores.config, stores.db, async (erasures) => {
      const undone = [
        ...(await findUnapplied(stores)),
        ...(listPath === undefined ? [] : await listed(stores, listPath)),
      ];
      const lines: string[] = [];
      for (const erasure of undone) lines.push(await eraseAgain(stores, { erasures, by }, erasure));
      return [...lines, `${undone.length} erasures had been undone.`].join('\n');
    }),
  );
