// A result in ARIA's words: five statuses, a score of ten, and a recommendation in which "pass" means no.
import type { ResultStatus, Report, ReportCompetency } from '../../../domain/orders/result.ts';
import type { Verdict } from '../../../domain/lifecycle/state.ts';

export const candidateStatuses = ['invited', 'in_progress', 'in_review', 'completed', 'closed'] as const;
export type CandidateStatus = (typeof candidateStatuses)[number];

/** ARIA knows nothing before an invitation: who has not begun counts as invited, `interview.state` says it exactly. */
const words: Readonly<Record<ResultStatus, CandidateStatus>> = {
  waiting: 'invited',
  invited: 'invited',
  in_progress: 'in_progress',
  in_review: 'in_review',
  complete: 'completed',
  ended: 'closed',
};

export const statusOf = (status: ResultStatus): CandidateStatus => words[status];

export const statusesOf = (status: CandidateStatus): ResultStatus[] =>
  (Object.keys(words) as ResultStatus[]).filter((each) => words[each] === status);

export const recommendations = ['advance', 'maybe', 'pass'] as const;

const recommended: Readonly<Record<Verdict, (typeof recommendations)[number]>> = {
  STRONG_HIRE: 'advance',
  HIRE: 'advance',
  MAYBE: 'maybe',
  NO_HIRE: 'pass',
};

export const recommendationOf = (verdict: Verdict | null) => (verdict === null ? null : recommended[verdict]);

/** 0–100 as 0–10 with one decimal, halves up. */
export const tenthsOf = (score: number | null): number | null => (score === null ? null : Math.round(score) / 10);

/** 1–5 of the rubric on the same scale as the total, which is made of it. */
const ofRubric = (score: number | null): number | null => (score === null ? null : tenthsOf((score - 1) * 25));

export const categoryOf = ({ rationale, evidence, ...one }: ReportCompetency) => ({
  id: one.id,
  name: one.name,
  score: ofRubric(one.score),
  rubricScore: one.score,
  weight: one.weight,
  required: one.required,
  hasEvidence: one.status === 'SCORED',
  rationale,
  evidence: evidence.map(({ turn, quote }) => ({ turn, quote })),
});

/** What the rubric itself says disqualifies: a required competency under its minimum. Nothing about who a person is. */
export const redFlagsOf = ({ competencies }: Report): string[] =>
  competencies
    .filter(({ required, score, minimumScore }) => required && score !== null && score < minimumScore)
    .map(({ name, score, minimumScore }) => `${name}: ${score} of 5, and the job requires ${minimumScore}.`);

const listed = (title: string, skills: Report['skills']): string[] =>
  skills.length === 0 ? [] : [`${title}: ${skills.map(({ skill }) => skill).join(', ')}.`];

/** What the job asks for, by how far the interview showed it. */
export const keyInsightsOf = ({ skills }: Report): string[] => {
  const asked = skills.filter((one) => one.asked);
  return [
    ...listed(
      'Asked for and shown',
      asked.filter((one) => one.demonstrated),
    ),
    ...listed(
      'Asked for and only spoken of',
      asked.filter((one) => one.evidenced && !one.demonstrated),
    ),
    ...listed(
      'Asked for and not heard',
      asked.filter((one) => !one.evidenced && !one.demonstrated),
    ),
  ];
};

export const analysisOf = ({ competencies }: Report): string =>
  competencies
    .map(
      ({ name, score, rationale }) =>
        `${name} (${score === null ? 'not enough evidence' : `${score} of 5`}): ${rationale}`,
    )
    .join('\n\n');
