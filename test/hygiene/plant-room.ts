// Plants a canary in everything that a candidate can send to the room: sound, drafts, corrections, ways out, an appeal, headers.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tokenOf, type AskedQuestion } from '../harness/candidate.ts';
import { eventually } from '../harness/eventually.ts';
import { answerFor } from '../harness/journey.ts';
import { heardBody } from '../fakes/speech-server.ts';
import type { ScriptedServer } from '../fakes/scripted-server.ts';
import { canariesIn, canary } from './canaries.ts';

/** Inside the data of a block, which storing copies as it is. */
const inBlock = 560;
const sound = readFileSync(new URL('../recordings/spoken.webm', import.meta.url));
sound.write(canary('sound'), inBlock, 'latin1');

const said = `I rebuilt the invoicing service with ${canary('heard')} and halved its errors within one year.`;

type Body = Record<string, unknown>;
type Stored = { next: AskedQuestion | null };
type Sending = { body?: unknown; type?: string; client?: string };

const createVisitor = (apiUrl: string) => {
  let cookie = '';
  const call = async (
    method: string,
    path: string,
    sending: Sending = {},
  ): Promise<{ status: number; text: string }> => {
    const bytes =
      sending.body instanceof Uint8Array ? new Uint8Array(sending.body) : JSON.stringify(sending.body ?? {});
    const digest = createHash('sha256').update(bytes).digest('base64');
    const response = await fetch(`${apiUrl}/room/api/${path}`, {
      method,
      headers: {
        cookie,
        'user-agent': canary('roomagent'),
        'parley-room-client': sending.client ?? canary('roomclient'),
        'content-type': sending.type ?? 'application/json',
        'content-digest': `sha-256=:${digest}:`,
      },
      ...(method === 'GET' ? {} : { body: bytes }),
    });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    return { status: response.status, text: Buffer.from(await response.arrayBuffer()).toString('latin1') };
  };
  const succeed = async <Answer = Body>(
    method: string,
    path: string,
    body?: unknown,
    type?: string,
  ): Promise<Answer> => {
    const { status, text } = await call(method, path, { body, ...(type !== undefined && { type }) });
    if (status !== 200) throw new Error(`${method} ${path}: ${status} ${text}`);
    return JSON.parse(text) as Answer;
  };
  /** What must be refused, and says so. */
  const fail = async (method: string, path: string, sending: Sending): Promise<void> => {
    const { status, text } = await call(method, path, sending);
    if (status < 400 || status >= 500) throw new Error(`${method} ${path}: ${status} ${text}`);
  };
  return { call, succeed, fail };
};

type Visitor = ReturnType<typeof createVisitor>;

const audio = 'audio/webm';

const speak = async ({ call, succeed, fail }: Visitor, recogniser: ScriptedServer): Promise<Stored> => {
  const half = sound.length / 2;
  await fail('PUT', 'recordings/1/1/0', { body: Buffer.from(canary('wrongpiece')), type: 'audio/webm' });
  await fail('PUT', `recordings/1/1/${canary('wrongnumber')}`, { body: sound, type: 'audio/webm' });
  await fail('PUT', 'recordings/1/1/0', { body: sound, type: `audio/${canary('wrongtype')}` });
  await call('PUT', 'recordings/1/3/0', { body: sound, type: `${audio}; codecs=${canary('codecs')}` });
  // A take that no answer names.
  await succeed('PUT', 'recordings/1/1/0', sound.subarray(0, half), audio);
  for (const n of [0, 1]) await succeed('PUT', `recordings/1/2/${n}`, sound.subarray(n * half, (n + 1) * half), audio);
  recogniser.script(
    { kind: 'body', status: 503, body: `{"error":{"message":"${canary('recogniser')}"}}` },
    { kind: 'content', output: { ...heardBody(said), note: canary('hearingnote') } },
  );
  const stored = await succeed<Stored>('POST', 'answers', {
    clientTurnId: 't-1',
    turn: 1,
    spoken: { take: 2, pieces: 2 },
  });
  const heard = await eventually(
    () => call('GET', 'mine'),
    ({ text }) => text.includes(canary('heard')),
  );
  if (heard.status !== 200) throw new Error('mine');
  return stored;
};

/** Ways out, and what can be said on the way, none of which ends the interview. */
const wander = async ({ succeed, fail }: Visitor): Promise<void> => {
  await succeed('PUT', 'drafts/1', { text: canary('draft') });
  await fail('PUT', 'drafts/1', { body: { text: 'x', [canary('draftkey')]: canary('wrongdraft') } });
  await succeed('PUT', 'choices', { way: 'spoken' });
  for (const wrong of [{ way: canary('wrongchoice') }, { [canary('choicekey')]: 1 }])
    await fail('PUT', 'choices', { body: wrong });
  await succeed('POST', 'help', { code: 'accommodation', note: canary('accommodationnote') });
  await succeed('POST', 'help', { code: 'technical', note: canary('troublenote') });
  await fail('POST', 'help', { body: { code: canary('wronghelp') } });
  await fail('POST', 'help', { body: {}, type: `application/json; note=${canary('typeparameter')}` });
  await fail('POST', 'later', { body: { until: canary('wronglater') } });
  await succeed('POST', 'later');
  await fail('GET', 'question', { client: `${canary('wrongclient')} with space` });
  await succeed('POST', 'take-over', {});
  await succeed('POST', 'start', { mode: 'voice' });
};

const correct = ({ succeed }: Visitor, version: number, word: string) =>
  succeed('POST', 'corrections', { turn: 1, version, text: `I rebuilt the ${word} service.` });

/** Holds the interview to its end; the recording then has the sound, and My interview every word. */
export const talkAloud = async (apiUrl: string, link: string, recogniser: ScriptedServer): Promise<Visitor> => {
  const visitor = createVisitor(apiUrl);
  const { call, succeed, fail } = visitor;
  const { notice } = await succeed<{ notice: { hash: string } }>('POST', 'session', { token: tokenOf(link) });
  await succeed('POST', 'consent', { noticeHash: notice.hash, accepted: true });
  await succeed('POST', 'start', { mode: 'voice' });
  await wander(visitor);
  let { next } = await speak(visitor, recogniser);
  await fail('POST', 'corrections', { body: { turn: 1, version: 9, text: canary('wrongcorrection') } });
  await correct(visitor, 1, canary('correction'));
  while (next !== null && next.kind !== 'closing') {
    const { turn } = next;
    await succeed('PUT', `drafts/${turn}`, { text: canary('typeddraft') });
    next = (await succeed<Stored>('POST', 'answers', { clientTurnId: `t-${turn}`, turn, text: answerFor({ turn }) }))
      .next;
  }
  await succeed('POST', 'finish');
  await correct(visitor, 2, canary('latecorrection'));
  await fail('POST', 'appeal', { body: { text: canary('earlyappeal') } });
  const stored = await eventually(
    () => call('GET', 'recordings/1'),
    ({ status }) => status === 200,
  );
  const [mine, copy] = [await call('GET', 'mine'), await call('GET', 'my-data')];
  const shown = canariesIn(stored.text + mine.text + copy.text);
  const missing = ['sound', 'heard', 'correction', 'latecorrection', 'accommodationnote'].filter(
    (name) => !shown.includes(name),
  );
  if (missing.length > 0) throw new Error(`the candidate cannot read: ${missing.join(' ')}`);
  return visitor;
};

/** Once a person has decided. */
export const appealTwice = async ({ succeed, call }: Visitor): Promise<void> => {
  await succeed('POST', 'appeal', { text: `Look again at ${canary('appeal')}.` });
  await call('POST', 'appeal', { body: { text: canary('appealagain') } });
  await succeed('POST', 'erasure');
};
