// `parley review-links`: who was sent a link to decide an interview by, and revoking one.
import { createReviewLinkStore } from '../../infra/db/deliveries/review-link-store.ts';
import { tenantOfRun } from '../../infra/db/interviews/interview-store.ts';
import { hmacSha256, systemClock } from '../../infra/system.ts';
import {
  createReviewLinkUseCases,
  type ReviewLinkUseCases,
  type ReviewLinkView,
} from '../../usecases/review/review-links.ts';

import { actingOn } from './acting-on.ts';
import { CliError } from '../cli-error.ts';
import { renderRows, type Row } from './print-table.ts';
import type { Verbs } from './verbs.ts';
import { withStores, type Stores } from './with-stores.ts';

const columns = ['linkId', 'template', 'reviewer', 'address', 'live', 'createdAt', 'expiresAt', 'usedAt', 'revokedAt'];
const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

const rowOf = ({ reviewer, createdAt, expiresAt, usedAt, revokedAt, ...link }: ReviewLinkView): Row => ({
  ...link,
  reviewer: reviewer?.id ?? null,
  address: reviewer?.address ?? null,
  createdAt: iso(createdAt),
  expiresAt: iso(expiresAt),
  usedAt: iso(usedAt),
  revokedAt: iso(revokedAt),
});

const withLinks = <Result>(
  runId: string,
  work: (links: ReviewLinkUseCases, tenantId: string, stores: Stores) => Promise<Result>,
): Promise<Result> =>
  withStores(async (stores) => {
    const { db, config, sealer } = stores;
    const tenantId = await tenantOfRun(db, runId);
    if (tenantId === null) throw new CliError(`There is no interview ${runId}.`);
    const pepper = config.keys.pepper.reveal();
    const keyedDigest = (text: string): string => hmacSha256(pepper, text);
    const reviewLinkStore = createReviewLinkStore({ db, sealer });
    const use = createReviewLinkUseCases({ reviewLinkStore, sealer, keyedDigest, clock: systemClock });
    return await work(use, tenantId, stores);
  });

export const verbs: Verbs = {
  list: {
    positionals: ['runId'],
    run: async ({ positionals: { runId = '' }, json }) => {
      const links = await withLinks(runId, (use, tenantId) => use.list({ tenantId, runId }));
      return renderRows(links.map(rowOf), { columns, json });
    },
  },
  revoke: {
    positionals: ['runId', 'linkId'],
    named: true,
    run: async ({ positionals: { runId = '', linkId = '' }, json, operator: name }) => {
      const link = await withLinks(runId, (use, tenantId, stores) => {
        const run = { tenantId, runId };
        return actingOn(stores, run, { act: 'review_link.revoked', name }, (by) => use.revoke(run, linkId, by));
      });
      return renderRows([rowOf(link)], { columns, json });
    },
  },
};
