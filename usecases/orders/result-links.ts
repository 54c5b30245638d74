// The public page of one result: a link for the ATS to show its recruiters, what stands behind it, and ending it.
import type { RunRef } from '../../domain/access/ids.ts';
import type { AuditActor } from '../../domain/audit/chain.ts';
import { AppError } from '../../domain/errors.ts';
import { resultOf } from '../../domain/orders/result-of.ts';
import type { Report, Result, ResultFacts } from '../../domain/orders/result.ts';
import type { ResultDetail, ResultLink, ResultLinks, ResultLinkStore } from '../../domain/ports/result-links.ts';
import type { SignedLinks } from '../../domain/ports/signed-links.ts';
import type { Clock } from '../../domain/ports/system.ts';

const dayMs = 86_400_000;

/** What of the job stands on the page: nothing that says who the candidate is. */
type ResultJob = { position: string | null; level: string | null; companyName: string | null };

export type ResultReading = { job: ResultJob; result: Result; erased: boolean };

export type ResultLinkDeps = {
  resultLinks: SignedLinks;
  resultLinkStore: ResultLinkStore;
  settingsOf(tenantId: string): Promise<{ detail: ResultDetail; linkLifeMs: number }>;
  /** Only a link's run is known before its tenant is. */
  tenantOf(runId: string): Promise<string | null>;
  /** Throws `interview.not_found`. */
  readFacts(run: RunRef): Promise<Omit<ResultReading, 'result'> & { facts: ResultFacts }>;
  readReport(run: RunRef): Promise<Report | null>;
  newId(prefix: string): string;
  clock: Clock;
};

/** `report` is null where there is no result that counts (any more); its quotes are null unless the tenant shows them. */
export type ResultView = ResultReading & { detail: ResultDetail; report: Report | null; expiresAt: number };

/** Handed out as long as it lives this long at least: an ATS that keeps it may show it tomorrow. */
const leftMs = dayMs;

const createUrlFor =
  (deps: Pick<ResultLinkDeps, 'resultLinks' | 'resultLinkStore' | 'settingsOf' | 'newId' | 'clock'>) =>
  async (run: RunRef): Promise<string> => {
    const { linkLifeMs } = await deps.settingsOf(run.tenantId);
    const now = deps.clock.now();
    const wish = { id: deps.newId('res'), from: now + Math.min(leftMs, linkLifeMs / 2), until: now + linkLifeMs };
    const link = await deps.resultLinkStore.current(run, wish);
    if (link === null) throw new AppError('interview.not_found');
    return deps.resultLinks.urlOf({ runId: run.runId, linkId: link.id, expiresAt: link.expiresAt });
  };

/** A link ends with its time, by hand, and with the data; all of it is looked at whenever it is opened. */
const open = async (deps: ResultLinkDeps, token: string): Promise<ResultView> => {
  const link = deps.resultLinks.read(token);
  if (link === null) throw new AppError('result.link_invalid');
  const now = deps.clock.now();
  const tenantId = await deps.tenantOf(link.runId);
  if (tenantId === null) throw new AppError('result.link_invalid');
  const run = { tenantId, runId: link.runId };
  const stored = await deps.resultLinkStore.find(run, link.linkId);
  if (stored === null) throw new AppError('result.link_invalid');
  if (stored.revokedAt !== null || Math.min(link.expiresAt, stored.expiresAt) <= now)
    throw new AppError('result.link_ended');
  const [{ facts, ...reading }, { detail }] = await Promise.all([deps.readFacts(run), deps.settingsOf(tenantId)]);
  if (reading.erased) throw new AppError('personal_data.erased');
  const result = resultOf(facts);
  const report = result.status === 'complete' ? await deps.readReport(run) : null;
  await deps.resultLinkStore.noteUse(run, link.linkId, now);
  return { ...reading, result, detail, report, expiresAt: stored.expiresAt };
};

type Ending = { actor: AuditActor; requestId: string | null };

/** What hands out addresses needs less than what shows the page: workers only do the former. */
export const createResultLinkUrls = (deps: Parameters<typeof createUrlFor>[0]): ResultLinks => ({
  urlFor: createUrlFor(deps),
});

export const createResultPages = (deps: ResultLinkDeps) => ({
  /** The link, ended ones included, for counting; null for what we did not sign. */
  holderOf: (token: string): string | null => deps.resultLinks.read(token)?.linkId ?? null,
  /** Throws `result.*` (404, 410), 410 `personal_data.erased`. */
  open: (token: string): Promise<ResultView> => open(deps, token),
  /** The newest first. Throws `interview.not_found`. */
  list: async (run: RunRef): Promise<ResultLink[]> => {
    const links = await deps.resultLinkStore.list(run);
    if (links === null) throw new AppError('interview.not_found');
    return links;
  },
  /** Twice is the same as once; the ATS gets another link when it asks again. Throws `result.link_invalid`. */
  revoke: async (run: RunRef, id: string, by: Ending): Promise<ResultLink> => {
    const link = await deps.resultLinkStore.revoke(run, id, { ...by, at: deps.clock.now() });
    if (link === null) throw new AppError('result.link_invalid');
    return link;
  },
});
export type ResultPages = ReturnType<typeof createResultPages>;
