// MarioHR's variant of the Greenhouse API, as https://www.mariohr.com/integrations/ats-api/ documents it: the call back holds the result.
import { z } from 'zod';
import type { Bench } from '../bench.ts';
import { must, should, type Contract } from '../contract.ts';
import { basic } from '../credentials.ts';
import type { Answer } from '../exchange.ts';
import type { Told } from '../listener.ts';
import { expectShape, expectStatus, expectThat, isSuccess, skip, usable } from '../verdicts.ts';
import { askPartner, listOf, orderBody, partnerOptions } from './test-partner-calls.ts';
import { expectPageWhenComplete, httpUrl, metadata, partnerRules } from './test-partner.ts';

const documents = {
  name: 'MarioHR, ATS API: as Greenhouse’s',
  list: 'MarioHR, ATS API, list_tests',
  send: 'MarioHR, ATS API, send_test',
  status: 'MarioHR, ATS API, test_status',
  error: 'MarioHR, ATS API, response_error: optional',
  auth: 'MarioHR, ATS API, authentication: Basic on every route',
};
const calledBack = 'MarioHR, ATS API, the PATCH to url';

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const result = z.looseObject({ partner_status: z.string().min(1) });

/** What is told of this one is looked at: it is the only one that is MarioHR's beyond doubt. */
const sentByOf = (bench: Bench): Promise<Answer> =>
  bench.once('sent-by', async () => {
    const body = { ...(await orderBody(bench, 'sent-by')), sent_by: 'recruiter@example.com' };
    return askPartner(bench, 'send_test', { body });
  });

const callsOf = async (bench: Bench): Promise<readonly Told[]> => {
  if (!isSuccess(await sentByOf(bench))) skip('There is no order.');
  return bench.told('sent-by');
};

/** Each call that came, as an object; one that is none is another rule's complaint. */
const resultsOf = async (bench: Bench) =>
  (await callsOf(bench)).map(({ body }) => usable(result, parse(body), 'result'));

const isJson = ({ headers, body }: Told): boolean =>
  (headers['content-type'] ?? '').startsWith('application/json') && result.safeParse(parse(body)).success;

export const mariohr: Contract = {
  name: 'mariohr',
  title: 'MarioHR: the variant of Greenhouse’s API whose call back holds the result',
  url: 'where the four calls lie: <url>/list_tests and so on',
  leaves: 'five interviews, ordered for --email; nothing in the API ends them',
  options: partnerOptions,
  rules: [
    ...partnerRules(documents, should),
    must('list-description', 'Each test has a description, a text or null', documents.list, async (bench) => {
      const listed = usable(z.array(z.looseObject({})).min(1), (await listOf(bench)).body, 'listed test');
      for (const { description } of listed) expectShape(z.string().nullable(), description);
    }),
    must('send-sent-by', 'sent_by is taken', documents.send, async (bench) => {
      expectStatus(await sentByOf(bench), 200);
    }),
    must('callback-form', 'The call back is a PATCH of JSON with partner_status', calledBack, async (bench) => {
      for (const one of await callsOf(bench)) {
        expectThat(one.method === 'PATCH', `It is a ${one.method}.`);
        expectThat(isJson(one), 'It is no JSON with partner_status.');
      }
    }),
    must('callback-key', 'The call back presents the ATS API key by Basic', calledBack, async (bench) => {
      const told = await callsOf(bench);
      const wanted = basic(bench.option('ats-key'));
      expectThat(
        told.every(({ headers }) => headers['authorization'] === wanted),
        'It presents another, or none.',
      );
    }),
    must(
      'callback-members',
      'partner_score is a number or null, metadata flat, recording_url an address',
      calledBack,
      async (bench) => {
        const members = z.looseObject({
          partner_score: z.number().nullish(),
          metadata: metadata.nullish(),
          recording_url: httpUrl.nullish(),
        });
        for (const told of await resultsOf(bench)) expectShape(members, told);
      },
    ),
    must('callback-report', 'A complete result comes with its report', calledBack, async (bench) => {
      for (const told of await resultsOf(bench))
        if (told.partner_status === 'complete') expectShape(z.looseObject({}), told['report']);
    }),
    should(
      'callback-page',
      'partner_profile_url of the call back is there with complete, and then only',
      'As in test_status; MarioHR does not say whether it is in the call back',
      async (bench) => {
        for (const told of await resultsOf(bench)) if (told.partner_status !== 'complete') expectPageWhenComplete(told);
      },
    ),
  ],
};
