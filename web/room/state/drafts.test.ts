import { expect, test } from 'vitest';
import { parseDraft, restoredText } from './drafts.ts';
import { aQuestion, aView, fakeRoom, memoryStorage, refusal, silence } from './fake-room.ts';

const place = { of: 'consent-1', turn: 3 };
const here = (text: string, knownAt: string | null = null) => ({ ...place, text, knownAt });
const there = (text: string, savedAt = '2026-01-01T10:00:05Z') => ({ turn: 3, text, savedAt });

test.each([
  ['nothing anywhere', null, null, { text: '', other: null }],
  ['only this window', here('mine'), null, { text: 'mine', other: null }],
  ['only the server, as after a new device', null, there('theirs'), { text: 'theirs', other: null }],
  [
    'this window wrote on after the last saving',
    here('mine and more', '2026-01-01T10:00:05Z'),
    there('mine'),
    { text: 'mine and more', other: null },
  ],
  [
    'another device wrote later',
    here('mine', '2026-01-01T10:00:00Z'),
    there('theirs'),
    { text: 'theirs', other: 'mine' },
  ],
  ['another device wrote the same', here('same'), there('same'), { text: 'same', other: null }],
  ['an empty field loses nothing', here(''), there('theirs'), { text: 'theirs', other: null }],
  ['a draft of another turn', { ...here('old'), turn: 2 }, null, { text: '', other: null }],
  [
    'a draft of somebody else’s interview in the same window',
    { ...here('theirs'), of: 'consent-2' },
    null,
    { text: '', other: null },
  ],
  ['the server’s draft of another turn', here('mine'), { ...there('old'), turn: 2 }, { text: 'mine', other: null }],
])('what comes back: %s', (_, local, server, restored) => {
  expect(restoredText(local, server, place)).toEqual(restored);
});

test('what a browser kept badly is no draft', () => {
  expect([null, '', '{', '[]', '{"of":1}', '{"of":"a","turn":"1","text":"x"}'].map(parseDraft)).toEqual(
    Array(6).fill(null),
  );
});

const question = aQuestion(1);
const answers = ({ path }: { path: string }): unknown => {
  if (path === 'session') return aView();
  if (path === 'question') return { question, done: false, timeLeftMs: 600_000 };
  if (path.startsWith('drafts/')) return { draft: { turn: 1, text: '', savedAt: '2026-01-01T10:00:01Z' } };
  throw refusal(500, 'internal.error');
};
const draftsIn = (said: { path: string; body: unknown }[]) =>
  said.filter(({ path }) => path.startsWith('drafts/')).map(({ body }) => body);

test('what is typed is kept at once, and saved a second after the last key', async () => {
  const { room, said, settle, pass, storage, state } = fakeRoom(answers);
  await room.open();
  for (const text of ['I', 'I w', 'I was']) room.type(text);
  expect(storage.getItem('room-draft')).toContain('I was');
  expect(draftsIn(said)).toEqual([]);
  await pass(1_000);
  await settle();
  expect(draftsIn(said)).toEqual([{ text: 'I was' }]);
  expect(state().saving).toBe('saved');
});

test('a lost line says so, and the newest text is saved when it is back', async () => {
  const { room, said, script, pass, wake, state } = fakeRoom(answers);
  await room.open();
  script.answers = () => {
    throw silence();
  };
  room.type('first');
  await pass(1_000);
  expect(state()).toMatchObject({ saving: 'unsaved', line: 'lost' });
  room.type('first and second');
  script.answers = answers;
  await wake();
  await pass(1_000);
  expect(draftsIn(said).at(-1)).toEqual({ text: 'first and second' });
  expect(state()).toMatchObject({ saving: 'saved', line: 'ok' });
});

test('a browser without room for anything does not stop anybody from typing', async () => {
  const full = memoryStorage();
  full.setItem = () => {
    throw new Error('QuotaExceededError');
  };
  const { room, state, pass } = fakeRoom(answers, { storage: full });
  await room.open();
  room.type('I was');
  await pass(1_000);
  expect(state().typed).toEqual({ turn: 1, text: 'I was' });
});

test('when another device has answered meanwhile, what was typed here is offered back', async () => {
  const { room, script, pass, state } = fakeRoom(answers);
  await room.open();
  script.answers = (one) => {
    if (one.path.startsWith('drafts/')) throw refusal(409, 'room.turn_mismatch');
    return one.path === 'question' ? { question: aQuestion(2), done: false, timeLeftMs: 500_000 } : answers(one);
  };
  room.type('half an answer');
  await pass(1_000);
  expect(state()).toMatchObject({
    question: { turn: 2 },
    typed: { turn: 2, text: '' },
    returned: { reason: 'other-question', text: 'half an answer' },
  });
});
