// `parley erase`: the operator's way to erase one interview's data, the same erasure as the API's.
import { setTimeout as sleep } from 'node:timers/promises';

import { AppError } from '../../domain/errors.ts';
import { erasureScopes, type ErasureScope } from '../../domain/lifecycle/facts.ts';
import type { ErasureView } from '../../domain/ports/erasure.ts';
import { tenantOfRun } from '../../infra/db/interviews/interview-store.ts';
import type { Erasures } from '../../usecases/privacy/erasures.ts';

import { actingOn } from './acting-on.ts';
import { CliError } from '../cli-error.ts';
import { withErasures } from './operator-erasures.ts';
import type { Verbs } from './verbs.ts';
import { withStores } from './with-stores.ts';

const lookEveryMs = 500;

type Wanted = { runId: string; scope: ErasureScope; wait: boolean; name: string | null };

const scopeOf = (text: string): ErasureScope => {
  const scope = erasureScopes.find((candidate) => candidate === text);
  if (scope === undefined) throw new CliError(`--scope is one of ${erasureScopes.join(', ')}.`);
  return scope;
};

/** The certificate, for whoever pipes this into a file; else what is happening. */
const show = ({ runId, scope, certificate }: ErasureView): string =>
  certificate === null
    ? `The erasure of ${runId} (${scope}) is under way; run this again to see its certificate, or add --wait.`
    : JSON.stringify(certificate, null, 2);

const untilCertified = async (erasures: Erasures, tenantId: string, first: ErasureView): Promise<ErasureView> => {
  let view = first;
  while (view.state !== 'certified') {
    await sleep(lookEveryMs);
    view = (await erasures.read({ tenantId, runId: first.runId })) ?? view;
  }
  return view;
};

const explain = (error: unknown): unknown => {
  if (!(error instanceof AppError)) return error;
  const { holdId, reasonCode, endsAt } = error.extra;
  if (error.code !== 'erasure.on_hold') return new CliError(error.title);
  return new CliError(`${error.title}\n  hold ${String(holdId)} (${String(reasonCode)}), until ${String(endsAt)}`);
};

const erase = ({ runId, scope, wait, name }: Wanted): Promise<ErasureView> =>
  withStores((stores) =>
    withErasures(stores.config, stores.db, async (erasures) => {
      const tenantId = await tenantOfRun(stores.db, runId);
      if (tenantId === null) throw new AppError('interview.not_found');
      const run = { tenantId, runId };
      const view = await actingOn(stores, run, { act: 'erasure.requested', name }, (by) =>
        erasures.erase(run, { scope, cause: 'operator', ...by }),
      );
      return wait ? await untilCertified(erasures, tenantId, view) : view;
    }),
  );

export const verbs: Verbs = {
  '': {
    positionals: ['runId'],
    options: ['scope'],
    flags: ['wait'],
    named: true,
    run: async ({ positionals: { runId = '' }, options: { scope = 'personal' }, flags, operator: name }) => {
      const wanted = { runId, scope: scopeOf(scope), wait: flags['wait'] === true, name };
      try {
        return show(await erase(wanted));
      } catch (error) {
        throw explain(error);
      }
    },
  },
};
