// Greenhouse as an assessment partner is told, and MarioHR as the variant of it that gets the whole result in the call.
import { z } from 'zod';
import type { AtsAdapter, AtsKind, AtsRequest, Telling } from '../../../domain/ports/ats.ts';
import type { Report, Result } from '../../../domain/orders/result.ts';
import { headerText } from '../header-text.ts';
import { testStatusOf } from './test-status.ts';

const variants = ['greenhouse', 'mariohr'] as const;

const configSchema = z.strictObject({
  variant: z.enum(variants).optional().meta({
    description:
      '`greenhouse`: an empty call says that a test is complete, and Greenhouse then asks for its status. `mariohr`: the call carries the result. Absent: `mariohr` for orders with `sent_by`, which Greenhouse never sends.',
  }),
  harvestUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional()
    .meta({ description: 'Where the Harvest API is, if not `https://harvest.greenhouse.io/v3`.' }),
  tokenUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional()
    .meta({ description: 'Where its access tokens are given out, if not `https://auth.greenhouse.io/token`.' }),
  userId: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .meta({ description: 'The id of the user in whose name notes are written into the record.' }),
  resultDetail: z.enum(['summary', 'quotes']).optional().meta({
    description:
      'Of `mariohr`: `quotes` (when absent) sends the transcript and the candidate’s own words with the scores, `summary` leaves both out.',
  }),
});

/** The user name of Basic holds no colon. */
const credentialsSchema = z.strictObject({
  apiKey: z
    .string()
    .min(1)
    .max(500)
    .regex(/^[!-9;-~]+$/, { error: 'Printable characters without blanks and colons.' })
    .meta({
      description:
        'What the ATS gave you for calls to it: sent as the user name of Basic, with no password. Absent where Greenhouse orders nothing.',
    })
    .optional(),
  clientId: headerText.optional().meta({ description: 'Of the Harvest API credential, to read and write records.' }),
  clientSecret: headerText.optional().meta({ description: 'Of the same credential.' }),
  webhookSecret: headerText
    .optional()
    .meta({ description: 'The secret key of the webhooks that Greenhouse sends here.' }),
});

type Asked = Pick<Telling, 'order' | 'connection' | 'result'>;

const configOf = ({ connection }: Asked): z.output<typeof configSchema> => configSchema.parse(connection?.config ?? {});

const isMarioHr = (asked: Asked): boolean =>
  (configOf(asked).variant ?? asked.order.vendorKeys['variant']) === 'mariohr';

/** Of a key without a connection nothing is known to present. */
const authorizationOf = ({ connection }: Telling): Record<string, string> => {
  if (connection === null) return {};
  const { apiKey } = credentialsSchema.parse(connection.credentials);
  if (apiKey === undefined) return {};
  return { authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}` };
};

const scoresOf = ({ competencies }: Report, withQuotes: boolean) =>
  competencies.map(({ name, status, score, weight, required, rationale, evidence }) => ({
    competency: name,
    status,
    score,
    score_max: 5,
    weight,
    required,
    rationale,
    ...(withQuotes && { evidence: evidence.map(({ turn, quote }) => ({ turn, quote })) }),
  }));

const reportOf = (report: Report, { advisory, engine }: Result, withQuotes: boolean) => ({
  summary: report.summary,
  advisory,
  engine,
  scores: scoresOf(report, withQuotes),
  strengths: report.strengths,
  concerns: report.concerns,
  ...(withQuotes && {
    transcript: report.transcript.map(({ turn, role, text, at }) => ({
      turn,
      role,
      text,
      at: at === null ? null : new Date(at).toISOString(),
    })),
  }),
});

const richBody = (telling: Telling) => {
  const { result, report, resultUrl } = telling;
  const withQuotes = configOf(telling).resultDetail !== 'summary';
  return {
    ...testStatusOf(result, resultUrl),
    ...(withQuotes && report !== null && report.recordingUrl !== null && { recording_url: report.recordingUrl }),
    ...(report !== null && { report: reportOf(report, result, withQuotes) }),
  };
};

const patch = (telling: Telling, url: string): AtsRequest => {
  const authorization = authorizationOf(telling);
  if (!isMarioHr(telling)) return { method: 'PATCH', url, headers: authorization, body: null };
  const headers = { ...authorization, 'content-type': 'application/json; charset=utf-8' };
  return { method: 'PATCH', url, headers, body: JSON.stringify(richBody(telling)) };
};

/** Of two events that came to the same truth by now only the later one is told, so that nobody hears of it twice. */
const isToldOtherwise = ({ event, result: { outcome } }: Telling): boolean => {
  if (event === 'interview.assessment_pending') return outcome !== null;
  // Before a verdict the end of the interview tells it.
  return event === 'interview.consent_withdrawn' && outcome !== 'ASSESSMENT_APPROVED';
};

const adapter: AtsAdapter = {
  tellsOf: [
    'interview.assessment_pending',
    'interview.assessment_approved',
    'interview.assessment_rejected',
    'interview.cancelled',
    'interview.consent_withdrawn',
  ],
  wantsReport: (telling) => telling.result.status === 'complete' && isMarioHr(telling),
  compose: (telling) => {
    const { order, result } = telling;
    if (order.callbackUrl === null) return { skip: 'no_callback' };
    // To Greenhouse the call means "complete" and nothing else; only the other variant can say why there will be no result.
    const isDue = result.status === 'complete' || (result.status === 'ended' && isMarioHr(telling));
    if (!isDue) return { skip: 'not_complete' };
    return isToldOtherwise(telling) ? { skip: 'told_otherwise' } : patch(telling, order.callbackUrl);
  },
  // Both take calls about one order only, and act on them.
  test: () => null,
};

export const greenhouseKind: AtsKind = {
  title: 'Greenhouse (and MarioHR)',
  configSchema,
  credentialsSchema,
  hasKey: true,
  hasHook: false,
  hooks: null,
  records: null,
  adapter,
};
