// Greenhouse's assessment partner API, as https://developers.greenhouse.io/assessment.html documents it.
import { z } from 'zod';
import type { Bench } from '../bench.ts';
import { must, type Contract } from '../contract.ts';
import { basic } from '../credentials.ts';
import type { Told } from '../listener.ts';
import { expectShape, expectStatus, expectThat } from '../verdicts.ts';
import { laterStatusOf, orderId, partnerOptions } from './test-partner-calls.ts';
import { expectPageWhenComplete, partnerRules } from './test-partner.ts';

const documents = {
  name: 'Greenhouse, Assessment API, overview',
  list: 'Greenhouse, Assessment API, list tests',
  send: 'Greenhouse, Assessment API, send test',
  status: 'Greenhouse, Assessment API, test status',
  error: 'Greenhouse, Assessment API, response error: required of partners since 13 October 2023',
  auth: 'Greenhouse, Assessment API, authentication and errors: Basic over HTTPS; 401 and 404 are what it knows',
};
const marked = 'Greenhouse, Assessment API, mark test as completed';

const told = async (bench: Bench): Promise<readonly Told[]> => {
  await orderId(bench);
  return bench.told('order');
};

export const greenhouse: Contract = {
  name: 'greenhouse',
  title: 'Greenhouse: an assessment partner',
  url: 'where the four calls lie: <url>/list_tests and so on',
  leaves: 'four interviews, ordered for --email; nothing in the API ends them',
  options: partnerOptions,
  rules: [
    ...partnerRules(documents, must),
    must('callback-is-empty', 'The call back is a PATCH without body and parameters', marked, async (bench) => {
      for (const { method, query, body } of await told(bench)) {
        expectThat(method === 'PATCH', `It is a ${method}.`);
        expectThat(query === '' && body === '', 'It has parameters or a body.');
      }
    }),
    must('callback-key', 'The call back presents the customer’s key by Basic', marked, async (bench) => {
      const calls = await told(bench);
      const wanted = basic(bench.option('ats-key'));
      expectThat(
        calls.every(({ headers }) => headers['authorization'] === wanted),
        'It presents another, or none.',
      );
    }),
    must(
      'callback-means-complete',
      'Once it was called, test_status is complete, with a page',
      `${marked}: Greenhouse asks for the status then`,
      async (bench) => {
        await told(bench);
        const answer = await laterStatusOf(bench);
        expectStatus(answer, 200);
        const status = expectShape(z.looseObject({ partner_status: z.literal('complete') }), answer.body);
        expectPageWhenComplete(status);
      },
    ),
  ],
};
