import { expect, test } from 'vitest';
import { NoAnswer } from '../ui/call.ts';
import type { Place } from './address.ts';
import { askAhead } from './ahead.ts';
import type { ReviewCall } from './api.ts';

const aheadAt = (place: Place, answers: Record<string, () => unknown> = {}) => {
  const sent: string[] = [];
  const call: ReviewCall = async (method, path) => {
    sent.push(`${method} ${path}`);
    const found = answers[`${method} ${path}`];
    return await Promise.resolve((found === undefined ? { runId: 'r1' } : found()) as never);
  };
  return { sent, ...askAhead(call, place) };
};

test.each([
  [{ kind: 'link', token: 't' }, ['POST session', 'GET runs/r1']],
  [{ kind: 'start' }, ['GET session', 'GET runs/r1']],
  [{ kind: 'run', runId: 'r2' }, ['GET runs/r2']],
  [{ kind: 'inbox' }, ['GET inbox']],
  [{ kind: 'form', formId: 'f' }, ['GET forms/f']],
] as const)('what %o will show is asked for before anything is drawn', async (place, expected) => {
  const { sent, isRead } = aheadAt(place);
  await isRead;
  expect(sent).toEqual(expected);
});

test('a link to an inbox reads the inbox', async () => {
  const { sent, isRead } = aheadAt({ kind: 'link', token: 't' }, { 'POST session': () => ({ runId: null }) });
  await isRead;
  expect(sent).toEqual(['POST session', 'GET inbox']);
});

test('a screen is given what was asked ahead, once: asking again reads anew', async () => {
  const { sent, api } = aheadAt({ kind: 'link', token: 't' });
  await api.openLink('t');
  await api.view('r1');
  expect(sent).toEqual(['POST session', 'GET runs/r1']);
  await api.view('r1');
  expect(sent).toHaveLength(3);
});

test('what nobody answered ahead is told to the screen, whose next try is a call of its own', async () => {
  const down = (): never => {
    throw new NoAnswer();
  };
  const { sent, api, isRead } = aheadAt({ kind: 'run', runId: 'r1' }, { 'GET runs/r1': down });
  await isRead;
  await expect(api.view('r1')).rejects.toBeInstanceOf(NoAnswer);
  await expect(api.view('r1')).rejects.toBeInstanceOf(NoAnswer);
  expect(sent).toEqual(['GET runs/r1', 'GET runs/r1']);
});
