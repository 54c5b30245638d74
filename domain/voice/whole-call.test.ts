import { describe, expect, it } from 'vitest';
import type { ProviderCall } from '../ports/voice.ts';
import { fuller, isWordless, recordingLookMs, saysEnough } from './whole-call.ts';

const call = (given: Partial<ProviderCall> = {}): ProviderCall => ({
  externalId: 'call_1',
  sessionId: null,
  status: 'ended',
  ending: 'finished',
  startedAt: 0,
  endedAt: 60_000,
  utterances: [],
  unread: 0,
  recordingUrl: null,
  ...given,
});
const spoken = (by: 'interviewer' | 'candidate') => ({ by, text: 'Hello.', words: [] });

describe('what was told of a call', () => {
  it('is enough where the candidate spoke or never joined, and all of it could be read', () => {
    expect(saysEnough(call({ utterances: [spoken('candidate')] }))).toBe(true);
    expect(saysEnough(call({ startedAt: null }))).toBe(true);
    expect(saysEnough(call({ utterances: [spoken('interviewer')] }))).toBe(false);
    expect(saysEnough(call({ utterances: [spoken('candidate')], unread: 1 }))).toBe(false);
  });

  it('without any words is no silence, unless it was over before anybody could speak', () => {
    expect(isWordless(call())).toBe(true);
    expect(isWordless(call({ endedAt: 2_000 }))).toBe(false);
    expect(isWordless(call({ endedAt: 2_000, unread: 1 }))).toBe(true);
    expect(isWordless(call({ utterances: [spoken('interviewer')], unread: 1 }))).toBe(false);
  });

  it('gets the words of whoever has more of them, and stays as it ended', () => {
    const found = call({ ending: 'unknown', utterances: [spoken('candidate')], recordingUrl: 'https://r.test' });
    expect(fuller(call(), found)).toEqual({ ...found, ending: 'finished' });
    expect(fuller(found, call())).toEqual(found);
    expect(fuller(found, null)).toEqual(found);
  });
});

describe('a recording that is not there', () => {
  it('is looked for some thirty times in a day, not each minute', () => {
    let [at, looks] = [0, 0];
    for (; at < 24 * 3_600_000; looks += 1) at += recordingLookMs(at, 60_000);
    expect(looks).toBeLessThan(32);
  });
});
