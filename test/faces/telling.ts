// One telling as tests of adapters change it: a complete result of a software engineer, with a report.
import type { Result } from '../../domain/orders/result.ts';
import type { Telling } from '../../domain/ports/ats.ts';

export const completeResult: Result = {
  status: 'complete',
  words: 'complete',
  advisory: false,
  startedAt: Date.UTC(2026, 10, 2, 9, 0),
  completedAt: Date.UTC(2026, 10, 2, 9, 31),
  decidedAt: Date.UTC(2026, 10, 3, 8, 0),
  score: 82,
  verdict: 'HIRE',
  engine: 'anthropic',
  outcome: 'ASSESSMENT_APPROVED',
  humanFollowUp: false,
};

const scored = {
  status: 'SCORED',
  score: 4,
  weight: 60,
  required: true,
  minimumScore: 3,
  rationale: 'Did it.',
  meetsLevel: 'Meets level 4: Acts alone.',
  forNextLevel: null,
  evidence: [],
} as const;

/** After which each is told first. */
const events: Record<Result['status'], Telling['event']> = {
  waiting: 'interview.approved',
  invited: 'interview.approved',
  in_progress: 'interview.started',
  in_review: 'interview.assessment_pending',
  complete: 'interview.assessment_approved',
  ended: 'interview.cancelled',
};

type Wish = { kind: string; config?: object; credentials?: object; result?: Partial<Result> } & Partial<
  Pick<Telling, 'event' | 'resultUrl' | 'timestamp'>
>;

export const tellingOf = ({ kind, config = {}, credentials = {}, result, ...rest }: Wish): Telling => ({
  event: events[result?.status ?? 'complete'],
  order: {
    id: 'ord_01JCZ0Q6V3W6Y7M8N9P0R1S2T3',
    tenantId: 'tnt_1',
    runId: 'run_1',
    face: kind,
    connectionId: 'con_1',
    callbackUrl: 'https://acme.example/callbacks/1',
    vendorKeys: {},
    createdAt: 0,
  },
  secret: {},
  result: { ...completeResult, ...result },
  report: {
    summary: '',
    strengths: [],
    concerns: [],
    competencies: [
      { ...scored, id: 'c1', name: 'TypeScript', evidence: [] },
      {
        ...scored,
        id: 'c2',
        name: 'On call',
        status: 'INSUFFICIENT_EVIDENCE',
        score: null,
        required: false,
        evidence: [],
      },
    ],
    skills: [],
    transcript: [{ turn: 1, role: 'candidate', text: 'I led it.', at: null }],
    recordingUrl: null,
  },
  resultUrl: 'https://parley.example/results/token',
  connection: {
    id: 'con_1',
    kind,
    status: 'active',
    tenantId: 'tnt_1',
    name: 'Acme',
    config: { ...config },
    credentials: { ...credentials },
    previousCredentials: null,
  },
  toldBefore: false,
  timestamp: 1_800_000_000_000,
  ...rest,
});
