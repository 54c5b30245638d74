// What Ashby is told by `assessment.update`: every fact a field that describes itself, since Ashby shows them as they come.
import type { Report, ReportCompetency, Result, ResultStatus } from '../../../domain/orders/result.ts';
import type { Verdict } from '../../../domain/lifecycle/state.ts';
import type { Telling } from '../../../domain/ports/ats.ts';
import { present } from '../../../domain/present.ts';

/** Ashby also knows `boolean_success`, which would be a decision that nobody took. */
type Value =
  | { type: 'string' | 'url'; value: string }
  | { type: 'numeric_score' | 'numeric_duration_minutes'; value: number };
type Field = Value & { identifier: string; label: string; description: string };

export type AssessmentUpdate = {
  assessment_id: string;
  timestamp: number;
  assessment_status?: Field;
  assessment_profile_url?: Field;
  /** Its presence is what completes the assessment. */
  assessment_result?: Field;
  cancelled_reason?: Field;
  metadata: Field[];
};

const verdictWords: Record<Verdict, string> = {
  STRONG_HIRE: 'Strong hire',
  HIRE: 'Hire',
  MAYBE: 'Maybe',
  NO_HIRE: 'No hire',
};

/** "Started" is a word that Ashby looks for: it keeps the time. */
const statusWords: Record<Exclude<ResultStatus, 'ended'>, string> = {
  waiting: 'Preparing',
  invited: 'Invited',
  in_progress: 'Started',
  in_review: 'In review',
  complete: 'Completed',
};

const field = (identifier: string, label: string, value: Value, description: string): Field => ({
  identifier,
  label,
  ...value,
  description,
});

const text = (value: string): Value => ({ type: 'string', value });

const statusField = ({ status, words }: Result): Field | undefined =>
  status === 'ended' ? undefined : field('status', 'Status', text(statusWords[status]), words);

const scoreField = (score: number): Field =>
  field('score', 'Score', { type: 'numeric_score', value: score }, 'Of 100, from the evidence in the conversation.');

const verdictField = (verdict: Verdict, advisory: boolean): Field =>
  field(
    'verdict',
    'Verdict',
    text(verdictWords[verdict]),
    advisory ? 'Proposed, not decided.' : 'Given by a person who reviewed the evidence.',
  );

/** The one field that completes it: the total, else the verdict, else that there is neither. */
const resultField = ({ score, verdict, advisory, words }: Result): Field => {
  if (score !== null) return scoreField(score);
  return verdict === null ? field('outcome', 'Outcome', text(words), words) : verdictField(verdict, advisory);
};

const competencyField = ({ id, name, score, weight, required }: ReportCompetency): Field => {
  const importance = `${Math.round(weight)} % of the score${required ? ', required' : ''}`;
  const value: Value = score === null ? text('Not enough was said') : { type: 'numeric_score', value: score };
  return field(`competency_${id}`, name, value, score === null ? `${importance}.` : `1 to 5; ${importance}.`);
};

const durationField = ({ startedAt, completedAt }: Result): Field[] => {
  if (startedAt === null || completedAt === null || completedAt < startedAt) return [];
  const value = Math.max(1, Math.round((completedAt - startedAt) / 60_000));
  return [field('duration', 'Duration', { type: 'numeric_duration_minutes', value }, 'From the first question on.')];
};

const advisoryField = ({ advisory }: Result): Field[] =>
  advisory
    ? [field('advisory', 'Advisory', text('Advisory only'), 'To be read as a hint: a person has to judge.')]
    : [];

/** All identifiers of one update differ; what stands in the result is not repeated. */
const metadataOf = (result: Result, report: Report | null): Field[] => [
  ...(result.verdict !== null && result.score !== null ? [verdictField(result.verdict, result.advisory)] : []),
  ...advisoryField(result),
  ...durationField(result),
  ...(report?.competencies ?? []).map(competencyField),
];

const completion = ({ result, report, resultUrl }: Telling): Partial<AssessmentUpdate> => ({
  ...(resultUrl !== null && {
    assessment_profile_url: field(
      'result_page',
      'Result page',
      { type: 'url', value: resultUrl },
      'Scores and evidence; read only.',
    ),
  }),
  assessment_result: resultField(result),
  metadata: metadataOf(result, report),
});

export const assessmentUpdate = (telling: Telling): AssessmentUpdate => {
  const { order, result, timestamp } = telling;
  const { status, words } = result;
  return {
    assessment_id: order.id,
    timestamp,
    ...present({ assessment_status: statusField(result) }),
    ...(status === 'ended' && { cancelled_reason: field('cancelled_reason', 'Why it ended', text(words), words) }),
    metadata: [],
    ...(status === 'complete' && completion(telling)),
  };
};
