// `parley hook`: what an ATS told over a connection, what came of it, and having failed ones worked on again.
import { hookStatuses, type Hook, type HookFilter } from '../../domain/ports/ats-inbox.ts';
import { present } from '../../domain/present.ts';
import { tenantOfConnection } from '../../infra/db/connections/connection-store.ts';
import { createHookLedger } from '../../infra/db/inbox/inbox-ledger.ts';
import { createSecretBox } from '../../infra/seal/secret-box.ts';
import { sha256, systemClock } from '../../infra/system.ts';
import { createHookUseCases, type HookUseCases } from '../../usecases/triggers/hooks.ts';

import { CliError } from '../cli-error.ts';
import { operatorNamed } from './administer.ts';
import { renderRows, type Row } from './print-table.ts';
import { limitOf, oneOf, timeOf } from './read-options.ts';
import type { Options, Verbs } from './verbs.ts';
import { withStores } from './with-stores.ts';

const columns = ['id', 'action', 'event', 'applicationId', 'status', 'outcome', 'ruleId', 'orderId', 'receivedAt'];

const rowOf = ({ receivedAt, finishedAt, ...hook }: Hook): Row => ({
  ...hook,
  receivedAt: receivedAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});

type Place = { tenantId: string; connectionId: string };

const withHooks = <Result>(
  connectionId: string,
  work: (hooks: HookUseCases, place: Place) => Promise<Result>,
): Promise<Result> =>
  withStores(async ({ db, ring }) => {
    const tenantId = await tenantOfConnection(db, connectionId);
    if (tenantId === null) throw new CliError(`There is no connection ${connectionId}.`);
    const ledger = createHookLedger({ db, secretBox: createSecretBox(ring), now: systemClock.now });
    return await work(createHookUseCases({ ledger, digest: sha256 }), { tenantId, connectionId });
  });

const filterOf = ({ status, outcome, since }: Options): HookFilter => ({
  ...present({ outcome }),
  ...(status === undefined ? {} : { status: oneOf('status', hookStatuses, status) }),
  ...(since === undefined ? {} : { since: timeOf(since).toISOString() }),
});

export const verbs: Verbs = {
  list: {
    positionals: ['connectionId'],
    options: ['status', 'outcome', 'since', 'limit'],
    run: async ({ positionals: { connectionId = '' }, options, json }) => {
      const request = { filter: filterOf(options), limit: limitOf(options['limit']) };
      const { items } = await withHooks(connectionId, (hooks, { tenantId }) =>
        hooks.list(tenantId, connectionId, request),
      );
      return renderRows(items.map(rowOf), { columns, json });
    },
  },
  redrive: {
    positionals: ['connectionId', 'hookId?'],
    options: ['outcome', 'since'],
    named: true,
    run: async ({ positionals: { connectionId = '', hookId }, options, json, operator }) => {
      const by = operatorNamed(operator);
      if (hookId !== undefined) {
        if (Object.keys(options).some((name) => name === 'outcome' || name === 'since'))
          throw new CliError('--outcome and --since choose among all hooks of a connection: name a hook, or these.');
        const hook = await withHooks(connectionId, (hooks, { tenantId }) =>
          hooks.redrive(tenantId, connectionId, hookId, by),
        );
        return renderRows([rowOf(hook)], { columns, json });
      }
      const { count, more } = await withHooks(connectionId, (hooks, { tenantId }) =>
        hooks.redriveAll(tenantId, connectionId, filterOf(options), by),
      );
      if (json) return JSON.stringify({ redriven: count, more });
      return `${count} hooks are worked on again.${more ? ' There are more: repeat the command.' : ''}`;
    },
  },
};
