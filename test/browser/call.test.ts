// A conversation held outside, in a browser: the vendor's own web client in our page, its API simulated, its media host stood in for.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { questionsOf } from '../../simulators/retell/control.ts';
import { startRetell } from '../../simulators/retell/host.ts';
import { callWorkflowId, interviewWorkflowId } from '../../workflows/contracts.ts';
import { createDevice, openRoom } from '../harness/candidate.ts';
import { pathOf } from '../harness/native-client.ts';
import { useSystem } from '../harness/system.ts';
import { readWorkflow } from '../hygiene/places.ts';
import { isLeftOut, useBrowser, type Opened } from './browser.ts';
import { useCandidates } from './invited.ts';
import { look } from './looking.ts';
import { lineFlags, mediaHost, startMediaHost, type MediaLine } from './media-host.ts';
import { button, createVoice, isPast, patiently } from './speaker.ts';
import { focusIs, heading, pressByKeys, typeAnswer } from './walk.ts';

const retell = await startRetell({ apiKey: 'key_of_a_test', telling: 'late' });
afterAll(() => retell.close());
const system = await useSystem({
  env: () =>
    Promise.resolve({
      PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8',
      PARLEY_VOICE_PROVIDER: 'retell',
      PARLEY_RETELL_API_KEY: retell.apiKey,
      PARLEY_RETELL_AGENT_ID: retell.agentId,
      PARLEY_RETELL_URL: retell.url,
    }),
});
const { client, invite } = useCandidates(system);
const { open } = useBrowser(createVoice().file, { flags: lineFlags });
let serve: Awaited<ReturnType<typeof startMediaHost>>;
beforeAll(async () => {
  if (!isLeftOut) serve = await startMediaHost((await open()).page, retell);
});

type Caller = Opened & { media: Awaited<ReturnType<typeof serve>>; hosts: Set<string>; files: string[] };

const openCaller = async (options = {}): Promise<Caller> => {
  const opened = await open(options);
  const media = await serve(opened.page);
  const caller = { ...opened, media, hosts: new Set<string>(), files: [] as string[] };
  const note = (address: string): void => {
    const { host: where, pathname } = new URL(address);
    caller.hosts.add(where);
    caller.files.push(pathname);
  };
  opened.page.on('request', (request) => note(request.url()));
  opened.page.on('websocket', (socket) => note(socket.url()));
  return caller;
};

const isVendors = (file: string): boolean => /\/retell[.-]/.test(file);

/** Past the test of the microphone, which is looked at where there is a recogniser. */
const beforeCall = async (page: Page): Promise<void> => {
  await heading(page, 'Can we hear you?').waitFor();
  await page.evaluate("sessionStorage.setItem('room-step', 'practice')");
  await page.reload();
  await heading(page, 'Ready to talk?').waitFor();
};

/** Agreed and ready to talk, without the screens before it. */
const readyToTalk = async ({ page }: Opened): Promise<void> => {
  const { link } = await invite();
  const device = createDevice(new URL(link).origin);
  const { notice } = await openRoom(device, link);
  await device.succeed('POST', '/room/api/consent', { noticeHash: notice.hash, accepted: true });
  await device.succeed('PUT', '/room/api/choices', { way: 'spoken' });
  await page.addInitScript("sessionStorage.setItem('room-step', 'practice')");
  await page.goto(link);
  await heading(page, 'Ready to talk?').waitFor();
};

const typesOn = async (page: Page): Promise<void> => {
  await typeAnswer(page);
  await button(page, 'Send answer').click();
  await isPast(page, 1);
};

type By = 'agent' | 'user';

const say = async ({ callId, tell }: MediaLine, by: By, text: string): Promise<void> => {
  retell.say(callId, { by, text });
  const lines = retell.calls.get(callId)?.lines ?? [];
  const transcript = lines.slice(-5).map((line) => ({ role: line.by, content: line.text }));
  await tell({ event_type: 'update', transcript });
};

const hold = async (line: MediaLine, questions: readonly string[]): Promise<void> => {
  for (const question of questions) {
    await say(line, 'agent', question);
    await say(line, 'user', `I built such a service, and ran it for two years. ${question}`);
  }
};

const questionsIn = ({ callId }: MediaLine): string[] => questionsOf(retell.calls.get(callId)?.variables ?? {});

/** What a screen reader was given to read out. */
const logged = (page: Page) => page.getByRole('log').getByRole('listitem').allInnerTexts();

describe.skipIf(isLeftOut)('a conversation outside', () => {
  test.concurrent('is joined with the vendor’s own client, shown as text, muted by keyboard, dropped, gone on with and ended as any other', async () => {
    const { runId, link } = await invite();
    const { page, media, complaints, hosts, files, close } = await openCaller();
    await page.goto(link);
    await button(page, 'Continue').click();
    await button(page, 'I agree').click();
    await page.getByRole('radio', { name: 'Speak' }).click();
    expect(await page.getByText('Pauses').count()).toBe(0);
    await button(page, 'Continue').click();
    await beforeCall(page);
    await look(page, 'call-before');
    expect(files.filter(isVendors)).toEqual([]);
    await button(page, 'I’m ready').click();

    await heading(page, 'You are in the interview').waitFor();
    const first = await media.line(1);
    await look(page, 'call-listening');
    await patiently(first.hears, (bytes) => bytes > 0);
    const [asked = '', ...left] = questionsIn(first);
    const asking = { role: 'agent', content: asked.slice(0, 9) };
    await first.tell({ event_type: 'update', transcript: [asking] });
    await page.getByText(asked.slice(0, 9)).waitFor();
    expect(await logged(page)).toEqual([]);
    await hold(first, [asked]);
    // What the interviewer said is whole; what the candidate says may go on until it is the interviewer's turn.
    await patiently(
      () => logged(page),
      (said) => said.length === 1 && said[0]?.endsWith(asked) === true,
    );
    await first.tell({ event_type: 'agent_start_talking' });
    await patiently(
      () => logged(page),
      (said) => said.length === 2,
    );
    await look(page, 'call-captions');

    await pressByKeys(page, 'Mute my microphone');
    await page.getByRole('status').getByText('Your microphone is off: nobody can hear you.').waitFor();
    await patiently(
      () => Promise.resolve(first.mutes),
      (mutes) => mutes.at(-1) === true,
    );
    await look(page, 'call-muted');
    await pressByKeys(page, 'Switch my microphone on');
    await patiently(
      () => Promise.resolve(first.mutes),
      (mutes) => mutes.at(-1) === false,
    );

    first.drop();
    retell.end(first.callId, 'error_retell');
    await heading(page, 'We are saving what you said').waitFor();
    await look(page, 'call-saving');
    await heading(page, 'The conversation was interrupted').waitFor();
    await focusIs(page, { tag: 'H1', name: 'The conversation was interrupted' });
    await look(page, 'call-interrupted');
    await pressByKeys(page, 'Go on speaking');
    await heading(page, 'You are in the interview').waitFor();
    const second = await media.line(2);
    expect(questionsIn(second)).toEqual(left);
    await hold(second, left);
    retell.end(second.callId, 'agent_hangup');
    second.drop();
    await button(page, 'Go on').click();
    await button(page, 'This is right').click();
    await client.until(runId, 'ASSESSMENT_PENDING');

    expect(complaints).toEqual([]);
    expect([...hosts].toSorted()).toEqual([new URL(link).host, mediaHost].toSorted());
    expect(files.filter(isVendors).length).toBeGreaterThan(0);
    const { turns } = await client.insist<{ turns: { answer: string | null }[] }>('GET', pathOf(runId, '/transcript'));
    expect(turns.filter(({ answer }) => answer?.startsWith('I built such a service'))).toHaveLength(1 + left.length);
    // What the provider concluded of the candidate came with each call, and what was said is no history's business.
    const sessions = (await system.db('sessions').where({ run_id: runId }).pluck('id')) as string[];
    const workflows = [interviewWorkflowId(runId), ...sessions.map(callWorkflowId)];
    const places = (await Promise.all(workflows.map((id) => readWorkflow(system, id)))).flat();
    expect(places).toHaveLength(6);
    for (const { name, text } of places) {
      expect(text, name).toContain(runId);
      expect(text, name).not.toMatch(/canary-mood|sentiment|built such a service/);
    }
    await close();
  }, 200_000);

  test.concurrent('that cannot be joined says so, is tried again, and is left for typing', async () => {
    const caller = await openCaller();
    const { page, media, close } = caller;
    await readyToTalk(caller);
    media.state.isDown = true;
    await button(page, 'I’m ready').click();
    await page.getByText('We could not connect you').waitFor();
    await look(page, 'call-no-line');
    media.state.isDown = false;
    const { promise, resolve } = Promise.withResolvers<void>();
    media.state.gate = promise;
    await button(page, 'I’m ready').click();
    await heading(page, 'Connecting you').waitFor();
    await look(page, 'call-connecting');
    resolve();
    await heading(page, 'You are in the interview').waitFor();
    await button(page, 'Type instead').click();
    await typesOn(page);
    await close();
  });

  test.concurrent('that may not use the microphone says what to do, and is left for typing', async () => {
    const caller = await openCaller({ permissions: [] });
    const { page, hosts, close } = caller;
    await readyToTalk(caller);
    await button(page, 'I’m ready').click();
    await page.getByText('We may not use the microphone').waitFor();
    await look(page, 'call-refused');
    expect(hosts.size).toBe(1);
    await button(page, 'Type instead').click();
    await typesOn(page);
    await close();
  });

  // Alone: nobody gets a call meanwhile.
  test('whose provider is down is left for typing, without the vendor’s client', async () => {
    const caller = await openCaller();
    const { page, files, hosts, close } = caller;
    await readyToTalk(caller);
    retell.weather.away();
    await button(page, 'I’m ready').click();
    await page.getByRole('alert').getByText('We could not connect you').waitFor({ timeout: 60_000 });
    await look(page, 'call-provider-down');
    await button(page, 'Type instead').click();
    await button(page, 'I’m ready').click();
    // The typed start is tried again until the call has been opened or given up.
    retell.weather.back();
    await typesOn(page);
    expect(files.filter(isVendors)).toEqual([]);
    expect(hosts.size).toBe(1);
    await close();
  }, 100_000);
});
