// The four calls of Greenhouse's assessment API as they are tried, at Greenhouse's partners and at those of who copied it.
import { z } from 'zod';
import type { Bench } from '../bench.ts';
import type { Option } from '../contract.ts';
import type { Answer } from '../exchange.ts';
import { basic } from '../credentials.ts';
import { isSuccess, usable } from '../verdicts.ts';

export const partnerOptions: readonly Option[] = [
  {
    name: 'key',
    shows: 'the key that the partner gave the customer, presented as user name of Basic',
    required: true,
    secret: true,
  },
  { name: 'foreign-key', shows: 'a key of another customer, for what must not be seen with it', secret: true },
  { name: 'test-id', shows: 'what to order (the first that is listed)' },
  { name: 'ats-key', shows: 'what the partner has to present when it calls back', secret: true },
  { name: 'list-tests', shows: 'the address of that call, where it does not lie below --url' },
  { name: 'send-test', shows: 'the same' },
  { name: 'test-status', shows: 'the same' },
  { name: 'response-error', shows: 'the same' },
];

type Ask = { key?: string | null; body?: unknown };

const calls = { list_tests: 'GET', send_test: 'POST', test_status: 'GET', response_error: 'POST' } as const;
export type CallName = keyof typeof calls;

export const askPartner = (bench: Bench, name: CallName, { key, body }: Ask = {}, query = ''): Promise<Answer> => {
  const presented = key === undefined ? bench.option('key') : key;
  return bench.call({
    method: calls[name],
    // Partners tell Greenhouse four addresses, which need not lie together.
    url: (bench.options[name.replace('_', '-')] ?? `${bench.url}/${name}`) + query,
    ...(presented !== null && { headers: { authorization: basic(presented) } }),
    ...(body !== undefined && { body }),
  });
};

export const listOf = (bench: Bench): Promise<Answer> => bench.once('list', () => askPartner(bench, 'list_tests'));

const withId = z.array(z.looseObject({ partner_test_id: z.union([z.string().min(1), z.number()]) })).min(1);

export const testIdOf = async (bench: Bench): Promise<string> => {
  const given = bench.options['test-id'];
  if (given !== undefined) return given;
  const [first] = usable(withId, (await listOf(bench)).body, 'listed test (or --test-id)');
  return String(first?.partner_test_id);
};

/** As the documents show it; `name` makes its `url` one of its own. */
export const orderBody = async (bench: Bench, name: string) => ({
  partner_test_id: await testIdOf(bench),
  candidate: {
    first_name: 'Conformance',
    last_name: 'Check',
    email: bench.email,
    greenhouse_profile_url: 'https://app.greenhouse.io/people/17681532?application_id=26234709',
  },
  url: bench.callbackUrl(name),
});

export const orderOf = (bench: Bench): Promise<Answer> =>
  bench.once('order', async () => askPartner(bench, 'send_test', { body: await orderBody(bench, 'order') }));

const sentSomehow = z.looseObject({ partner_interview_id: z.union([z.string().min(1), z.number()]) });

export const orderId = async (bench: Bench): Promise<string> => {
  const answer = await orderOf(bench);
  return String(usable(sentSomehow, isSuccess(answer) ? answer.body : null, 'order').partner_interview_id);
};

export const query = (id: string): string => `?partner_interview_id=${encodeURIComponent(id)}`;

const statusNow = async (bench: Bench): Promise<Answer> =>
  askPartner(bench, 'test_status', {}, query(await orderId(bench)));
export const statusOf = (bench: Bench): Promise<Answer> => bench.once('status', () => statusNow(bench));
export const laterStatusOf = (bench: Bench): Promise<Answer> => bench.once('later status', () => statusNow(bench));

export const unknownId = (bench: Bench): string => `unknown-${bench.mark}`;
