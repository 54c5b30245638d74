// Workable as a kind of ATS: a token to call it with, and results in the few words that it has for them.
import { z } from 'zod';
import type { Verdict } from '../../../domain/lifecycle/state.ts';
import type { Result } from '../../../domain/orders/result.ts';
import type { AtsAdapter, AtsKind, Telling } from '../../../domain/ports/ats.ts';
import { present } from '../../../domain/present.ts';
import { headerText } from '../header-text.ts';

const credentialsSchema = z.strictObject({
  accessToken: headerText.meta({ description: 'The token that Workable issued when the integration was made.' }),
});

/** "Passed" means good. Maybe has no word: either of the two would say what the person left open. */
const grades: Record<Verdict, string | undefined> = {
  STRONG_HIRE: 'excelled',
  HIRE: 'passed',
  MAYBE: undefined,
  NO_HIRE: 'failed',
};

/** A text at Workable, so that there is room for what a number cannot say. */
const scoreOf = ({ score, advisory }: Result): string | undefined =>
  score === null ? undefined : `${score}${advisory ? ' (advisory)' : ''}`;

const bodyOf = ({ result, resultUrl }: Telling): object => {
  if (result.status !== 'complete') return { status: 'pending' };
  const grade = result.verdict === null ? undefined : grades[result.verdict];
  const assessment = present({ score: scoreOf(result), grade });
  return { status: 'completed', assessment, ...(resultUrl !== null && { results_url: resultUrl }) };
};

const adapter: AtsAdapter = {
  tellsOf: [
    'interview.approved',
    'interview.assessment_pending',
    'interview.assessment_approved',
    'interview.appeal_decided',
  ],
  wantsReport: () => false,
  compose: (telling) => {
    const { connection, order, result } = telling;
    if (connection === null || order.callbackUrl === null) return { skip: 'no_connection' };
    // Neither of its two words is true of an interview that ended without a result: it stays pending there.
    if (result.status === 'ended') return { skip: 'no_word_for_it' };
    const { accessToken } = credentialsSchema.parse(connection.credentials);
    return {
      method: 'PUT',
      url: order.callbackUrl,
      headers: { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(bodyOf(telling)),
    };
  },
  // A page with status 200 is a login or a proxy, not a receipt.
  judge: ({ status, excerpt }) => (status < 300 && excerpt.trimStart().startsWith('<') ? 'retry' : null),
  // The token is good for callbacks of orders alone: there is nothing harmless to call.
  test: () => null,
};

export const workableKind: AtsKind = {
  title: 'Workable',
  configSchema: z.strictObject({}),
  credentialsSchema,
  hasKey: true,
  hasHook: false,
  hooks: null,
  records: null,
  adapter,
};
