import { afterAll, expect, it } from 'vitest';
import { startSmtpServer, type TakenMail } from '../fakes/smtp-server.ts';
import { eventually } from '../harness/eventually.ts';
import { engineerRequest, wholeJourney } from '../harness/journey.ts';
import { createNativeClient, interviewsPath, pathOf } from '../harness/native-client.ts';
import { useSystem } from '../harness/system.ts';
import { readOutput, readTemporal } from '../hygiene/places.ts';

const smtp = await startSmtpServer();
afterAll(smtp.close);
const system = await useSystem({
  env: () =>
    Promise.resolve({
      PARLEY_SMTP_URL: smtp.url,
      PARLEY_MAIL_FROM: 'Parley <interviews@parley.example>',
      PARLEY_DELIVERY_DELAYS: 'PT0S,PT1S,PT1S',
    }),
});
const { apiUrl, tenant } = system;
const client = createNativeClient({ baseUrl: apiUrl, apiKey: tenant.apiKeys.integration });
const recruiter = 'rita@recruiters.example';

/** Quoted-printable as the library writes it: soft breaks and `=XX`. */
const plain = ({ raw }: TakenMail): string =>
  raw.replaceAll('=\r\n', '').replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

const mailsTo = (address: string): TakenMail[] => smtp.taken.filter(({ to }) => to.includes(address));

const statusesOf = (runId: string): Promise<{ template: string; status: string }[]> =>
  system.db('mails').select('template', 'status').where({ run_id: runId }).orderBy('created_at') as never;

const settled = (runId: string): Promise<{ template: string; status: string }[]> =>
  eventually(
    () => statusesOf(runId),
    (mails) => mails.length > 0 && mails.every(({ status }) => status !== 'pending'),
  );

it('a whole interview sends its mails, decided by link, past a server that greylists and a killed worker', async () => {
  const settings = await client.call('PATCH', '/api/v1/tenant', { body: { mail: { recruiters: [recruiter] } } });
  expect(settings.status).toBe(200);
  smtp.behaviour.onRecipient = () => ({ status: 451, text: 'Greylisted' });
  const { runId } = await client.insist<{ runId: string }>('POST', interviewsPath, engineerRequest);
  await client.until(runId, 'PENDING');
  const deferred = () => system.db('mails').where({ run_id: runId, reason: 'smtp_451' }).first();
  await eventually(deferred, (mail) => mail !== undefined);
  await system.kill('worker');
  smtp.behaviour.onRecipient = null;
  await system.start('worker');

  const [notice] = await eventually(
    () => Promise.resolve(mailsTo(recruiter)),
    ({ length }) => length > 0,
  );
  const reviewUrl = /http\S+\/review\/\S+/.exec(plain(notice as TakenMail))?.[0] ?? '';
  const said = { origin: new URL(apiUrl).origin, 'content-type': 'application/json' };
  const send = (path: string, cookie: string, body: unknown) =>
    fetch(`${apiUrl}/review/api/${path}`, {
      method: 'POST',
      headers: { ...said, cookie },
      body: JSON.stringify(body),
    });
  const opened = await send('session', '', { token: reviewUrl.split('/').at(-1) });
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  const decided = await send(`runs/${runId}/decisions`, cookie, { kind: 'approvePlan', revision: 1 });
  const [invitation] = await eventually(
    () => Promise.resolve(mailsTo(engineerRequest.candidateEmail)),
    ({ length }) => length > 0,
  );

  expect(opened.status).toBe(200);
  expect(decided.status).toBe(200);
  const { body } = await client.call<{ interviewLink: string; state: string }>('GET', pathOf(runId));
  expect(body.state).toBe('APPROVED');
  expect(plain(invitation as TakenMail)).toContain(body.interviewLink);
  expect(await settled(runId)).toEqual([
    { template: 'plan_ready', status: 'sent' },
    { template: 'invitation', status: 'sent' },
  ]);
});

it('a finished interview ends with thanks, and no mail says how it was judged', async () => {
  const { runId } = await wholeJourney({ client, apiUrl });

  const mails = await settled(runId);
  const toCandidate = mailsTo(engineerRequest.candidateEmail).map(plain).join('\n');

  expect(mails).toContainEqual({ template: 'thank_you', status: 'sent' });
  expect(toCandidate).toContain('Thank you for taking the time');
  expect(toCandidate).not.toMatch(/STRONG_HIRE|NO_HIRE|MAYBE|verdict|\bscore/i);
});

it('no address and no review link stands in a history, a log or a metric', async () => {
  const places = [...(await readTemporal(system)), ...(await readOutput(system))];

  expect(places.some(({ name }) => name.startsWith('history of delivery-'))).toBe(true);
  for (const { name, text } of places)
    expect({ name, leaked: /recruiters\.example|zoe@example|\/review\/[\w-]{20}|Zoë/.exec(text)?.[0] ?? null }).toEqual(
      {
        name,
        leaked: null,
      },
    );
});
