// SolidATS as it is told of a result: one callback that repeats what SolidATS sent, with a rating from 0 to 100.
import type { Report, ReportCompetency, Result } from '../../../domain/orders/result.ts';
import type { AtsAdapter, AtsKind, Telling } from '../../../domain/ports/ats.ts';
import { solidatsConfigSchema, solidatsCredentialsSchema, type SolidatsConfig } from './config.ts';

const callbackUrl = 'https://api.solidats.com/webhook/app-callback';

/** Repeated exactly as received: by these SolidATS knows what the result belongs to. */
const echoed = ['v', 'candidate_id', 'pipeline_step_id', 'call_secret'] as const;

const requestOf = ({ secret }: Pick<Telling, 'secret'>): Readonly<Record<string, unknown>> | null => {
  const { request } = secret;
  return typeof request === 'object' && request !== null ? (request as Record<string, unknown>) : null;
};

/** Positions of the evidence, not the words: those stay where they can be erased, and the page of the result shows them. */
const competencyOf = ({ name, status, score, weight, required, rationale, evidence }: ReportCompetency) => ({
  name,
  status,
  score,
  score_max: 5,
  weight,
  required,
  rationale,
  evidence: evidence.map(({ turn, start, end }) => ({ turn, start, end })),
});

const contextOf = ({ order, result, resultUrl }: Telling, report: Report | null) => ({
  order_id: order.id,
  verdict: result.verdict,
  advisory: result.advisory,
  engine: result.engine,
  ...(report !== null && {
    summary: report.summary,
    strengths: report.strengths,
    concerns: report.concerns,
    competencies: report.competencies.map(competencyOf),
  }),
  links: { result: resultUrl },
});

const advice =
  'This is advice, not a decision: no person has confirmed it, or it was scored by rules that are for trying out.';

const scored = (telling: Telling, rating: number) => {
  const { result, report } = telling;
  return {
    rating,
    context: contextOf(telling, report),
    comment: [report?.summary, result.advisory ? advice : ''].filter(Boolean).join(' ') || 'The interview is complete.',
    status: 'complete',
  };
};

const whyNoScore = ({ status, words }: Result): string =>
  status === 'complete' ? 'The interview is complete, but too little was said to give a total.' : words;

/** The number is the customer's own choice, and says so. */
const failed = (telling: Telling, rating: number) => {
  const details = whyNoScore(telling.result);
  return {
    rating,
    context: { ...contextOf(telling, null), rating_is: 'set for interviews without a score' },
    comment: `No score: ${details} The rating is the number that is set for such interviews.`,
    status: telling.result.status === 'complete' ? 'no_total' : 'failed',
    failure_details: details,
  };
};

const contentOf = (telling: Telling, { onFailure = 'silent' }: SolidatsConfig) => {
  const { score } = telling.result;
  if (telling.result.status === 'complete' && score !== null) return scored(telling, score);
  return onFailure === 'silent' ? null : failed(telling, onFailure.rating);
};

const isOver = ({ status }: Result): boolean => status === 'complete' || status === 'ended';

const adapter: AtsAdapter = {
  tellsOf: [
    'interview.assessment_pending',
    'interview.assessment_approved',
    'interview.assessment_rejected',
    'interview.rejected',
    'interview.cancelled',
    'interview.consent_withdrawn',
  ],
  wantsReport: ({ result }) => result.status === 'complete' && result.score !== null,
  compose: (telling) => {
    const { connection, timestamp, result, toldBefore } = telling;
    const request = requestOf(telling);
    if (request === null || connection === null) return { skip: 'not_from_solidats' };
    if (!isOver(result)) return { skip: 'not_complete' };
    // Whether a second result of a request takes the place of the first is documented nowhere.
    if (toldBefore) return { skip: 'told_before' };
    const config = solidatsConfigSchema.parse(connection.config);
    const content = contentOf(telling, config);
    if (content === null) return { skip: 'on_failure_silent' };
    const { apiKey } = solidatsCredentialsSchema.parse(connection.credentials);
    const echo = Object.fromEntries(echoed.flatMap((name) => (name in request ? [[name, request[name]]] : [])));
    return {
      method: 'POST',
      url: config.callbackUrl ?? callbackUrl,
      headers: {
        authorization: `Bearer ${apiKey}`,
        'x-solidats-app-id': config.appId,
        'content-type': 'application/json; charset=utf-8',
      },
      body: JSON.stringify({
        ...echo,
        ...content,
        app_id: config.appId,
        created_at: new Date(timestamp).toISOString(),
      }),
    };
  },
  // SolidATS documents one call to it, and that one ends an assessment.
  test: () => null,
};

export const solidatsKind: AtsKind = {
  title: 'SolidATS',
  configSchema: solidatsConfigSchema,
  credentialsSchema: solidatsCredentialsSchema,
  hasKey: false,
  hasHook: true,
  hooks: null,
  records: null,
  adapter,
};
