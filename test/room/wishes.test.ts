import { describe, expect, test } from 'vitest';
import type { Interviewer } from '../../domain/ports/models.ts';
import type { Wish } from '../../domain/room/transcript.ts';
import { scoreableTurns } from '../../domain/scoring/spans.ts';
import { createOfflineInterviewer } from '../../engines/offline/interviewer.ts';
import { createInterviewReader } from '../../infra/db/interviews/interview-read-store.ts';
import { timelineForOperator } from '../../infra/db/interviews/operator-reads.ts';
import { readProgressOf, readTranscript } from '../../infra/db/room/turn-store.ts';
import { createRoom } from '../../usecases/room/room.ts';
import { useDatabase } from '../harness/database.ts';
import { createRoomWorld, silentInterviewer, startDevice, type RoomWorld } from './room-world.ts';

const { db } = await useDatabase();
const world = createRoomWorld({ db });
const person = 'I would rather talk to a person, please';

const begin = async (own: RoomWorld = world) => {
  const { token, ...run } = await own.approve();
  const { visit } = await startDevice(own, token);
  const say = (turn: number, text: string) => own.room.answer(visit(), { clientTurnId: `c-${turn}`, turn, text });
  const choose = (turn: number, choice: 'go_on' | 'help' | 'person' | 'finish' | 'withdraw') =>
    own.room.answer(visit(), { clientTurnId: `c-${turn}`, turn, choice });
  const wishesTold = async () =>
    (await db('events').where({ run_id: run.runId, type: 'interview.wish_expressed' }).orderBy('position')).map(
      ({ data }) => data as { wish: Wish; turn: number },
    );
  const factsOf = async (type: string) => (await db('transitions').where({ run_id: run.runId, type })).length;
  return { run, visit, say, choose, wishesTold, factsOf };
};

describe('a wish instead of an answer', () => {
  test('is kept word for word, told once, and neither scored nor counted; what follows it is the answer', async () => {
    const { run, say, wishesTold } = await begin();
    const again = await say(1, 'Could you repeat the question?');
    const { question } = (await readTranscript(db, world.sealer)(run))[0] ?? { question: '' };
    expect(again.next).toMatchObject({
      turn: 2,
      kind: 'repeat',
      id: 'q1',
      text: `Here is the question once more: ${question}`,
      again: { lead: 'Here is the question once more:', question },
    });
    expect(await say(1, 'Could you repeat the question?')).toEqual(again);
    expect(await readProgressOf(db)(run)).toMatchObject({ answers: 0 });
    await say(2, 'I built a service for invoices.');

    const turns = await readTranscript(db, world.sealer)(run);
    expect(turns.map(({ answer, intent }) => [answer, intent])).toEqual([
      ['Could you repeat the question?', 'repeat'],
      ['I built a service for invoices.', null],
      [null, null],
    ]);
    expect(scoreableTurns(turns)).toMatchObject([{ turn: 2, kind: 'question', questionId: 'q1' }]);
    expect(await wishesTold()).toEqual([{ wish: 'repeat', turn: 1 }]);
    expect(await readProgressOf(db)(run)).toMatchObject({ answers: 1 });
    const record = await createInterviewReader(db).read(run);
    expect(record?.timeline.at(-1)).toMatchObject({
      type: 'wishExpressed',
      actorKind: 'candidate',
      from: 'IN_PROGRESS',
      to: 'IN_PROGRESS',
      detail: { wish: 'repeat', turn: 1 },
    });
    const types = record?.timeline.map(({ type }) => type);
    expect((await timelineForOperator(db, run)).map(({ type }) => type)).toEqual(types);
  });

  test('for a person ends nothing by itself: the candidate is told what happens, and may go on', async () => {
    const { say, factsOf } = await begin();
    const { next, done } = await say(1, person);
    expect(done).toBe(false);
    expect(next).toMatchObject({
      kind: 'choice',
      options: [{ code: 'person', text: 'Be interviewed by a person' }, { code: 'go_on' }],
    });
    expect(next?.text).toContain('a person get in touch with you');
    expect((await say(2, 'No, go on')).next).toMatchObject({ kind: 'repeat', id: 'q1' });
    expect(await factsOf('optedOut')).toBe(0);
  });

  test('that was confirmed is carried out, once, however often it is sent', async () => {
    const { run, say, choose, factsOf, visit } = await begin();
    await say(1, person);
    const ended = await choose(2, 'person');
    expect(ended).toMatchObject({ next: null, done: true, outcome: 'OPTED_OUT' });
    expect(await choose(2, 'person')).toEqual(ended);
    expect(await factsOf('optedOut')).toBe(1);
    expect(await world.room.readQuestion(visit())).toMatchObject({ question: null, done: true });
    const [, choice] = await readTranscript(db, world.sealer)(run);
    expect(choice).toMatchObject({ answer: 'Be interviewed by a person', intent: 'person' });
  });

  test('to stop asks how: finished here, what was said is assessed; withdrawn, nothing is', async () => {
    const finishing = await begin();
    await finishing.say(1, 'I built it.');
    expect((await finishing.say(2, 'I want to stop the interview')).next?.options?.map(({ code }) => code)).toEqual([
      'finish',
      'withdraw',
      'person',
      'go_on',
    ]);
    expect((await finishing.say(3, 'yes')).next).toMatchObject({ turn: 4, kind: 'choice' });
    expect(await finishing.choose(4, 'finish')).toMatchObject({ next: null, done: true });
    expect(await finishing.factsOf('completed')).toBe(1);

    const leaving = await begin();
    await leaving.say(1, 'Stop');
    expect(await leaving.choose(2, 'withdraw')).toMatchObject({ done: true, outcome: 'WITHDRAWN' });
  });

  test('for help reaches the people in charge once chosen, and the interview goes on', async () => {
    const { say, choose, factsOf, wishesTold } = await begin();
    await say(1, 'I need help, please');
    expect((await choose(2, 'help')).next).toMatchObject({ turn: 3, kind: 'repeat', id: 'q1' });
    expect((await choose(2, 'help')).next).toMatchObject({ turn: 3, kind: 'repeat' });
    expect(await factsOf('helpRequested')).toBe(1);
    expect(await wishesTold()).toEqual([{ wish: 'help', turn: 1 }]);
  });

  test('costs no time while the candidate chooses, and only what is offered can be chosen', async () => {
    const { say, choose, visit } = await begin();
    await expect(choose(1, 'person')).rejects.toMatchObject({ code: 'room.turn_mismatch' });
    const before = (await say(1, person)).timeLeftMs;
    for (let ping = 0; ping < 6; ping += 1) {
      world.time.advance(10_000);
      await world.room.ping(visit());
    }
    await expect(choose(2, 'withdraw')).rejects.toMatchObject({
      code: 'room.turn_mismatch',
      extra: { question: { turn: 2, kind: 'choice' } },
    });
    expect((await choose(2, 'go_on')).timeLeftMs).toBe(before);
  });
});

describe('a crash', () => {
  test('between the answer, what it asks for and the next question loses and doubles nothing', async () => {
    const { run, say, choose, factsOf, wishesTold, visit } = await begin();
    await say(1, 'Help');
    let asks = 0;
    const ask: typeof world.deps.store.ask = (to, question) => {
      asks += 1;
      return asks === 1 ? Promise.reject(new Error('killed')) : world.deps.store.ask(to, question);
    };
    const broken = createRoom({ ...world.deps, store: { ...world.deps.store, ask } });
    await expect(broken.answer(visit(), { clientTurnId: 'c-2', turn: 2, choice: 'help' })).rejects.toThrow('killed');
    expect(await world.room.readQuestion(visit())).toMatchObject({ question: { turn: 3, kind: 'repeat' } });
    expect((await choose(2, 'help')).next).toMatchObject({ turn: 3, kind: 'repeat' });
    expect(await factsOf('helpRequested')).toBe(1);
    expect(await wishesTold()).toHaveLength(1);

    await say(3, person);
    const optOut: typeof world.deps.decisions.optOut = () => Promise.reject(new Error('killed'));
    const cut = createRoom({ ...world.deps, decisions: { ...world.deps.decisions, optOut } });
    await expect(cut.answer(visit(), { clientTurnId: 'c-4', turn: 4, choice: 'person' })).rejects.toThrow('killed');
    expect(await world.room.readQuestion(visit())).toMatchObject({ question: null, done: true });
    expect(await factsOf('optedOut')).toBe(1);
    expect(await readProgressOf(db)(run)).toMatchObject({ answers: 0 });
  });
});

const stamped = <T>(value: T) =>
  Promise.resolve({
    value,
    stamp: { engine: 'test', promptHash: '' },
    usage: { inputTokens: 0, outputTokens: 0, costMicros: 0, durationMs: 0 },
  });
const interviewerWith = (methods: Partial<Interviewer>) =>
  begin(createRoomWorld({ db, interviewer: { ...silentInterviewer, ...methods } }));

describe('an engine', () => {
  test('tells a wish that no phrase knows, which is kept and told with the next turn', async () => {
    const { run, say, wishesTold } = await interviewerWith({ followUp: () => stamped({ wish: 'person' as const }) });
    const { next } = await say(1, 'Machines make me nervous. Is nobody there?');
    expect(next).toMatchObject({ turn: 2, kind: 'choice', options: [{ code: 'person' }, { code: 'go_on' }] });
    expect(await wishesTold()).toEqual([{ wish: 'person', turn: 1 }]);
    expect((await readTranscript(db, world.sealer)(run))[0]).toMatchObject({ intent: 'person' });
    expect((await say(2, 'go on')).next).toMatchObject({ kind: 'repeat', id: 'q1' });
  });

  test('takes nobody’s long answer for a wish', async () => {
    const { say, wishesTold } = await interviewerWith({ followUp: () => stamped({ wish: 'stop' as const }) });
    const { next } = await say(1, 'I stopped the line, called the foreman and wrote the report. '.repeat(6));
    expect(next).toMatchObject({ kind: 'question', id: 'q2' });
    expect(await wishesTold()).toEqual([]);
  });

  test('says the question in other words, and where it fails or has none the question is repeated', async () => {
    const reworded = await interviewerWith({ reword: () => stamped('Which service did you build?') });
    const text = async ({ say }: Awaited<ReturnType<typeof begin>>) =>
      (await say(1, 'I do not understand the question')).next?.text;
    expect(await text(reworded)).toBe('In other words: Which service did you build?');
    const repeated = 'Here is the question once more: Tell me about a service you built.';
    for (const reword of [
      () => stamped(null),
      () => Promise.reject(new Error('down')),
      () => stamped('Which religion is it?'),
      createOfflineInterviewer().reword,
    ])
      expect(await text(await interviewerWith({ reword }))).toBe(repeated);
    expect(await text(await interviewerWith({}))).toBe(repeated);
  });
});
