import { describe, expect, it } from 'vitest';
import { createOwnStore } from '../../infra/db/room/own-store.ts';
import { assessedRun, answerText } from '../native/assessed-run.ts';
import { pendingRun } from '../native/native-bench.ts';
import { rita } from '../mail/review-world.ts';
import { useReviewApi } from './review-api.ts';

const world = await useReviewApi();
const { db, readerOf, stateOf, settings } = world;

describe('a plan at the recruiter’s page', () => {
  it('is shown with what it waits for, and approved as the one that was seen, in the reader’s name', async () => {
    const runId = await pendingRun(world);
    const reader = await readerOf(runId);
    const { status, body } = await reader.view();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      waitsFor: 'plan',
      reader: { label: rita, hasInbox: false },
      run: { runId, state: 'PENDING' },
      plan: { previous: null, revisions: [{ revision: 1, instructions: null }] },
      assessment: null,
      turns: [],
    });
    expect(body.remindAt).toBeGreaterThan(Date.now());

    const approved = await reader.decide({ kind: 'approvePlan', revision: 1 });

    expect(approved).toMatchObject({
      status: 200,
      body: {
        waitsFor: null,
        run: { state: 'APPROVED' },
        decisions: [{ kind: 'planApproved', by: rita, actor: 'recruiter' }],
      },
    });
    expect(await stateOf(runId)).toBe('APPROVED');
  });

  it('of another revision than the present one is refused, and nothing is changed', async () => {
    const runId = await pendingRun(world);
    const { decide } = await readerOf(runId);

    expect(await decide({ kind: 'approvePlan', revision: 2 })).toMatchObject({
      status: 409,
      body: { code: 'interview.stale_revision' },
    });
    expect(await stateOf(runId)).toBe('PENDING');
  });
});

describe('an assessment at the recruiter’s page', () => {
  it('hides what is proposed until its reader has rated, whichever way they ask', async () => {
    const runId = await assessedRun(world);
    const reader = await readerOf(runId);
    const { body } = await reader.view();
    expect(body).toMatchObject({ waitsFor: 'verdict', blindFirst: true, assessment: { total: null } });
    expect(body.assessment.competencies).toMatchObject([{ id: 'c1', own: null, proposed: null }]);
    expect(body.assessment.competencies[0].evidence[0].quote).toBe('I moved the traffic to Dublin');
    expect(body.turns[0].answer).toBe(answerText);
    expect(JSON.stringify(body)).not.toMatch(/"HIRE"|Acted and wrote|Enough evidence|Acts under pressure/);
    for (const verdict of ['HIRE', 'NO_HIRE'])
      expect(
        await reader.decide({ kind: 'approveAssessment', revision: 1, verdict, reasonCodes: [], note: null }),
      ).toMatchObject({ status: 409, body: { code: 'review.rate_first' } });

    const rated = await reader.on('PUT', '/ratings', { revision: 1, competencyId: 'c1', rating: 3 });

    expect(rated.body.assessment).toMatchObject({
      competencies: [{ own: { rating: 3 }, proposed: { score: 4, rationale: 'Acted and wrote it down.' } }],
      total: { verdict: 'HIRE', overallScore: 70 },
    });
    expect(await reader.on('PUT', '/ratings', { revision: 1, competencyId: 'c1', rating: 4 })).toMatchObject({
      status: 409,
      body: { code: 'review.already_rated' },
    });
    expect(await reader.on('PUT', '/ratings', { revision: 1, competencyId: 'c1', rating: 3 })).toMatchObject({
      status: 200,
    });
  });

  it('shows it at once where the tenant wants that', async () => {
    await settings({ review: { blindFirst: false } });
    const { body } = await (await readerOf(await assessedRun(world))).view();
    await settings({ review: null });

    expect(body).toMatchObject({ blindFirst: false, assessment: { total: { verdict: 'HIRE' } } });
  });

  it('asks once who has opened no evidence, wants a reason for another verdict, and keeps both', async () => {
    const runId = await assessedRun(world);
    const reader = await readerOf(runId);
    await reader.on('PUT', '/ratings', { revision: 1, competencyId: 'c1', rating: 'passed' });
    const verdict = { kind: 'approveAssessment', revision: 1, verdict: 'NO_HIRE', reasonCodes: [], note: null };
    expect(await reader.decide(verdict)).toMatchObject({ status: 409, body: { code: 'review.no_evidence_opened' } });
    expect(await reader.decide({ ...verdict, withoutEvidence: true })).toMatchObject({
      status: 422,
      body: { code: 'assessment.reason_required' },
    });
    // Whoever is refused may still look: nothing is on record before it counts.
    const marks = () => db('review_traces').where({ run_id: runId });
    expect(await marks()).toEqual([]);

    const reasonCodes = ['evidence_weighed_differently'];
    const decided = await reader.decide({ ...verdict, reasonCodes, note: 'One incident.', withoutEvidence: true });

    expect(decided.body).toMatchObject({
      run: { state: 'ASSESSMENT_APPROVED' },
      waitsFor: null,
      decisions: [{}, { verdict: 'NO_HIRE', proposed: 'HIRE', reasonCodes, note: 'One incident.', by: rita }],
    });
    expect(await marks()).toMatchObject([{ kind: 'without_evidence' }]);
    const afterwards = { revision: 1, entries: [{ kind: 'opened', target: 'c1', seconds: 90 }] };
    expect((await reader.on('POST', '/trace', afterwards)).body).toEqual({ noted: 0 });
    expect(await marks()).toHaveLength(1);
  });

  it('takes one verdict of two at once: the second is told what the first decided', async () => {
    const runId = await assessedRun(world);
    const [one, other] = [await readerOf(runId), await readerOf(runId)];
    await one.on('PUT', '/ratings', { revision: 1, competencyId: 'c1', rating: 4 });
    await one.on('POST', '/trace', { revision: 1, entries: [{ kind: 'opened', target: 'c1', seconds: 3 }] });
    expect((await other.view()).body.evidenceOpened).toBe(true);

    const verdict = { kind: 'approveAssessment', revision: 1, verdict: 'HIRE', reasonCodes: [], note: null };
    const answers = await Promise.all([
      one.decide(verdict),
      other.decide({
        ...verdict,
        kind: 'rejectAssessment',
        reason: 'Noise.',
        verdict: undefined,
        reasonCodes: undefined,
        note: undefined,
      }),
    ]);

    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body.code).toBe('review.already_decided');
    expect(refused?.body.decided.kind).toMatch(/^assessment(Approved|Rejected)$/);
  });
});

describe('a candidate’s wish for a review of the decision', () => {
  it('stands at the top of the same page, and is decided there once, beside the first decision', async () => {
    const runId = await assessedRun(world);
    const reader = await readerOf(runId);
    await reader.on('PUT', '/ratings', { revision: 1, competencyId: 'c1', rating: 4 });
    const verdict = { kind: 'approveAssessment', revision: 1, verdict: 'HIRE', withoutEvidence: true };
    expect((await reader.decide(verdict)).body.waitsFor).toBeNull();
    const second = { kind: 'decideAppeal', outcome: 'changed', verdict: 'STRONG_HIRE', note: 'It was overlooked.' };
    expect(await reader.decide(second)).toMatchObject({ status: 404, body: { code: 'appeal.not_found' } });
    const run = { tenantId: world.owner.tenantId, runId };
    await createOwnStore(world.deps).appeal(run, { text: 'You overlooked my report.', at: Date.now() });

    expect((await reader.view()).body).toMatchObject({
      waitsFor: 'appeal',
      appeal: { text: 'You overlooked my report.', state: 'open', decidedAt: null, firstDecider: false },
    });
    const draft = { revision: 1, verdict: null, reasonCodes: [], note: 'Half', instructions: '', outcome: 'upheld' };
    const keep = (about: string) => reader.on('PUT', '/draft', { about, ...draft });
    expect(await keep('verdict')).toMatchObject({ status: 409, body: { code: 'review.nothing_to_draft' } });
    expect((await keep('appeal')).status).toBe(200);
    expect((await reader.view()).body.draft).toMatchObject({ about: 'appeal', outcome: 'upheld', note: 'Half' });
    // Of another question than the one that is asked now.
    await db('review_drafts').where({ run_id: runId }).update({ about: 'plan' });
    expect((await reader.view()).body.draft).toBeNull();
    const decided = await reader.decide({ ...second, reasonCodes: ['evidence_weighed_differently'] });
    expect((await keep('appeal')).status).toBe(409);

    expect(decided).toMatchObject({ status: 200, body: { waitsFor: null, appeal: { state: 'changed' } } });
    expect(await reader.decide({ ...second, reasonCodes: ['other'] })).toMatchObject({
      status: 409,
      body: { code: 'appeal.decided' },
    });
  });
});
