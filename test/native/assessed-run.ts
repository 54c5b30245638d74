// A run whose conversation has been held and scored: answers, plan and assessment as the worker leaves them.
import type { Assessment } from '../../domain/assessment/assessment.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import type { Verdict } from '../../domain/lifecycle/state.ts';
import { createAssessmentStore } from '../../infra/db/assessments/assessment-store.ts';
import { acceptNotice } from '../harness/interview-run.ts';
import { pendingRun, type NativeBench } from './native-bench.ts';

export const answerText = 'We lost a data centre 🔥 at noon. I moved the traffic to Dublin and wrote the report.';
const quoted = 'I moved the traffic to Dublin';

/** Positions count code points, as everywhere. */
const spanOf = (text: string, part: string) => {
  const start = Array.from(text.slice(0, text.indexOf(part))).length;
  return { turn: 1, version: 1, start, end: start + Array.from(part).length };
};

const assessment = (revision: number, verdict: Verdict | null): Assessment => ({
  revision,
  engine: 'offline',
  advisory: true,
  rubricHash: 'r',
  promptHash: 'p',
  transcriptHash: 't',
  overallScore: verdict === null ? null : 70,
  uncertainty: verdict === null ? null : 5,
  verdict,
  competencies: [
    {
      id: 'c1',
      name: 'Incident response',
      status: 'SCORED',
      reason: null,
      score: 4,
      spread: 0,
      anchor: '4',
      rationale: 'Acted and wrote it down.',
      evidence: [spanOf(answerText, quoted)],
    },
  ],
  skills: [{ skill: 'Incident response', asked: true, claimed: false, evidenced: true, demonstrated: false }],
  strengths: ['Acts under pressure'],
  concerns: [],
  summary: 'Enough evidence.',
  coverage: 1,
  talkTime: 0.8,
  probes: [],
  createdAt: '2026-11-01T00:00:00.000Z',
});

const storeTurn = async ({ db, sealer, owner }: NativeBench, runId: string): Promise<void> => {
  const run = { tenantId: owner.tenantId, runId };
  await db('turns').insert({
    run_id: runId,
    turn: 1,
    tenant_id: owner.tenantId,
    session_id: 's',
    kind: 'question',
    question_id: 'q1',
    question_sealed: await sealer.seal(sealPlaces.question(run, 1, 1), 'Tell me about an incident.'),
    answer_sealed: await sealer.seal(sealPlaces.answer(run, 1, 1), answerText),
    asked_at: new Date(),
    answered_at: new Date(),
  });
};

const opened = { attempt: 1, sessionId: 's', provider: 'room', mode: 'text' } as const;

/** The candidate comes. */
export const openRoom = async ({ machine }: NativeBench, runId: string): Promise<void> => {
  await machine.feed(runId, { type: 'sessionRequested', detail: { attempt: 1, mode: 'text' } });
  await machine.feed(runId, { type: 'sessionOpened', detail: opened });
};

/** And answers; what is said is frozen. */
export const holdInterview = async (bench: NativeBench, runId: string): Promise<void> => {
  const { db, owner, machine } = bench;
  await acceptNotice(db, { tenantId: owner.tenantId, runId });
  await storeTurn(bench, runId);
  await machine.feed(runId, { type: 'completed', detail: { reason: 'finished' } });
};

/** What was held is scored, and waits for a verdict. */
export const assess = async (bench: NativeBench, runId: string, verdict: Verdict | null = 'HIRE'): Promise<void> => {
  const { db, sealer, owner, machine } = bench;
  const usage = { inputTokens: 0, outputTokens: 0, costMicros: 0, durationMs: 0, calls: 0 };
  await createAssessmentStore(db, sealer).insert(
    { tenantId: owner.tenantId, runId },
    {
      planRevision: 1,
      dictated: false,
      assessment: assessment(1, verdict),
      judgements: [],
      usage,
    },
  );
  await machine.feed(runId, { type: 'assessmentReady', detail: { revision: 1, verdict } });
};

/** Brings a run whose plan is approved to ASSESSMENT_PENDING. */
export const assessRun = async (bench: NativeBench, runId: string, verdict: Verdict | null = 'HIRE'): Promise<void> => {
  await openRoom(bench, runId);
  await holdInterview(bench, runId);
  await assess(bench, runId, verdict);
};

/** Brings a new run to ASSESSMENT_PENDING. */
export const assessedRun = async (bench: NativeBench, verdict: Verdict | null = 'HIRE'): Promise<string> => {
  const runId = await pendingRun(bench);
  await bench.call('POST', `/interviews/${runId}/plan/approve`);
  await assessRun(bench, runId, verdict);
  return runId;
};
