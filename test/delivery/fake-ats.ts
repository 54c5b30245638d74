// A kind of ATS of the tests' own: what shared code must do for every vendor, tried on one that does it all.
import { z } from 'zod';
import type { AtsKind, AtsKinds, Telling } from '../../domain/ports/ats.ts';

const compose = ({ order, secret, result, connection, timestamp }: Telling) => {
  if (order.callbackUrl === null) return { skip: 'no_callback' };
  if (connection === null) return { skip: 'no_connection' };
  const authorization = `Bearer ${String(connection.credentials['apiKey'])}`;
  const told = { order: order.id, status: result.status, words: result.words, echo: secret, timestamp };
  return {
    method: 'POST' as const,
    url: order.callbackUrl,
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(told),
  };
};

const talking: AtsKind = {
  title: 'Fake',
  configSchema: z.looseObject({}),
  credentialsSchema: z.looseObject({}),
  hasKey: true,
  hasHook: false,
  hooks: null,
  records: null,
  adapter: {
    tellsOf: ['interview.assessment_approved', 'interview.cancelled'],
    wantsReport: () => false,
    compose,
    // Says what became of a call in the answer, as some do.
    judge: ({ status, excerpt }) => {
      if (status === 409) return 'done';
      if (status === 422) return 'stopped';
      return status !== 200 || excerpt.includes('"success":true') ? null : 'retry';
    },
    test: () => null,
  },
};

/** Its call is all there is to say. */
const mute: AtsKind = {
  ...talking,
  adapter: {
    tellsOf: ['interview.assessment_approved'],
    wantsReport: () => false,
    compose: ({ order }) => ({ method: 'PATCH', url: order.callbackUrl ?? '', headers: {}, body: null }),
    test: () => null,
  },
};

export const fakeKinds: AtsKinds = { fake: talking, mute };
