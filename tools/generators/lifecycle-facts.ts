// One sample of every fact, so that the machine can be asked where each leads; the compiler demands a sample for a new one.
import { apply } from '../../domain/lifecycle/apply.ts';
import type { FactDetails, FactType, NewFact } from '../../domain/lifecycle/facts.ts';
import { initialState } from '../../domain/lifecycle/state.ts';
import type { RunState } from '../../domain/lifecycle/state.ts';

import { code, markdownTable } from './generator.ts';

const complete = { dataQuality: 'EXCELLENT', missing: [] } as const;
const incomplete = { dataQuality: 'INSUFFICIENT', missing: [] } as const;
const link = { linkExpiresAt: 1 };

const mutable = <Detail extends { missing: readonly [] }>(detail: Detail) => ({ ...detail, missing: [] });

const SAMPLES: { [Type in FactType]: FactDetails[Type][] } = {
  received: [{}],
  validated: [mutable(complete), mutable(incomplete)],
  infoSupplied: [{ submissionId: '' }],
  infoMerged: [
    { submissionId: '', ...mutable(complete) },
    { submissionId: '', ...mutable(incomplete) },
  ],
  planReady: [{ revision: 1 }, { revision: 1, held: true }],
  planApproved: [
    { revision: 1, ...link },
    { revision: 1, ...link, scheduledAt: 1 },
  ],
  planRejected: [{ revision: 1 }],
  planRevisionRequested: [{ revision: 2 }],
  scheduled: [{ scheduledAt: 1, ...link }],
  sessionRequested: [{ attempt: 1, mode: 'text' }],
  sessionOpened: [{ attempt: 1, sessionId: '', provider: '', mode: 'text' }],
  conversationActive: [{ lastTurnAt: 1 }],
  helpRequested: [{ code: 'technical' }],
  completed: [{ reason: 'finished' }],
  assessmentReady: [{ revision: 1, verdict: 'HIRE' }],
  assessmentApproved: [{ revision: 1, verdict: 'HIRE', overridden: false }],
  assessmentRejected: [{ revision: 1 }],
  rescoreRequested: [{ revision: 1 }],
  optedOut: [{}],
  withdrawn: [{}],
  consentWithdrawn: [{}],
  cancelled: [{}],
  expired: [{}],
  noShow: [{}],
  reminded: [{ number: 1, audience: 'recruiter' }],
  verdictOverdue: [{}],
  workFailed: [{ work: 'draftPlan', code: 'model.unavailable', retryable: true }],
  retried: [{}],
  aborted: [{}],
  workflowLost: [{}],
  workflowRestarted: [{}],
  commandRefused: [{ command: 'cancel', code: 'interview.closed' }],
  erased: [{ scope: 'personal' }],
};

/** Tried from two states: a fact that leads to the same one from both leads there always. */
const STARTS: readonly RunState[] = [
  { ...initialState, state: 'PENDING' },
  { ...initialState, state: 'IN_PROGRESS' },
];

const leadsTo = (fact: NewFact): { state: string; outcome: string; attention: boolean } => {
  const ends = STARTS.map((start) => apply(start, { ...fact, at: 1 }));
  const [first, second] = ends;
  const moved = first !== undefined && first.state === second?.state;
  return {
    state: moved ? code(first.state) : '–',
    outcome: first?.outcome ? code(first.outcome) : '',
    attention: first !== undefined && first.attention !== null,
  };
};

const samplesOf = (type: FactType): NewFact[] => SAMPLES[type].map((detail) => ({ type, detail }) as NewFact);

export const factRows = (): string =>
  markdownTable(
    ['fact', 'leads to', 'outcome', 'attention'],
    Object.keys(SAMPLES).map((type) => {
      const results = samplesOf(type as FactType).map(leadsTo);
      const unique = (values: string[]): string => [...new Set(values.filter((value) => value !== ''))].join(' or ');
      return [
        code(type),
        unique(results.map(({ state }) => state)),
        unique(results.map(({ outcome }) => outcome)),
        results.some(({ attention }) => attention) ? 'set' : '',
      ];
    }),
  );
