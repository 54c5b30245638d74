import { describe, expect, test } from 'vitest';
import type { PauseTolerance } from '../../../domain/room/choices.ts';
import {
  barOf,
  countdownFromMs,
  goOnListening,
  hearFrame,
  newListening,
  soundOf,
  type Listening,
} from './pause-rule.ts';

/** Loudness in dBFS for so many seconds; `speech` comes in syllables with gaps down to the noise, as people talk. */
type Sound = { level: number; seconds: number; noise?: number };

const frameMs = 50;

const hear = (listening: Listening, { level, seconds, noise }: Sound): Listening => {
  let heard = listening;
  for (let frame = 0; frame < (seconds * 1_000) / frameMs; frame += 1) {
    const between = noise !== undefined && frame % 8 >= 6;
    // Real rooms are never even.
    heard = hearFrame(heard, { level: (between ? noise : level) + ((frame * 7) % 5) - 2, ms: frameMs });
  }
  return heard;
};

const talk = (seconds: number, level = -25, noise = -62): Sound => ({ level, seconds, noise });
const hush = (seconds: number, level = -62): Sound => ({ level, seconds });
const after = (tolerance: PauseTolerance, ...sounds: Sound[]): Listening =>
  sounds.reduce(hear, newListening(tolerance));

describe('the question whether the answer is over', () => {
  test.each([
    ['short', 2.5, false],
    ['short', 3.5, true],
    ['normal', 5.5, false],
    ['normal', 6.5, true],
    ['long', 14, false],
    ['long', 16, true],
    ['button', 120, false],
  ] as const)('with %s, after a pause of %d s: %s', (tolerance, seconds, asks) => {
    expect(after(tolerance, hush(2), talk(5), hush(seconds)).countdownMs !== null).toBe(asks);
  });

  test('is never asked of somebody who has not begun', () => {
    expect(after('short', hush(90)).countdownMs).toBeNull();
  });

  test('leaves at least ten seconds, and only then is the answer over', () => {
    expect(countdownFromMs).toBeGreaterThanOrEqual(10_000);
    expect(after('short', talk(5), hush(3.4 + 10)).countdownMs).toBeGreaterThan(0);
    expect(after('short', talk(5), hush(3.4 + 12.5)).countdownMs).toBe(0);
  });

  test('is taken back by going on to speak, and comes again only after the pause as a whole', () => {
    const again = after('short', talk(5), hush(8), talk(1));
    expect(again.countdownMs).toBeNull();
    expect(hear(again, hush(2.5)).countdownMs).toBeNull();
    expect(hear(again, hush(3.5)).countdownMs).not.toBeNull();
  });

  test('"I am still here" takes it back too, and then thinking may last longer', () => {
    const thinking = goOnListening(after('short', talk(5), hush(8)));
    expect(thinking.countdownMs).toBeNull();
    expect(hear(thinking, hush(14)).countdownMs).toBeNull();
    expect(hear(thinking, hush(16)).countdownMs).not.toBeNull();
  });

  test('stands still while nothing can be heard: time without sound from the microphone is no silence', () => {
    const asked = after('short', talk(5), hush(5));
    expect(hear(asked, hush(0))).toEqual(asked);
  });
});

describe('what counts as speech', () => {
  test.each([
    ['a voice in a quiet room', [hush(2), talk(3)], true],
    ['a voice from the first moment on', [talk(1)], true],
    ['a soft voice', [hush(2), talk(3, -48)], true],
    ['a voice over a loud fan', [hush(6, -38), talk(3, -24, -38)], true],
    ['a quiet room', [hush(10)], false],
    ['a muted microphone', [hush(10, -100)], false],
    ['a click', [hush(3), { level: -20, seconds: 0.05 }, hush(1)], false],
    ['a fan that has run for a while', [hush(10, -38)], false],
    ['a fan that begins to run', [hush(5), hush(10, -38)], false],
  ] as const)('%s', (_, sounds, speech) => {
    const before = sounds.slice(0, -1).reduce<Listening>(hear, newListening('normal'));
    const last = sounds.at(-1);
    const heard = last === undefined ? before : hear(before, last);
    expect(speech ? heard.spokenMs > before.spokenMs : !heard.speaking).toBe(true);
  });

  test('not even a moment of it is a click or a knock', () => {
    expect(after('short', hush(3), { level: -20, seconds: 0.05 }, hush(1)).spokenMs).toBe(0);
  });

  test('a noise that goes on does not keep an answer open for ever, and a long answer without a pause is never asked', () => {
    expect(after('short', hush(2), talk(5), hush(12, -40)).countdownMs).not.toBeNull();
    expect(after('short', hush(2), talk(600)).countdownMs).toBeNull();
  });

  test('a hesitant voice with many short pauses is never asked', () => {
    const hesitant = Array.from({ length: 30 }, () => [talk(0.6), hush(2)]).flat();
    expect(after('short', hush(1), ...hesitant).countdownMs).toBeNull();
  });
});

test.each([
  ['starting', [hush(2.5)]],
  ['nothing', [hush(3.1)]],
  ['nothing', [hush(3.1, -100)]],
  ['heard', [hush(3), talk(0.5)]],
  ['quiet', [hush(3), talk(1, -48)]],
  ['pausing', [talk(2), hush(1)]],
] as const)('beside the meter it says "%s"', (sound, sounds) => {
  expect(soundOf(after('normal', ...sounds))).toBe(sound);
});

test('the bar stays within its ends', () => {
  expect([-100, -60, -35, -10, 0].map(barOf)).toEqual([0, 0, 0.5, 1, 1]);
});
