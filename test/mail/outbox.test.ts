import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { localMailRoutes } from '../../api/routes/service/local-mail.ts';
import { createLocalMails } from '../../infra/db/deliveries/local-mail.ts';
import { startApi } from '../api/start-api.ts';
import { pendingRun } from '../native/native-bench.ts';
import { person, useMailWorld } from './mail-world.ts';

const world = await useMailWorld();
const { db, sealer, held, call, owner } = world;
held.delivers = false;
const api = await startApi(db, localMailRoutes({ mails: createLocalMails({ db, sealer }) }));

const get = (
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string; csp: string }> =>
  new Promise((resolve, reject) => {
    request(`${api.url}${path}`, { headers }, (res) => {
      let text = '';
      res.setEncoding('utf8').on('data', (part: string) => (text += part));
      res.on('end', () =>
        resolve({ status: res.statusCode ?? 0, text, csp: String(res.headers['content-security-policy']) }),
      );
    })
      .once('error', reject)
      .end();
  });

const invited = async (candidateName: string): Promise<{ runId: string; id: string }> => {
  const runId = await pendingRun(world, world.request({ candidateName }));
  await call('POST', `/interviews/${runId}/plan/approve`);
  await world.attempt(runId, 'invitation');
  return { runId, id: (await world.mailOf(runId, 'invitation')).id };
};

describe('the outbox page', () => {
  it('lists what was written, and shows both forms; the HTML in a frame that may do nothing', async () => {
    const { id } = await invited('Sam <b>Kingfisher</b>');

    const list = await get('/dev/outbox');
    const mail = await get(`/dev/outbox/${id}`);

    expect(list).toMatchObject({ status: 200, text: expect.stringContaining(`/dev/outbox/${id}`) });
    expect(list.text).toContain('sam@candidate.example');
    expect(mail.text).toContain('Hello Sam &lt;b&gt;Kingfisher&lt;/b&gt;,');
    expect(mail.text).toContain('<iframe sandbox title');
    expect(mail.text).not.toContain('<b>Kingfisher');
    expect(mail.csp).toMatch(/^default-src 'none'/);
    expect(mail.csp).not.toContain('script');
  });

  it.each([
    ['is', (runId: string) => sealer.destroyKey({ tenantId: owner.tenantId, runId }, 'personal')],
    ['is, from the moment its erasure was accepted', (runId: string) => world.acceptErasure(runId)],
  ])('says of an erased mail that it %s', async (_, erase) => {
    const { runId, id } = await invited('Sam Kingfisher');
    await erase(runId);

    expect((await get(`/dev/outbox/${id}`)).text).toContain('erased with the personal data');
    expect((await get('/dev/outbox')).text).toContain('erased with the personal data');
  });

  it('says why a mail was not written', async () => {
    await world.settings({ mail: { recruiters: ['rita@acme.example'] } });
    const runId = await pendingRun(world);
    await world.mailOf(runId, 'plan_ready');
    await world.settings({ mail: { recruiters: [] } });
    await world.attempt(runId, 'plan_ready');

    expect((await get('/dev/outbox')).text).toContain('skipped: no_address');
  });

  it.each([
    ['through a proxy', { 'x-forwarded-for': '203.0.113.9' }],
    ['under another name, as a stranger’s page in this browser would', { host: 'evil.example' }],
    ['under a name that only begins like ours', { host: '127.0.0.1.evil.example' }],
  ])('is not there %s', async (_, headers) => {
    expect((await get('/dev/outbox', headers)).status).toBe(404);
  });

  it('knows no other mails', async () => {
    expect((await get('/dev/outbox/mail_x')).status).toBe(404);
  });
});

describe('without a mail server', () => {
  const erase = (runId: string) => sealer.destroyKey({ tenantId: owner.tenantId, runId }, 'personal');

  it('a mail is kept sealed, and goes with the personal data', async () => {
    const { runId } = await invited('Sam Kingfisher');

    const mail = await world.mailOf(runId, 'invitation');
    expect(mail.status).toBe('outbox');
    expect(mail.content_sealed?.includes('Kingfisher')).toBe(false);
    expect(await world.contentOf(mail)).toMatchObject({ to: [person.candidateEmail] });
    await erase(runId);
    await expect(world.contentOf(mail)).rejects.toMatchObject({ code: 'personal_data.erased' });
  });

  it('a mail whose data is erased while it is written is kept nowhere', async () => {
    const runId = await pendingRun(world, world.request());
    await call('POST', `/interviews/${runId}/plan/approve`);
    held.afterwards = () => erase(runId);

    expect(await world.attempt(runId, 'invitation')).toMatchObject({ result: 'stopped' });
    held.afterwards = () => Promise.resolve();
    expect(await world.mailOf(runId, 'invitation')).toMatchObject({
      status: 'skipped',
      reason: 'erased',
      content_sealed: null,
    });
  });
});
