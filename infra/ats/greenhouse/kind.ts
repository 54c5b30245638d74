// Greenhouse as an assessment partner is told, and MarioHR as the variant of it that gets the whole result in the call.
import type { z } from 'zod';
import type { AtsAdapter, AtsKind, AtsRequest, Telling } from '../../../domain/ports/ats.ts';
import type { Report, Result } from '../../../domain/orders/result.ts';
import { greenhouseHooks } from './hooks.ts';
import { greenhouseRecords } from './records.ts';
import { configSchema, credentialsSchema } from './settings.ts';
import { testStatusOf } from './test-status.ts';

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
    'interview.appeal_decided',
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
  hooks: greenhouseHooks,
  records: greenhouseRecords,
  adapter,
};
