import { describe, expect, test } from 'vitest';
import { aQuestion, aView, fakeRoom, memoryStorage, refusal, silence } from './fake-room.ts';
import { notUnderstood } from '../../../domain/room/not-understood.ts';
import { wishIn } from '../../../domain/room/wish-in.ts';
import { screenOf } from './screen.ts';
import { unawaited } from '../../ui/unawaited.ts';

const progress = { question: 2, questions: 3 };
const present = (turn: number) => ({
  question: aQuestion(turn),
  done: false,
  timeLeftMs: 600_000 - turn * 1_000,
  progress,
});
const stored = (turn: number) => ({ turn, next: aQuestion(turn + 1), done: false, timeLeftMs: 590_000, progress });

type Said = { path: string; body: unknown };
const at =
  (turn: number, more: Record<string, (said: Said) => unknown> = {}) =>
  (said: Said): unknown => {
    const own = more[said.path];
    if (own) return own(said);
    if (said.path === 'session') return aView({ turn });
    if (said.path === 'question') return present(turn);
    return { draft: null };
  };
const fails = (error: unknown) => () => {
  throw error;
};
const sent = (said: Said[]) =>
  said.filter(({ path }) => path === 'answers').map(({ body }) => body as { clientTurnId: string; text: string });

test('an answer is sent, and the next question is open with an empty field', async () => {
  const { room, state } = fakeRoom(at(1, { answers: () => stored(1) }));
  await room.open();
  room.type('I did.');
  await room.answer({ text: 'I did.' });
  expect(state()).toMatchObject({
    sending: null,
    question: { turn: 2 },
    typed: { turn: 2, text: '' },
    view: { progress: { question: 2 } },
  });
});

test('while nobody answers it is sent again under the same name, and nothing is asked of the person', async () => {
  const { room, said, script, pass, wake, settle, state } = fakeRoom(at(1, { answers: fails(silence()) }));
  await room.open();
  const work = room.answer({ text: 'I did.' });
  await pass(60_000);
  expect(state()).toMatchObject({ saving: 'unsaved', line: 'lost' });
  expect(screenOf(state())).toBe('sending');
  script.answers = at(1, { answers: () => stored(1) });
  await wake();
  await work;
  await settle();
  expect(new Set(sent(said).map(({ clientTurnId }) => clientTurnId)).size).toBe(1);
  expect(sent(said).length).toBeGreaterThan(5);
  expect(state()).toMatchObject({ line: 'ok', question: { turn: 2 } });
});

test('our own trouble is waited out too, as long as we asked for', async () => {
  const { room, script, pass, state } = fakeRoom(at(1, { answers: fails(refusal(503, 'store.unavailable')) }));
  await room.open();
  const work = room.answer({ text: 'I did.' });
  await pass(500);
  expect(state()).toMatchObject({ line: 'fault', faultSince: expect.any(Number) });
  script.answers = at(1, { answers: () => stored(1) });
  await pass(20_000);
  await work;
  expect(state()).toMatchObject({ faultSince: null, question: { turn: 2 } });
});

test('a reload in the middle of sending goes on under the old name', async () => {
  const storage = memoryStorage();
  const first = fakeRoom(at(1, { answers: fails(silence()) }), { storage });
  await first.room.open();
  unawaited(first.room.answer({ text: 'I did.' }));
  await first.settle();
  const second = fakeRoom(at(2, { answers: () => stored(1) }), { storage });
  await second.room.open();
  await second.settle();
  expect(sent(second.said)).toEqual(sent(first.said).slice(0, 1));
  expect(second.state()).toMatchObject({ sending: null, question: { turn: 2 } });
  expect(storage.getItem('room-sending')).toBeNull();
});

describe('an answer that is refused loses no word', () => {
  const refusing = async (error: unknown, more: Record<string, (said: Said) => unknown> = {}) => {
    const fake = fakeRoom(at(1, { answers: fails(error), ...more }));
    await fake.room.open();
    fake.room.type('I did.');
    await fake.room.answer({ text: 'I did.' });
    return fake;
  };

  test('another question is open: it is shown, with what was written', async () => {
    const { state } = await refusing(refusal(409, 'room.turn_mismatch', present(4)));
    expect(state()).toMatchObject({ question: { turn: 4 }, returned: { reason: 'other-question', text: 'I did.' } });
  });

  test('the time was over', async () => {
    const closing = { question: { ...aQuestion(2), kind: 'closing' }, done: true, timeLeftMs: 0 };
    const { state } = await refusing(refusal(409, 'room.time_over', closing));
    expect(state()).toMatchObject({ done: true, returned: { reason: 'time-over', text: 'I did.' } });
  });

  test('it cannot be taken as it is: the text stays in the field', async () => {
    const { state } = await refusing(refusal(400, 'request.invalid'));
    expect(state()).toMatchObject({
      sending: null,
      typed: { text: 'I did.' },
      trouble: { code: 'request.invalid', requestId: 'req_1' },
    });
  });

  test('another window has taken over: it waits here, and is sent when this one takes over again', async () => {
    const { room, state, said, script, settle } = await refusing(refusal(409, 'room.taken_over'));
    expect(screenOf(state())).toBe('elsewhere');
    script.answers = at(1, { 'take-over': () => aView(), answers: () => stored(1) });
    await room.takeOver();
    await settle();
    expect(new Set(sent(said).map(({ clientTurnId }) => clientTurnId)).size).toBe(1);
    expect(state()).toMatchObject({ question: { turn: 2 } });
  });

  test('the room was paused elsewhere: it goes on, and the answer with it', async () => {
    let isPaused = true;
    const { state } = await refusing(null, {
      answers: () => {
        if (isPaused) throw refusal(409, 'room.paused');
        return stored(1);
      },
      resume: () => {
        isPaused = false;
        return { timeLeftMs: 1, paused: false };
      },
    });
    expect(state()).toMatchObject({ question: { turn: 2 } });
  });

  test('the interview is over: what it is now is shown', async () => {
    const { state } = await refusing(refusal(409, 'room.frozen'), { session: () => aView({ state: 'COMPLETED' }) });
    expect(screenOf(state())).toBe('finish');
  });

  test.each([
    ['room.session_required', 401, 'closed'],
    ['room.link_invalid', 404, 'unknown'],
    ['personal_data.erased', 410, 'erased'],
  ])('%s: the link is dead', async (code, status, dead) => {
    const { state } = await refusing(refusal(status, code));
    expect(state()).toMatchObject({ dead });
  });
});

test.each(Object.entries(notUnderstood))('“I don’t understand” is understood in %s', (locale, text) => {
  expect(wishIn(text, locale)).toBe('reword');
});
