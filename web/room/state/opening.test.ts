import { expect, test } from 'vitest';
import { aQuestion, aView, fakeRoom, memoryStorage, refusal, silence } from './fake-room.ts';
import { screenOf } from './screen.ts';

const before = aView({ state: 'APPROVED', consent: null });

test('the token is exchanged once and leaves the address bar', async () => {
  const { room, said, address, state } = fakeRoom(() => before, { path: '/interview/abc-123' });
  await room.open();
  expect(said).toEqual([{ method: 'POST', path: 'session', body: { token: 'abc-123' } }]);
  expect(address.path).toBe('/interview');
  expect(screenOf(state())).toBe('welcome');
});

test('a reload comes back by the cookie, at the same step', async () => {
  const storage = memoryStorage();
  const first = fakeRoom(() => before, { storage, path: '/interview/abc' });
  await first.room.open();
  first.room.goTo('consent');
  const second = fakeRoom(() => before, { storage });
  await second.room.open();
  expect(second.said).toEqual([{ method: 'GET', path: 'session', body: null }]);
  expect(screenOf(second.state())).toBe('consent');
});

test.each([
  [404, 'room.link_invalid', 'unknown'],
  [410, 'room.link_expired', 'expired'],
  [410, 'personal_data.erased', 'erased'],
  [401, 'room.session_required', 'closed'],
])('%i %s: the link leads nowhere, and says why', async (status, code, dead) => {
  const { room, state } = fakeRoom(() => {
    throw refusal(status, code);
  });
  await room.open();
  expect(state()).toMatchObject({ dead });
  expect(screenOf(state())).toBe('dead-link');
});

test('without a line it keeps trying, and opens when the line is there', async () => {
  const { room, script, address, wake, state } = fakeRoom(
    () => {
      throw silence();
    },
    { path: '/interview/abc' },
  );
  const opening = room.open();
  await wake();
  expect(screenOf(state())).toBe('trouble');
  expect(address.path).toBe('/interview/abc');
  script.answers = () => before;
  await wake();
  await opening;
  expect(screenOf(state())).toBe('welcome');
});

test('after the end this window remembers nothing of the interview', async () => {
  const storage = memoryStorage();
  for (const key of ['room-draft', 'room-sending', 'room-step']) storage.setItem(key, 'something');
  storage.setItem('room-client', 'this window');
  const { room } = fakeRoom(() => aView({ state: 'COMPLETED' }), { storage });
  await room.open();
  expect(storage.length).toBe(1);
});

test('signs of life are given while a question is shown, and the time left is taken from them', async () => {
  const { room, said, pass, state } = fakeRoom(({ path }) => {
    if (path === 'session') return aView();
    if (path === 'question') return { question: aQuestion(1), done: false, timeLeftMs: 600_000 };
    return { timeLeftMs: 595_000, paused: false };
  });
  room.begin();
  await pass(25_000);
  expect(said.filter(({ path }) => path === 'ping')).toHaveLength(2);
  expect(state().view?.timeLeftMs).toBe(595_000);
});

test('a window that is told that another one has taken over says so', async () => {
  const { room, pass, state } = fakeRoom(({ path }) => {
    if (path === 'session') return aView();
    if (path === 'question') return { question: aQuestion(1), done: false, timeLeftMs: 600_000 };
    throw refusal(409, 'room.taken_over');
  });
  room.begin();
  await pass(10_000);
  expect(screenOf(state())).toBe('elsewhere');
});

const conversation =
  (turn: number, more: (path: string) => unknown = () => ({ timeLeftMs: 1, paused: false })) =>
  (said: { path: string }): unknown => {
    if (said.path === 'session') return aView({ turn });
    if (said.path === 'question') return { question: aQuestion(turn), done: false, timeLeftMs: 600_000 - turn };
    return more(said.path);
  };
const refusing = (code: string) => () => {
  throw refusal(409, code);
};

test.each(['room.frozen', 'interview.closed', 'consent.withdrawn'])(
  'an interview that somebody else has ended is shown as ended by the next sign of life (%s)',
  async (code) => {
    const { room, script, pass, state } = fakeRoom(conversation(1));
    room.begin();
    await pass(10_000);
    const ended = aView({ state: 'CANCELLED', outcome: 'CANCELLED' });
    script.answers = ({ path }) => (path === 'session' ? ended : refusing(code)());
    await pass(10_000);
    expect(screenOf(state())).toBe('dead-link');
    expect(state()).toMatchObject({ trouble: null, view: ended });
  },
);

test.each([
  ['start', 'APPROVED', 'interview.closed'],
  ['pause', 'IN_PROGRESS', 'room.frozen'],
  ['later', 'IN_PROGRESS', 'room.frozen'],
  ['resume', 'IN_PROGRESS', 'room.frozen'],
  ['finish', 'IN_PROGRESS', 'interview.closed'],
] as const)('who presses something that has ended sees the end: %s', async (act, is, code) => {
  const view = aView({ state: is });
  const { room, script, state } = fakeRoom(({ path }) => (path === 'session' ? view : conversation(1)({ path })));
  await room.open();
  if (act === 'resume') await room.pause();
  const ended = aView({ state: 'CANCELLED', outcome: 'EXPIRED' });
  script.answers = ({ path }) => (path === 'session' ? ended : refusing(code)());
  if (act === 'resume') room.store.set({ view: { ...view, options: { ...view.options, paused: true } } });
  expect(await room[act]()).toBe(false);
  expect(screenOf(state())).toBe('dead-link');
});

test('a page that comes back whole shows what is asked now, not what it left', async () => {
  const { room, script, restore, state } = fakeRoom(conversation(1));
  room.begin();
  await restore();
  room.type('Half of it');
  script.answers = conversation(3);
  await restore();
  expect(state()).toMatchObject({ question: { turn: 3 }, typed: { turn: 3, text: '' }, view: { turn: 3 } });
  expect(state().returned).toEqual({ reason: 'other-question', text: 'Half of it' });
  expect(state().clock?.limitMs).toBe(599_997);
});

test('an answer on its way when the page was left is sent once by the page that comes back', async () => {
  const held = Promise.withResolvers<unknown>();
  const { room, said, restore, settle } = fakeRoom(
    conversation(1, (path) => (path === 'answers' ? held.promise : { draft: null })),
  );
  room.begin();
  await settle();
  const sent = room.answer({ text: 'I did.' });
  await restore();
  held.resolve({ turn: 1, next: aQuestion(2), done: false, timeLeftMs: 1 });
  await sent;
  expect(said.filter(({ path }) => path === 'answers')).toHaveLength(1);
});

test('whoever has no line can change from speaking to typing, and not to a language that is not there', async () => {
  const { room, script, state } = fakeRoom(() => ({ ...before, choices: { ...before.choices, way: 'spoken' } }));
  await room.open();
  script.answers = () => {
    throw silence();
  };

  expect(await room.choose({ way: 'typed' })).toBe(true);
  expect(state().view?.choices.way).toBe('typed');
  expect(await room.choose({ language: 'de' })).toBe(false);
  expect(state().view).toMatchObject({ language: before.language, choices: { language: before.choices.language } });
});

test('typing begins by itself once a provider that does not answer has been given up; speaking is left to the person', async () => {
  const { room, script, said, wake, state } = fakeRoom(() => before);
  await room.open();
  script.answers = () => {
    throw refusal(503, 'session.provider_unavailable');
  };
  expect(await room.startAs('voice')).toBe(false);
  expect(state().trouble?.code).toBe('session.provider_unavailable');
  const typing = room.startAs('text');
  await wake();
  script.answers = () => ({ question: aQuestion(1), done: false, timeLeftMs: 60_000, credential: null });
  await wake();
  expect(await typing).toBe(true);
  expect(state().question).toMatchObject({ turn: 1 });
  expect(said.filter(({ path }) => path === 'start').length).toBeGreaterThan(2);
});
