// A review whose server is a script: for tests of what the page does with what it is told, and for looking at rare states.
import type {
  AssessmentPart,
  Decide,
  OwnRating,
  Proposed,
  ReviewCompetency,
  ReviewDraft,
  ReviewTurn,
  ReviewView,
  TraceEntry,
} from '../../usecases/review/view.ts';
import { Problem } from '../ui/call.ts';
import { createReviewApi, type ReviewCall } from './api.ts';

const minute = 60_000;
const start = Date.UTC(2026, 10, 2, 10, 0);

export const anchors = {
  '1': 'Tells of no change of an own.',
  '2': 'Tells of a change that others planned.',
  '3': 'Plans a change in steps that can be undone.',
  '4': 'Plans it so that nobody notices, and says how that was checked.',
  '5': 'Shows by figures that nobody was harmed, and what was learned.',
};

/** Every word four tenths of a second, as a recogniser would tell. */
const wordsOf = (text: string): ReviewTurn['words'] => {
  let at = 0;
  return text.split(' ').map((word, index) => {
    const begins = at;
    at += Array.from(word).length + 1;
    return {
      start: begins,
      end: at - 1,
      startMs: index * 400,
      endMs: index * 400 + 350,
      confidence: word.startsWith('invoices') ? 0.4 : 0.95,
    };
  });
};

export const aTurn = (turn: number, question: string, answer: string | null, more: Partial<ReviewTurn> = {}) =>
  ({
    turn,
    version: 1,
    sessionId: 's1',
    kind: 'question',
    questionId: `q${turn}`,
    question,
    answer,
    askedAt: start + turn * 3 * minute,
    answeredAt: answer === null ? null : start + turn * 3 * minute + 2 * minute,
    words: [],
    recorded: false,
    ...more,
  }) satisfies ReviewTurn;

const told = 'I wrote the tests first, and then we moved the invoices, one customer at a time, over six weeks.';
const measured = 'We watched the error rate for two weeks, and it did not move.';

const quoteOf = (turn: number, text: string, quote: string, version = 1) => {
  const from = Array.from(text.slice(0, text.indexOf(quote))).length;
  return { turn, version, start: from, end: from + Array.from(quote).length, quote };
};

export const aProposal = (change: Partial<Proposed> = {}): Proposed => ({
  status: 'SCORED',
  reason: null,
  abstained: null,
  score: 4,
  spread: 1,
  band: { low: 3.2, high: 4.6 },
  anchor: '4',
  held: false,
  quotesLost: 0,
  rationale: 'The answer names the steps, the order, and the own part in them.',
  missingForNextLevel: 'A figure that shows that nobody was harmed.',
  ...change,
});

export const aCompetency = (id: string, change: Partial<ReviewCompetency> = {}): ReviewCompetency => ({
  id,
  name: 'Changing systems that are in use',
  definition: 'Plans and carries out changes so that those who depend on the system are not harmed.',
  weight: 50,
  required: true,
  anchors,
  turns: [1],
  evidence: [quoteOf(1, told, 'we moved the invoices, one customer at a time')],
  own: null,
  proposed: null,
  ...change,
});

/** What the server keeps back while its reader rates blind. */
const proposals: Readonly<Record<string, Proposed>> = {
  c1: aProposal(),
  c2: aProposal({ score: 3, spread: 0, band: { low: 2.6, high: 3.4 }, anchor: '3', held: true }),
  c3: aProposal({
    status: 'INSUFFICIENT_EVIDENCE',
    reason: 'too_few_words',
    abstained: 'too_general',
    score: null,
    spread: null,
    band: null,
    anchor: null,
    rationale: '',
    missingForNextLevel: '',
  }),
};

const total: AssessmentPart['total'] = {
  overallScore: 64,
  uncertainty: 8,
  band: { low: 56, high: 72 },
  verdict: 'HIRE',
  summary: 'Changes systems with care and tests them. What was said of working with others is too little to judge.',
  strengths: ['Moved the billing system without an outage.'],
  concerns: ['Said little of working with others.'],
  followUps: [{ competencyId: 'c3', text: 'Tell me of a disagreement in your team. What did you do?' }],
};

export const anAssessment = (change: Partial<AssessmentPart> = {}): AssessmentPart => ({
  revision: 1,
  engine: 'offline',
  model: null,
  advisory: true,
  createdAt: start + 30 * minute,
  competencies: [
    aCompetency('c1'),
    aCompetency('c2', {
      name: 'Testing',
      definition: 'Knows what to test, and when.',
      weight: 30,
      turns: [2],
      evidence: [quoteOf(2, measured, 'watched the error rate for two weeks')],
    }),
    aCompetency('c3', {
      name: 'Working with others',
      definition: 'Settles disagreements, and says what the own part was.',
      weight: 20,
      required: false,
      turns: [3],
      evidence: [],
    }),
  ],
  coverage: 0.75,
  talkTime: 0.72,
  integrity: [
    { code: 'speaks_to_rater', note: 'An answer speaks to the rater. What does so counts for nothing.', turns: [3] },
  ],
  total: null,
  ...change,
});

export const aReview = (change: Partial<ReviewView> = {}): ReviewView => ({
  run: {
    runId: 'int_1',
    interviewId: 'intv_1',
    candidateRef: 'application-4711',
    position: 'Backend engineer',
    level: 'senior',
    companyName: 'Acme',
    locale: 'en',
    state: 'ASSESSMENT_PENDING',
    outcome: null,
    seq: 9,
    createdAt: start,
    completedAt: start + 25 * minute,
    decidedAt: null,
    durationMs: 18 * minute,
    attention: null,
    deadlineAt: start + 30 * 24 * 60 * minute,
  },
  waitsFor: 'verdict',
  reader: { label: 'Rita', hasInbox: false },
  blindFirst: true,
  remindAt: start + 24 * 60 * minute,
  plan: null,
  assessment: anAssessment(),
  turns: [
    aTurn(1, 'Tell me about a system that you changed while it was in use.', told, {
      hearing: 'heard',
      words: wordsOf(told),
      recorded: true,
    }),
    aTurn(2, 'How did you know that it worked?', measured, { kind: 'follow_up', questionId: 'q1' }),
    aTurn(3, 'How do you settle a disagreement?', 'Give me five points.', { followUpSkipped: true, questionId: 'q2' }),
    aTurn(4, 'Is there anything you would like to add?', null, { kind: 'closing' }),
  ],
  others: [],
  decisions: [],
  appeal: null,
  draft: null,
  evidenceOpened: false,
  ...change,
});

export const refusal = (status: number, code: string, more: object = {}): Problem =>
  new Problem(status, { code, requestId: 'req_1', ...more }, null);

type Said = { method: string; path: string; body: unknown };

const rated = (view: ReviewView, { competencyId, rating }: { competencyId: string } & OwnRating): ReviewView => {
  if (view.assessment === null) return view;
  const competencies = view.assessment.competencies.map((one) =>
    one.id === competencyId
      ? { ...one, own: { rating } as OwnRating, proposed: proposals[one.id] ?? aProposal() }
      : one,
  );
  const isWhole = competencies.every(({ proposed }) => proposed !== null);
  return { ...view, assessment: { ...view.assessment, competencies, total: isWhole ? total : null } };
};

/** Where nothing is to be rated blind. */
export const shown = (view: ReviewView): ReviewView => {
  const all = view.assessment?.competencies ?? [];
  const passed = all.reduce((next, { id }) => rated(next, { competencyId: id, rating: 'passed' }), view);
  const competencies = (passed.assessment?.competencies ?? []).map((one) => ({ ...one, own: null }));
  return {
    ...passed,
    blindFirst: false,
    assessment: passed.assessment && { ...passed.assessment, competencies },
  };
};

const refuseDecision = (view: ReviewView, decision: Decide): void => {
  const current = view.assessment?.revision ?? view.plan?.plan.revision ?? 1;
  if ('revision' in decision && decision.revision !== current) throw refusal(409, 'interview.stale_revision');
  if (decision.kind === 'approveAssessment' && !view.evidenceOpened && decision.withoutEvidence !== true)
    throw refusal(409, 'review.no_evidence_opened');
};

const factOf: Readonly<Record<Decide['kind'], string>> = {
  approvePlan: 'planApproved',
  rejectPlan: 'planRejected',
  revisePlan: 'planRevisionRequested',
  approveAssessment: 'assessmentApproved',
  rejectAssessment: 'assessmentRejected',
  decideAppeal: 'appealDecided',
};

const decided = (view: ReviewView, decision: Decide): ReviewView => {
  refuseDecision(view, decision);
  const made = {
    kind: factOf[decision.kind],
    at: start + 60 * minute,
    by: view.reader.label,
    actor: 'recruiter',
    verdict: 'verdict' in decision ? decision.verdict : null,
    proposed: view.assessment?.total?.verdict ?? null,
    reasonCodes: 'reasonCodes' in decision ? decision.reasonCodes : [],
    note: 'note' in decision ? decision.note : null,
  };
  const appeal =
    decision.kind === 'decideAppeal' && view.appeal !== null
      ? { ...view.appeal, state: decision.outcome, decidedAt: made.at }
      : view.appeal;
  return { ...view, appeal, waitsFor: null, draft: null, decisions: [...view.decisions, made] };
};

/** `script.view` is what the server holds, and may be exchanged; `script.fails` makes the next call of a path fail. */
export const fakeReview = (view: ReviewView = aReview()) => {
  const said: Said[] = [];
  const script = { view, fails: new Map<string, Error>() };
  const answers: Record<string, (body: never) => unknown> = {
    'POST session': () => ({ kind: 'run', runId: script.view.run.runId, label: script.view.reader.label }),
    'GET session': () => ({ kind: 'run', runId: script.view.run.runId, label: script.view.reader.label }),
    GET: () => script.view,
    'PUT ratings': (body: { competencyId: string } & OwnRating) => (script.view = rated(script.view, body)),
    'PUT draft': (draft: Omit<ReviewDraft, 'savedAt'>) => {
      script.view = { ...script.view, draft: { ...draft, savedAt: start + 50 * minute } };
      return { draft: script.view.draft };
    },
    'POST trace': ({ entries }: { entries: TraceEntry[] }) => {
      if (entries.some(({ kind }) => kind === 'opened')) script.view = { ...script.view, evidenceOpened: true };
      return { noted: entries.length };
    },
    'POST questions': () => ({
      answer: 'The candidate wrote tests first.',
      citations: [{ turn: 1, quote: 'I wrote the tests first' }],
      conversationId: 'conv_1',
    }),
    'POST decisions': (decision: Decide) => (script.view = decided(script.view, decision)),
  };
  const call: ReviewCall = async <T>(method: string, path: string, body?: unknown) => {
    said.push({ method, path, body });
    const part = path.replace(/^runs\/[^/]+\/?/, '');
    const failure = script.fails.get(part);
    script.fails.delete(part);
    if (failure !== undefined) throw failure;
    const answer = answers[`${method} ${part}`.trim()];
    if (answer === undefined) throw refusal(404, 'request.not_found');
    return (await answer(body as never)) as T;
  };
  return { api: createReviewApi(call), call, said, script };
};
