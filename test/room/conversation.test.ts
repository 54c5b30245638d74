import { beforeAll, describe, expect, test } from 'vitest';
import { readProgressOf, readTranscript } from '../../infra/db/room/turn-store.ts';
import { createOfflineInterviewer } from '../../engines/offline/interviewer.ts';
import { useDatabase } from '../harness/database.ts';
import { examplePlan } from './plan.ts';
import type { Interviewer } from '../../domain/ports/models.ts';
import { createRoom } from '../../usecases/room/room.ts';
import {
  createRoomWorld,
  curiousInterviewer,
  noUsage,
  openDevice,
  silentInterviewer,
  startDevice,
} from './room-world.ts';

const { db } = await useDatabase();
const world = createRoomWorld({ db });
const { room, time } = world;

const versionOf = async (runId: string): Promise<number> =>
  (await db('interviews').where({ run_id: runId }).first()).version;

describe('a whole conversation', () => {
  const texts = ['I built a billing service.', 'With property tests.', 'Its schema.'];
  let run: { tenantId: string; runId: string; token: string };

  beforeAll(async () => {
    run = await world.approve({ personal: { candidateName: 'Ada' } });
  });

  test('goes through the planned questions to the closing and gives a receipt', async () => {
    const { visit, started } = await startDevice(world, run.token);
    expect(started).toMatchObject({
      provider: 'embedded-room',
      credential: null,
      greeting: 'Hello Ada, thank you for coming.',
      done: false,
      timeLeftMs: 300_000,
    });
    expect(started.question).toEqual({ turn: 1, id: 'q1', kind: 'question', text: examplePlan.questions[0]?.text });

    let next = started.question;
    for (const [index, text] of texts.entries()) {
      time.advance(5_000);
      const answered = await room.answer(visit(), { clientTurnId: `c-${index}`, turn: index + 1, text });
      expect(answered.turn).toBe(index + 1);
      next = answered.next;
    }
    expect(next).toEqual({ turn: 4, id: 'closing', kind: 'closing', text: examplePlan.closing });
    expect(await room.readQuestion(visit())).toMatchObject({
      done: true,
      question: { kind: 'closing' },
      timeLeftMs: 285_000,
    });

    const finished = await room.finish(visit());
    expect(finished.state).toBe('COMPLETED');
    expect(finished.receipt).toMatchObject({
      answered: 3,
      questions: 3,
      consentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      formId: expect.stringMatching(/^[0-9a-f]{64}$/),
      transcriptHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('finishing again, and looking again, gives the same receipt', async () => {
    const { visit, view } = await openDevice(world, run.token);
    const again = await room.finish(visit());
    expect(again.receipt).toEqual(view.receipt);
    expect(view).toMatchObject({ state: 'COMPLETED', timeLeftMs: 0 });
    const progress = { question: 3, questions: 3 };
    expect(await room.readQuestion(visit())).toEqual({ question: null, done: true, timeLeftMs: 0, progress });
    const commands = world.engine.applied.filter(({ name }) => name === 'completeInterview');
    expect(commands).toEqual([{ name: 'completeInterview', args: { reason: 'finished' } }]);
  });

  test('the transcript holds every word, sealed in the database', async () => {
    const turns = await readTranscript(db, world.sealer)(run);
    expect(turns.map(({ answer }) => answer)).toEqual([...texts, null]);
    const stored = await db('turns').where({ run_id: run.runId });
    expect(JSON.stringify(stored)).not.toContain('billing');
    expect(Buffer.concat(stored.map((row) => row.answer_sealed ?? Buffer.alloc(0))).includes('billing')).toBe(false);
    expect(await readTranscript(db, world.sealer)({ tenantId: 'ten_other', runId: run.runId })).toEqual([]);
  });

  test('the progress counts the answers and knows that the closing was reached', async () => {
    const progress = await readProgressOf(db)(run);
    expect(progress).toMatchObject({ answers: 3, done: true });
    expect(progress.lastTurnAt).toBeGreaterThan(time.now() - 60_000);
    expect(await readProgressOf(db)({ ...run, tenantId: 'ten_other' })).toEqual({
      lastTurnAt: null,
      answers: 0,
      done: false,
    });
  });

  test('a late answer is refused, not dropped', async () => {
    const { visit } = await openDevice(world, run.token);
    await expect(
      room.answer(visit(), { clientTurnId: 'late', turn: 4, text: 'One more thing.' }),
    ).rejects.toMatchObject({ code: 'room.frozen' });
    const repeated = await room.answer(visit(), { clientTurnId: 'c-0', turn: 1, text: texts[0] ?? '' });
    expect(repeated).toMatchObject({ turn: 1, next: { turn: 2, id: 'q2' }, done: true });
  });
});

describe('answers', () => {
  test('the same answer again gives the same next question and stores nothing', async () => {
    const { token, tenantId, runId } = await world.approve();
    const { visit } = await startDevice(world, token);
    const input = { clientTurnId: 'c-1', turn: 1, text: 'An answer.' };
    const first = await room.answer(visit(), input);
    const before = await versionOf(runId);

    const again = await room.answer(visit(), input);

    expect(again).toEqual(first);
    expect(await versionOf(runId)).toBe(before);
    expect(await readTranscript(db, world.sealer)({ tenantId, runId })).toHaveLength(2);
  });

  test('another text under a known clientTurnId is refused instead of being lost', async () => {
    const { token } = await world.approve();
    const { visit } = await startDevice(world, token);
    await room.answer(visit(), { clientTurnId: 'c-1', turn: 1, text: 'An answer.' });
    await expect(room.answer(visit(), { clientTurnId: 'c-1', turn: 1, text: 'Another.' })).rejects.toMatchObject({
      code: 'room.client_turn_reused',
    });
    await expect(room.answer(visit(), { clientTurnId: 'c-1', turn: 2, text: 'An answer.' })).rejects.toMatchObject({
      code: 'room.client_turn_reused',
    });
  });

  test('a wrong turn is refused with the question that is open', async () => {
    const { token } = await world.approve();
    const { visit } = await startDevice(world, token);
    await room.answer(visit(), { clientTurnId: 'c-1', turn: 1, text: 'An answer.' });
    for (const turn of [1, 3]) {
      await expect(room.answer(visit(), { clientTurnId: `x-${turn}`, turn, text: 'Misplaced.' })).rejects.toMatchObject(
        {
          code: 'room.turn_mismatch',
          extra: { question: { turn: 2, id: 'q2' }, done: false },
        },
      );
    }
  });

  test('each stored answer and question is a visible change that listeners hear of', async () => {
    const { token, runId } = await world.approve();
    const { visit } = await startDevice(world, token);
    const before = await versionOf(runId);
    await room.answer(visit(), { clientTurnId: 'c-1', turn: 1, text: 'An answer.' });
    expect(await versionOf(runId)).toBe(before + 2);
  });

  test('a last remark after the closing is kept', async () => {
    const { token, tenantId, runId } = await world.approve();
    const { visit } = await startDevice(world, token);
    for (const turn of [1, 2, 3]) await room.answer(visit(), { clientTurnId: `c-${turn}`, turn, text: 'An answer.' });
    const remark = await room.answer(visit(), { clientTurnId: 'c-4', turn: 4, text: 'Thank you.' });
    expect(remark).toMatchObject({ next: null, done: true });
    expect(await readProgressOf(db)({ tenantId, runId })).toMatchObject({ answers: 3, done: true });
  });
});

describe('follow-ups', () => {
  test('are asked at most twice per question and add half its budget each', async () => {
    const curious = createRoomWorld({ db, interviewer: curiousInterviewer() });
    const { token } = await curious.approve({ personal: { accommodations: { timeFactor: 2 } } });
    const { visit, started } = await startDevice(curious, token);
    expect(started.timeLeftMs).toBe(600_000);
    const asked: string[] = [];
    const left: number[] = [];
    for (let turn = 1; turn <= 4; turn += 1) {
      const { next, timeLeftMs } = await curious.room.answer(visit(), {
        clientTurnId: `c-${turn}`,
        turn,
        text: 'An answer.',
      });
      asked.push(`${next?.kind} ${next?.id}`);
      left.push(timeLeftMs);
    }
    expect(asked).toEqual(['follow_up q1', 'follow_up q1', 'question q2', 'follow_up q2']);
    expect(left).toEqual([720_000, 840_000, 840_000, 960_000]);
  });

  test('the offline interviewer asks for what an answer left out, and every planned question still comes', async () => {
    const offline = createRoomWorld({ db, interviewer: createOfflineInterviewer() });
    const { token } = await offline.approve();
    const { visit, started } = await startDevice(offline, token);
    const kinds: string[] = [];
    for (let question = started.question; question !== null && question.kind !== 'closing';) {
      kinds.push(`${question.kind} ${question.id}`);
      const { turn } = question;
      question = (
        await offline.room.answer(visit(), { clientTurnId: `c-${turn}`, turn, text: 'I built it with TypeScript.' })
      ).next;
    }
    expect(kinds).toEqual(['question q1', 'follow_up q1', 'question q2', 'follow_up q2', 'question q3']);
  });

  const answeringOnce = async (interviewer: Interviewer, plan = examplePlan) => {
    const failing = createRoomWorld({ db, interviewer });
    const counted: unknown[] = [];
    const metrics = { increment: (name: string, labels: object) => void counted.push({ name, ...labels }) };
    const counting = createRoom({ ...failing.deps, metrics });
    const { token, tenantId, runId } = await failing.approve({ plan });
    const { visit } = await startDevice(failing, token);
    const { next } = await counting.answer(visit(), { clientTurnId: 'c-1', turn: 1, text: 'An answer.' });
    const [, turn] = await readTranscript(db, failing.sealer)({ tenantId, runId });
    return { next, skipped: turn?.followUpSkipped, counted };
  };
  const skipping = (followUp: () => Promise<never>, plan = examplePlan) => answeringOnce({ followUp }, plan);
  const countedAs = (result: string) => [{ name: 'followUps', result }];

  test('are counted by what came of them', async () => {
    expect(await answeringOnce(curiousInterviewer())).toMatchObject({ skipped: false, counted: countedAs('asked') });
    expect(await answeringOnce(silentInterviewer)).toMatchObject({ skipped: false, counted: countedAs('none') });
  });

  test('a failing model is passed over: the planned question comes, and that is recorded', async () => {
    const outcome = await skipping(() => Promise.reject(new Error('down')));
    expect(outcome).toMatchObject({
      next: { kind: 'question', id: 'q2' },
      skipped: true,
      counted: countedAs('skipped'),
    });
  });

  test('nothing was skipped where no follow-up is planned', async () => {
    const questions = examplePlan.questions.map((question) => ({ ...question, probes: [] }));
    const outcome = await skipping(() => Promise.reject(new Error('down')), { ...examplePlan, questions });
    expect(outcome).toMatchObject({ next: { kind: 'question', id: 'q2' }, skipped: false, counted: [] });
  });

  test('a model that never answers is passed over after six seconds', async () => {
    const startedAt = performance.now();
    const outcome = await skipping(() => new Promise(() => undefined));
    expect(outcome).toMatchObject({ next: { kind: 'question', id: 'q2' }, skipped: true });
    expect(performance.now() - startedAt).toBeLessThan(9_000);
  });

  test('are the planned ones, each once, whatever the model makes up', async () => {
    const told: unknown[] = [];
    const inventing: Interviewer = {
      followUp: ({ open, turns, question }) => {
        told.push({ id: question.id, open, answers: turns.map(({ answer }) => answer) });
        const value = { probe: open[0] ?? 9, wording: 'What else would you like to talk about?' };
        return Promise.resolve({ value, stamp: { engine: 'test', promptHash: '' }, usage: noUsage });
      },
    };
    const own = createRoomWorld({ db, interviewer: inventing });
    const { token } = await own.approve();
    const { visit } = await startDevice(own, token);
    const asked: string[] = [];
    for (let turn = 1; turn <= 6; turn += 1) {
      const { next } = await own.room.answer(visit(), {
        clientTurnId: `c-${turn}`,
        turn,
        text: `Part ${turn} of it all.`,
      });
      asked.push(`${next?.id} ${next?.text}`);
    }
    expect(asked).toEqual([
      'q1 What was hard about it?',
      'q1 What was your own part in it?',
      'q2 How do you test it?',
      'q2 Why so?',
      'q2 What would you do otherwise?',
      'q3 What would you change?',
    ]);
    const said = (count: number) => Array.from({ length: count }, (_, index) => `Part ${index + 1} of it all.`);
    expect(told).toEqual([
      { id: 'q1', open: [0, 1, 2], answers: said(1) },
      { id: 'q1', open: [1, 2], answers: said(2) },
      { id: 'q2', open: [0, 1], answers: said(4) },
      { id: 'q2', open: [1], answers: said(5) },
    ]);
  });

  test('come from what was sent: no word of a draft or of a refused answer reaches the engine', async () => {
    const told: unknown[] = [];
    const listening: Interviewer = {
      followUp: (input) => {
        told.push(input);
        return curiousInterviewer().followUp(input, {} as never);
      },
      reword: (input) => {
        told.push(input);
        return Promise.resolve({ value: null, stamp: { engine: 'test', promptHash: '' }, usage: noUsage });
      },
    };
    const own = createRoomWorld({ db, interviewer: listening });
    const { token } = await own.approve();
    const { visit } = await startDevice(own, token);
    await own.room.saveDraft(visit(), { turn: 1, text: 'Unsent words about a rival.' });
    await own.room
      .answer(visit(), { clientTurnId: 'c-9', turn: 9, text: 'Unsent: a wrong turn.' })
      .catch(() => undefined);
    await own.room.answer(visit(), { clientTurnId: 'c-1', turn: 1, text: 'I built the importer.' });
    await own.room.saveDraft(visit(), { turn: 2, text: 'Unsent, and then deleted.' });
    await own.room.saveDraft(visit(), { turn: 2, text: '' });
    await own.room.answer(visit(), { clientTurnId: 'c-2', turn: 2, text: 'I do not understand the question' });
    await own.room.saveDraft(visit(), { turn: 3, text: 'Unsent still.' });
    await own.room.answer(visit(), { clientTurnId: 'c-3', turn: 3, text: 'The format was odd.' });

    expect(JSON.stringify(told)).toContain('The format was odd.');
    expect(told.length).toBeGreaterThan(2);
    expect(JSON.stringify(told)).not.toMatch(/unsent/i);
  });

  test('a question about a protected matter is never asked, whoever made it up', async () => {
    for (const wording of ['And what about your religion?', 'What was hard about it with your religion?']) {
      const rude = createRoomWorld({ db, interviewer: curiousInterviewer(wording) });
      const { token } = await rude.approve();
      const { visit } = await startDevice(rude, token);
      const text = 'My religion helped me there.';
      const { next } = await rude.room.answer(visit(), { clientTurnId: 'c-1', turn: 1, text });
      expect(next).toMatchObject({ kind: 'follow_up', id: 'q1', text: 'What was hard about it?' });
    }
  });
});
