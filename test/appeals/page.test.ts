// An appeal at the recruiter's page, from the candidate's words to what every other system is told from then on.
import { expect, test } from 'vitest';
import { mappingFeature } from '../../api/wiring/mapping.ts';
import { createOwnStore } from '../../infra/db/room/own-store.ts';
import { readResultFacts } from '../../infra/db/orders/order-store.ts';
import { reviewerId } from '../../domain/mail/reviewers.ts';
import { startApi } from '../api/start-api.ts';
import { assessedRun } from '../native/assessed-run.ts';
import { raul, rita } from '../mail/review-world.ts';
import { decisionOf, formOf, missingIn, type DecisionForm } from '../../web/review/assessment/decision/form.ts';
import { useReviewApi } from '../review/review-api.ts';

const world = await useReviewApi();
const { db, call, deps, owner, settings, mailsOf, pathTo, enter, send, statementsOf } = world;
const documents = await startApi(db, mappingFeature(deps));
await settings({ mail: { recruiters: [rita, raul] } });

const own = createOwnStore(deps);
const idOf = (address: string) => reviewerId(deps.keyedDigest, owner.tenantId, address);

/** By the newest mail to this recruiter. */
const readerOf = async (runId: string, address: string) => {
  const mail = (await mailsOf(runId)).findLast((one) => (one as { reviewer?: string }).reviewer === idOf(address));
  const { cookie } = await enter(pathTo(runId, mail?.id ?? ''));
  const on = (method: string, path: string, body?: unknown) =>
    send(method, `runs/${runId}${path}`, { cookie, ...(body === undefined ? {} : { body }) });
  const read = () => on('GET', '');
  return { read, view: async () => (await read()).body, decide: (body: unknown) => on('POST', '/decisions', body) };
};

const documentOf = async (runId: string) => {
  const path = `/api/v1/integration/interviews/${runId}/result-document`;
  const response = await fetch(`${documents.url}${path}`, { headers: { 'x-api-key': owner.key } });
  return (await response.json()) as Record<string, Record<string, unknown>>;
};

const filledIn: DecisionForm = {
  outcome: 'changed',
  verdict: 'STRONG_HIRE',
  reasonCodes: ['assessment_mistaken'],
  note: 'The databases count.',
};
const decision = { kind: 'decideAppeal', ...filledIn };

const appeal = (runId: string) =>
  own.appeal({ tenantId: owner.tenantId, runId }, { text: 'My databases were overlooked.', at: Date.now() });

test('an appeal opens at the link of another reviewer, is decided there once, and supersedes what was told', async () => {
  const runId = await assessedRun(world);
  const verdict = { verdict: 'MAYBE', reasonCodes: ['reference'], approvedBy: rita };
  await call('POST', `/interviews/${runId}/assessment/approve`, verdict);
  expect(await documentOf(runId)).toMatchObject({ decision: { verdict: 'MAYBE', decidedBy: rita, appeal: null } });
  await appeal(runId);
  const [first, other] = [await readerOf(runId, rita), await readerOf(runId, raul)];

  expect(await first.view()).toMatchObject({ waitsFor: 'appeal', appeal: { state: 'open', firstDecider: true } });
  expect(await other.view()).toMatchObject({
    waitsFor: 'appeal',
    appeal: { text: 'My databases were overlooked.', state: 'open', firstDecider: false },
  });
  expect(await first.decide(decision)).toMatchObject({ status: 409, body: { code: 'appeal.first_decider' } });
  expect(await statementsOf(other.read)).toHaveLength(2);
  // What the page makes of what is filled in there.
  const shown = await other.view();
  const form: DecisionForm = { ...formOf(shown.draft), ...filledIn };
  expect(missingIn({ ...form, verdict: 'MAYBE' }, shown)).toBe('verdict');
  expect(missingIn({ ...form, reasonCodes: [] }, shown)).toBe('reason');
  expect(missingIn(form, shown)).toBeNull();
  const decided = await other.decide(decisionOf(form, shown));
  expect(decided).toMatchObject({ status: 200, body: { waitsFor: null, appeal: { state: 'changed' } } });
  const last = { kind: 'appealDecided', by: raul, verdict: 'STRONG_HIRE', note: 'The databases count.' };
  expect(decided.body.decisions.at(-1)).toMatchObject(last);
  expect(await statementsOf(other.read)).toHaveLength(2);
  expect(await other.decide({ ...decision, outcome: 'upheld', verdict: null })).toMatchObject({
    status: 409,
    body: { code: 'appeal.decided', outcome: 'changed', verdict: 'STRONG_HIRE' },
  });

  expect(await documentOf(runId)).toMatchObject({
    interview: { state: 'ASSESSMENT_APPROVED', status: 'complete' },
    assessment: { verdict: 'STRONG_HIRE' },
    decision: { accepted: true, verdict: 'STRONG_HIRE', decidedBy: raul, appeal: 'changed' },
  });
  expect((await readResultFacts(db, { tenantId: owner.tenantId, runId })).facts.verdict).toBe('STRONG_HIRE');
});

test('where the assessment was turned down, a changed decision makes a result that counts, and the state stays', async () => {
  const runId = await assessedRun(world);
  await call('POST', `/interviews/${runId}/assessment/reject`, { reason: 'Poor line.', rejectedBy: rita });
  expect(await documentOf(runId)).toMatchObject({ interview: { status: 'ended' }, assessment: null });
  await appeal(runId);

  expect((await (await readerOf(runId, raul)).decide({ ...decision, verdict: 'MAYBE' })).status).toBe(200);

  expect(await documentOf(runId)).toMatchObject({
    interview: { state: 'CANCELLED', outcome: 'ASSESSMENT_REJECTED', status: 'complete' },
    assessment: { verdict: 'MAYBE' },
    decision: { accepted: true, verdict: 'MAYBE', appeal: 'changed' },
  });
});
