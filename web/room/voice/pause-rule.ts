// Tells from the loudness alone whether somebody speaks, and when to ask whether the answer is over. It knows no voice and no mood.
import type { PauseTolerance } from '../../../domain/room/choices.ts';

/** `level` in dBFS (0 is the loudest there is), `ms` how long it lasted. Time is counted by what was heard: who cannot be heard is not silent. */
export type Frame = { level: number; ms: number };

export type Listening = {
  heardMs: number;
  speaking: boolean;
  /** How long it has been louder than the room, or quieter, without a break. */
  runMs: number;
  spokenMs: number;
  silentMs: number;
  /** The loudest of the last words. */
  speechLevel: number;
  /** The quietest moment of each of the last half seconds, newest first: together they are the noise of the room. */
  quietest: readonly number[];
  bucketMs: number;
  /** The pause that brings up the question, and the countdown that runs when it was asked. */
  patienceMs: number | null;
  countdownMs: number | null;
};

export const pauses: Record<PauseTolerance, number | null> = {
  short: 3_000,
  normal: 6_000,
  long: 15_000,
  button: null,
};

export const countdownFromMs = 12_000;
const bucketLengthMs = 500;
const bucketsKept = 8;
const quietRoom = -60;
const loudRoom = -30;
const aboveRoom = 9;
const faintestSpeech = -55;
const faintSpeech = -42;
/** Shorter sounds are clicks and knocks. */
const wordMs = 100;
/** Shorter gaps are between words. */
const gapMs = 300;
const firstWarningMs = 3_000;

export const newListening = (tolerance: PauseTolerance): Listening => ({
  heardMs: 0,
  speaking: false,
  runMs: 0,
  spokenMs: 0,
  silentMs: 0,
  speechLevel: -100,
  quietest: [],
  bucketMs: 0,
  patienceMs: pauses[tolerance],
  countdownMs: null,
});

const noiseOf = ({ quietest }: Listening): number =>
  // Too little was heard yet to tell a loud room from somebody who speaks at once.
  quietest.length < 4 ? quietRoom : Math.min(loudRoom, Math.max(quietRoom, Math.min(...quietest)));

const keepQuietest = (
  { quietest, bucketMs }: Listening,
  { level, ms }: Frame,
): Pick<Listening, 'quietest' | 'bucketMs'> => {
  const [newest, ...older] = quietest;
  if (newest === undefined || bucketMs + ms > bucketLengthMs)
    return { quietest: [level, ...quietest].slice(0, bucketsKept), bucketMs: ms };
  return { quietest: [Math.min(newest, level), ...older], bucketMs: bucketMs + ms };
};

/** Speech begins with a sound as long as a syllable, and is over after a gap longer than those between words. */
const hearSpeech = (before: Listening, { level, ms }: Frame): Listening => {
  const limit = Math.max(noiseOf(before) + aboveRoom, faintestSpeech) - (before.speaking ? 3 : 0);
  const turning = level >= limit !== before.speaking;
  const runMs = turning ? before.runMs + ms : 0;
  const speaking = runMs >= (before.speaking ? gapMs : wordMs) ? !before.speaking : before.speaking;
  const turned = speaking !== before.speaking;
  const speechLevel = Math.max(level, before.speechLevel - ms / 100);
  return {
    ...before,
    speaking,
    runMs: turned ? 0 : runMs,
    spokenMs: before.spokenMs + (speaking ? ms : 0),
    // What has just ended was silent for as long as it took to be sure.
    silentMs: speaking ? 0 : before.silentMs + (turned ? runMs : ms),
    speechLevel: level >= limit ? speechLevel : before.speechLevel,
  };
};

/** One step of listening. The answer is over when `countdownMs` is 0, and never without the question before. */
export const hearFrame = (before: Listening, frame: Frame): Listening => {
  const after = { ...hearSpeech(before, frame), ...keepQuietest(before, frame), heardMs: before.heardMs + frame.ms };
  const { patienceMs, silentMs, spokenMs } = after;
  // Whoever has not begun is not asked whether it is over.
  if (patienceMs === null || after.speaking || spokenMs === 0) return { ...after, countdownMs: null };
  if (before.countdownMs !== null) return { ...after, countdownMs: Math.max(0, before.countdownMs - frame.ms) };
  return silentMs >= patienceMs ? { ...after, countdownMs: countdownFromMs } : after;
};

/** "I am still here": asked again only after a long pause, since somebody thinks. */
export const goOnListening = (before: Listening): Listening => ({
  ...before,
  countdownMs: null,
  silentMs: 0,
  patienceMs: before.patienceMs === null ? null : pauses.long,
});

/** What to say beside the meter. */
export type Sound = 'starting' | 'nothing' | 'quiet' | 'heard' | 'pausing';

export const soundOf = ({ speaking, spokenMs, heardMs, speechLevel }: Listening): Sound => {
  if (spokenMs === 0) return heardMs < firstWarningMs ? 'starting' : 'nothing';
  if (!speaking) return 'pausing';
  return speechLevel < faintSpeech ? 'quiet' : 'heard';
};

/** For the bar beside the words: 0 to 1. */
export const barOf = (level: number): number => Math.min(1, Math.max(0, (level + 60) / 50));
