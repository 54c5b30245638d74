// The calls and shapes of Parley's own API that its rules try.
import { z } from 'zod';
import type { Bench } from '../bench.ts';
import type { Answer } from '../exchange.ts';
import { isSuccess, usable } from '../verdicts.ts';

export const states = [
  'RECEIVED',
  'INFO_NEEDED',
  'VALIDATING_SKILLS',
  'GENERATING_PLAN',
  'PENDING',
  'APPROVED',
  'SCHEDULED',
  'IN_PROGRESS',
  'COMPLETED',
  'ASSESSMENT_PENDING',
  'ASSESSMENT_APPROVED',
  'REJECTED',
  'CANCELLED',
] as const;
export const state = z.enum(states);

type Ask = { key?: string | null; body?: unknown; headers?: Record<string, string> };

const askAt = (bench: Bench, method: string, path: string, { key, body, headers }: Ask): Promise<Answer> => {
  const presented = key === undefined ? bench.option('key') : key;
  const tenant = bench.options['tenant'];
  return bench.call({
    method,
    url: `${bench.url}/api/v1${path}`,
    headers: {
      ...(presented !== null && { 'x-api-key': presented }),
      ...(tenant !== undefined && { 'x-tenant-id': tenant }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  });
};

export const ask = (bench: Bench, method: string, path: string, how: Ask = {}): Promise<Answer> =>
  askAt(bench, method, `/integration/interviews${path}`, how);

export const askFeed = (bench: Bench, query: string): Promise<Answer> => askAt(bench, 'GET', `/events?${query}`, {});

/** Nobody is named in it: a reference is enough. */
export const complete = (bench: Bench, name: string) => ({
  externalId: `conformance-${bench.mark}-${name}`,
  candidateRef: `conformance-${bench.mark}`,
  position: 'Backend Engineer',
  level: 'SENIOR',
  companyName: 'Conformance check',
  qualifications: ['TypeScript and Node.js services', 'PostgreSQL performance', 'Incident response'],
});

const incomplete = (bench: Bench) => ({
  externalId: `conformance-${bench.mark}-incomplete`,
  candidateRef: `conformance-${bench.mark}`,
  position: 'Backend Engineer',
});

const keyOf = (bench: Bench, name: string) => ({ 'idempotency-key': `conformance-${bench.mark}-${name}` });

export const createOf = (bench: Bench): Promise<Answer> =>
  bench.once('create', () => ask(bench, 'POST', '', { body: complete(bench, 'one'), headers: keyOf(bench, 'one') }));

export const createAgain = (bench: Bench, changes: object = {}): Promise<Answer> =>
  ask(bench, 'POST', '', { body: { ...complete(bench, 'one'), ...changes }, headers: keyOf(bench, 'one') });

export const incompleteOf = (bench: Bench): Promise<Answer> =>
  bench.once('incomplete', () => ask(bench, 'POST', '', { body: incomplete(bench) }));

/** Not among those that the lists are tried with. */
export const atOnceOf = (bench: Bench): Promise<Answer[]> =>
  bench.once('at once', () => {
    const body = { ...complete(bench, 'at-once'), candidateRef: undefined };
    return Promise.all([1, 2, 3, 4, 5].map(() => ask(bench, 'POST', '', { body })));
  });

const withRunId = z.looseObject({ runId: z.string().min(1) });

export const runIdOf = async (bench: Bench, made: Promise<Answer> = createOf(bench)): Promise<string> => {
  const answer = await made;
  return usable(withRunId, isSuccess(answer) ? answer.body : null, 'interview').runId;
};

export const unknownRun = (bench: Bench): string => `run_unknown_${bench.mark}`;

export const readOf = (bench: Bench): Promise<Answer> =>
  bench.once('read', async () => ask(bench, 'GET', `/${await runIdOf(bench)}`));

/** Wrong in one member: what a refusal looks like is read off it. */
export const refusedOf = (bench: Bench): Promise<Answer> =>
  bench.once('refused', () => ask(bench, 'POST', '', { body: { ...complete(bench, 'refused'), position: 7 } }));

const inState = (wanted: string) => z.looseObject({ state: z.literal(wanted) });

/** The complete one once its plan is there; null when that does not come in time. */
export const plannedOf = (bench: Bench): Promise<Answer | null> =>
  bench.once('planned', async () => {
    const id = await runIdOf(bench);
    const deadline = Date.now() + bench.waitMs;
    let seq = 0;
    for (;;) {
      const wait = Math.min(5, Math.ceil((deadline - Date.now()) / 1_000));
      const answer = await ask(bench, 'GET', `/${id}?wait=${Math.max(0, wait)}&afterSeq=${seq}`);
      if (inState('PENDING').safeParse(answer.body).success) return answer;
      seq = z.looseObject({ seq: z.int() }).safeParse(answer.body).data?.seq ?? 0;
      if (answer.status !== 200 || Date.now() >= deadline) return null;
    }
  });
