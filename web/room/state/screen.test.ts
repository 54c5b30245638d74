import { expect, test } from 'vitest';
import { aQuestion, aView } from './fake-room.ts';
import { screenOf, stepAfter } from './screen.ts';
import { initialState, steps, type RoomState } from './state.ts';

const at = (change: Partial<RoomState>): string => screenOf({ ...initialState, ...change });
const before = aView({
  state: 'APPROVED',
  consent: null,
  choices: { language: 'en', way: null, pauseTolerance: 'normal' },
});
const spoken = { language: 'en', way: 'spoken', pauseTolerance: 'normal' } as const;
const canSpeak = { ...aView().options, modes: ['text', 'voice'] as const };
const question = aQuestion(1);
const paused = { ...aView().options, paused: true };
const sending = { clientTurnId: 'a', turn: 1, text: 'Yes.' };

test.each<[string, Partial<RoomState>]>([
  ['opening', {}],
  ['trouble', { line: 'lost' }],
  ['trouble', { line: 'fault' }],
  ['dead-link', { dead: 'unknown' }],
  ['dead-link', { view: aView({ state: 'CANCELLED', outcome: 'WITHDRAWN' }), question }],
  ['welcome', { view: before }],
  ['consent', { view: before, step: 'consent' }],
  ['consent', { view: before, step: 'practice' }],
  ['consent', { view: { ...before, consent: { accepted: false, noticeHash: 'h', at: '' } }, step: 'how' }],
  ['how', { view: aView({ state: 'SCHEDULED', choices: before.choices }), step: 'practice' }],
  ['sound-check', { view: aView({ state: 'APPROVED', choices: spoken, options: canSpeak }), step: 'sound-check' }],
  ['practice', { view: aView({ state: 'APPROVED' }), step: 'sound-check' }],
  ['practice', { view: aView({ state: 'APPROVED' }), step: 'talk' }],
  ['opening', { view: aView(), step: 'talk' }],
  ['question', { view: aView(), question }],
  ['sending', { view: aView(), question, sending }],
  ['paused', { view: aView({ options: paused }), question }],
  ['later', { view: aView({ options: paused }), question, left: true }],
  ['later', { view: before, left: true }],
  ['elsewhere', { view: aView({ client: 'elsewhere' }), question }],
  ['question', { view: aView(), question: { ...question, kind: 'closing' }, done: true }],
  ['review', { view: aView(), question: { ...question, kind: 'closing' }, done: true, step: 'review' }],
  ['review', { view: aView(), done: true }],
  ['finish', { view: aView({ state: 'COMPLETED' }), step: 'review' }],
  ['mine', { view: aView({ state: 'COMPLETED' }), page: 'mine' }],
])('%s is shown for %o', (screen, change) => {
  expect(at(change)).toBe(screen);
});

test('nothing is asked before consent, whatever this window remembers', () => {
  const shown = steps.map((step) => at({ view: before, step }));
  expect(new Set(shown)).toEqual(new Set(['welcome', 'consent']));
});

test('whoever agreed already is not asked twice, and only who speaks checks the sound', () => {
  expect(stepAfter(before, 'welcome')).toBe('consent');
  expect(stepAfter(aView(), 'welcome')).toBe('how');
  expect(stepAfter(aView(), 'how')).toBe('practice');
  expect(stepAfter(aView({ choices: spoken, options: canSpeak }), 'how')).toBe('sound-check');
  expect(stepAfter(aView({ choices: spoken }), 'how')).toBe('practice');
});
