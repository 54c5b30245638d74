// Spoken answers from the browser's pieces to words, follow-ups and the assessment, with a recogniser that has bad days.
import { afterAll, describe, expect, it } from 'vitest';
import {
  answerAll,
  createDevice,
  enterRoom,
  openRoom,
  say,
  sound,
  type AskedQuestion,
  type Stored,
} from '../harness/candidate.ts';
import { eventually } from '../harness/eventually.ts';
import { answerFor, engineerRequest } from '../harness/journey.ts';
import { createNativeClient, interviewsPath, pathOf } from '../harness/native-client.ts';
import { useSystem } from '../harness/system.ts';
import type { Reply } from '../fakes/scripted-server.ts';
import { heardBody, spokenAnswer, startHearingServer } from '../fakes/speech-server.ts';

const recogniser = await startHearingServer();
afterAll(() => recogniser.close());
const system = await useSystem({ env: () => Promise.resolve({ PARLEY_STT_URL: recogniser.url }) });
const { apiUrl, tenant } = system;
const { insist, until } = createNativeClient({ baseUrl: apiUrl, apiKey: tenant.apiKeys.integration });

const down: Reply = { kind: 'body', status: 503, body: '{}' };
const heard = (text: string, change: Record<string, unknown> = {}): Reply => ({
  kind: 'content',
  output: heardBody(text, change),
});
/** What whisper makes of silence. */
const silence = heard('You', {
  segments: [{ start: 0, end: 3, text: 'You', avg_logprob: -0.98, no_speech_prob: 0.95 }],
});

type Turn = { turn: number; answer: string | null; hearing: string | null; intent: string | null; kind: string };

const createCandidate = async (link: string) => {
  const device = createDevice(apiUrl);
  const room = await openRoom(device, link);
  await enterRoom(device, link, 'voice');
  return {
    room,
    device,
    speak: (turn: number): Promise<Stored> => say(device, turn, sound),
    type: (turn: number): Promise<Stored> => say(device, turn, answerFor({ turn })),
  };
};

const invited = async () => {
  const { runId } = await insist<{ runId: string }>('POST', interviewsPath, engineerRequest);
  await until(runId, 'PENDING');
  const { interviewLink } = await insist<{ interviewLink: string }>('POST', pathOf(runId, '/plan/approve'));
  return { runId, candidate: await createCandidate(interviewLink) };
};

const transcriptOf = async (runId: string): Promise<Turn[]> =>
  (await insist<{ turns: Turn[] }>('GET', pathOf(runId, '/transcript'))).turns;

const typeOn = async ({ device }: Awaited<ReturnType<typeof createCandidate>>, from: AskedQuestion | null) => {
  await answerAll(device, from, answerFor);
  await device.succeed('POST', '/room/api/finish', {});
};

describe('an interview by voice', () => {
  it('turns speech into words, asks again what it could not hear, and assesses what was said', async () => {
    const { runId, candidate } = await invited();
    expect(candidate.room.options.modes).toEqual(['text', 'voice']);
    expect(candidate.room.notice.text).toContain(new URL(recogniser.url).host);

    recogniser.script(heard(spokenAnswer));
    const first = await candidate.speak(1);
    recogniser.script(silence);
    const unheard = await candidate.speak(2);
    recogniser.script(silence);
    const again = await candidate.speak(3);
    const typed = await candidate.type(4);

    expect(first.next).toMatchObject({ turn: 2 });
    expect(unheard.next?.kind).toBe('repeat');
    expect(unheard.next?.text).toMatch(/^We could not hear you\. Please try again, or type your answer\. /u);
    expect(again.next?.text).toMatch(/^We still could not hear you\. Typing is the surest way now/u);
    await typeOn(candidate, typed.next);
    const turns = await transcriptOf(runId);
    expect(turns.slice(0, 4)).toMatchObject([
      { answer: spokenAnswer, hearing: 'heard', intent: null },
      { answer: null, hearing: 'unheard', intent: 'unheard' },
      { answer: null, hearing: 'unheard', intent: 'unheard' },
      { answer: answerFor({ turn: 4 }), hearing: null },
    ]);
    const { assessment } = await until(runId, 'ASSESSMENT_PENDING');
    expect(JSON.stringify(assessment)).not.toContain('not_heard');
    const [{ seconds }] = (await system
      .db('model_calls')
      .where({ run_id: runId, step: 'hear', result: 'ok' })
      .select(system.db.raw('count(*)::int as seconds'))) as unknown as [{ seconds: number }];
    expect(seconds).toBe(3);
  });

  it('does what was wished aloud, as if it had been typed', async () => {
    const { runId, candidate } = await invited();

    recogniser.script(heard('Can you repeat the question, please?'));
    const { next } = await candidate.speak(1);

    expect(next?.text).toMatch(/^Here is the question once more: /u);
    expect((await transcriptOf(runId))[0]).toMatchObject({ intent: 'repeat', hearing: 'heard' });
  });

  it('goes on within six seconds while the recogniser is down; the words come later, and scoring waits for them', async () => {
    const { runId, candidate } = await invited();
    recogniser.script(down, down, down, down, heard(spokenAnswer));

    const startedAt = performance.now();
    const { next } = await candidate.speak(1);

    expect(performance.now() - startedAt).toBeLessThan(7_500);
    expect(next).toMatchObject({ turn: 2, kind: 'question' });
    expect((await transcriptOf(runId))[0]).toMatchObject({ answer: null, hearing: 'waiting' });
    await typeOn(candidate, next);
    await until(runId, 'ASSESSMENT_PENDING');
    expect((await transcriptOf(runId))[0]).toMatchObject({ answer: spokenAnswer, hearing: 'heard' });
  });

  it('loses the words of what no recogniser takes, keeps the recording, and does not judge by the rest', async () => {
    const { runId, candidate } = await invited();
    recogniser.script({ kind: 'body', status: 400, body: '{}' });

    const { next } = await candidate.speak(1);
    await typeOn(candidate, next);
    await eventually(
      async () => (await transcriptOf(runId))[0]?.hearing,
      (hearing) => hearing === 'lost',
    );

    const { assessment } = await until(runId, 'ASSESSMENT_PENDING');
    expect(JSON.stringify(assessment)).toContain('not_heard');
    expect(await system.db('recordings').where({ run_id: runId }).select('state')).toEqual([{ state: 'stored' }]);
  });
});
