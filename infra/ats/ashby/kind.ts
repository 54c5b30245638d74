// Ashby as a kind of ATS: what a connection to it consists of, and how it is called.
import type { AnswerJudgement, AtsAdapter, AtsKind, AtsRequest } from '../../../domain/ports/ats.ts';
import { ashbyHooks } from './hooks.ts';
import { ashbyRecords } from './records.ts';
import { configSchema, credentialsSchema } from './settings.ts';
import { assessmentUpdate } from './update.ts';

type Parts = { config: unknown; credentials: unknown };

const request = ({ config, credentials }: Parts, operation: string, body: unknown): AtsRequest => {
  const { apiUrl } = configSchema.parse(config);
  const { apiKey } = credentialsSchema.parse(credentials);
  return {
    method: 'POST',
    url: `${apiUrl.replace(/\/$/, '')}/${operation}`,
    headers: {
      Authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`,
      Accept: 'application/json; version=1',
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(body),
  };
};

/**
 * A failure may come with status 200, and what is no object is not from Ashby. All may be mended there while it is tried
 * again: a key, a permission, or an assessment that it has not written down yet.
 */
const judge = ({ status, excerpt }: { status: number; excerpt: string }): AnswerJudgement => {
  if (status < 200 || status >= 300) return null;
  const isFailure = !excerpt.trimStart().startsWith('{') || /"success"\s{0,5}:\s{0,5}false/.test(excerpt);
  return isFailure ? 'retry' : null;
};

const adapter: AtsAdapter = {
  tellsOf: [
    'interview.approved',
    'interview.started',
    'interview.assessment_pending',
    'interview.assessment_approved',
    'interview.assessment_rejected',
    'interview.appeal_decided',
    'interview.cancelled',
    'interview.consent_withdrawn',
  ],
  wantsReport: ({ result }) => result.status === 'complete',
  compose: (telling) =>
    telling.connection === null
      ? { skip: 'no_connection' }
      : request(telling.connection, 'assessment.update', assessmentUpdate(telling)),
  judge,
  test: (connection) => request(connection, 'apiKey.info', {}),
};

export const ashbyKind: AtsKind = {
  title: 'Ashby',
  configSchema,
  credentialsSchema,
  hasKey: true,
  hasHook: false,
  hooks: ashbyHooks,
  records: ashbyRecords,
  adapter,
};
