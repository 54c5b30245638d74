// From what an answer shows to a level 1–5: kinds of evidence count, never their amount, so length moves nothing.
import type { Profile } from './assessor-profiles.ts';
import type { OnTopic } from './assessor-relevance.ts';
import type { Reading } from './assessor-sentences.ts';

export type QuestionForm = 'experience' | 'scenario' | 'depth';

const supposing = /\b(?:imagine|suppose|picture this|let us say|let's say|scenario)\b/iu;
const recalling =
  /\b(?:tell (?:me|us) about|think of (?:a|an|one|something|work|the)|an example of (?:how|when|a time)|a time (?:when|that)|have you (?:ever )?(?:had|done|made|worked|built|led)|what was your (?:part|role)|did you (?:do|react|handle|deal|make)|how have you|describe (?:a|an|the|one|your|how you (?:have|did)))\b/iu;
const acting =
  /\b(?:what would you|how would you|would you (?:do|handle|go about|respond|react|approach|start|take|want)|what will you do|what do you do (?:now|today|first|if|when|next)|your first steps|how do you proceed|which steps would|whom (?:do you involve|would you)|what does your team do first|what do you weigh up before|how do you decide, (?:and|whom)|which question do you want)\b/iu;
const explaining =
  /\b(?:explain|how do(?:es)? |what (?:is|are|makes|has to|would make) |which |why |compare|difference between|(?:what|where|when) do you |what have you (?:learn|changed))/iu;

/** Told from what happened, from what one would do, or from what one understands. */
export const formOf = (question: string): QuestionForm => {
  if (supposing.test(question)) return 'scenario';
  if (recalling.test(question)) return 'experience';
  if (acting.test(question)) return 'scenario';
  return explaining.test(question) ? 'depth' : 'experience';
};

export type Shown = {
  /** Null when nothing of substance was said. */
  level: number | null;
  /** Kinds of evidence found, for the explanation. */
  deed: boolean;
  ownDeed: boolean;
  steps: boolean;
  concrete: boolean;
  measured: boolean;
  outcome: boolean;
  alternative: boolean;
  reason: boolean;
  reflection: boolean;
  denial: boolean;
};

type Signs = Omit<Shown, 'level'>;

const particulars = (reading: Reading): number => new Set([...reading.contents, ...reading.topical]).size;
const isConcrete = (reading: Reading, profile: Profile): boolean =>
  reading.anchors.size > 0 || particulars(reading) >= profile.contentsMin;

/** A reading together with the sentences right before and after it: a deed and its object are often told apart. */
const around = (readings: readonly Reading[], index: number): Reading[] =>
  readings.slice(Math.max(0, index - 1), index + 2);

const tellsDeed = (
  readings: readonly Reading[],
  index: number,
  profile: Profile,
  kinds: readonly string[],
): boolean => {
  const reading = readings[index];
  if (!reading?.deed || reading.denial || !kinds.includes(reading.deed.kind)) return false;
  if (isConcrete(reading, profile) && !reading.deed.vague) return true;
  if (reading.deed.vague) return reading.anchors.size > 0 || particulars(reading) > profile.contentsMin;
  return around(readings, index).some((near) => isConcrete(near, profile));
};

const stepsMin = 2;

const showing = (readings: readonly Reading[], profile: Profile): Signs => {
  const indexes = [...readings.keys()];
  const told = (kinds: readonly string[]): number =>
    indexes.filter((index) => tellsDeed(readings, index, profile, kinds)).length;
  // Results, reasons and lessons count only where something concrete is told beside them.
  const grounded = readings.filter((_, index) => {
    const near = readings.slice(Math.max(0, index - 2), index + 3);
    return near.some((one) => one.deed !== null) && near.some((one) => isConcrete(one, profile));
  });
  const has = (sign: 'measured' | 'outcome' | 'alternative' | 'reason' | 'reflection'): boolean =>
    grounded.some((reading) => reading[sign]);
  return {
    deed: told(['own', 'team']) > 0,
    ownDeed: told(['own']) > 0,
    steps: told(['own', 'team', 'would']) >= stepsMin,
    concrete: readings.some((reading) => isConcrete(reading, profile)),
    measured: has('measured'),
    outcome: has('outcome'),
    alternative: has('alternative'),
    reason: has('reason'),
    reflection: has('reflection'),
    denial: readings.some((reading) => reading.denial),
  };
};

/** A result without a figure counts for the lenient judge only, and for the others together with a lesson. */
const hasResult = ({ measured, outcome }: Signs, profile: Profile): boolean =>
  measured || (profile.plainOutcomeLifts && outcome);

const isLifted = ({ measured, alternative, outcome, reflection, reason }: Signs, profile: Profile): boolean =>
  measured || alternative || (outcome && (reflection || (reason && profile.plainOutcomeLifts)));

const experienceLevel = (shown: Signs, profile: Profile): number => {
  const { alternative, reflection } = shown;
  if (!isLifted(shown, profile) || (profile.ownDeedForHigh && !shown.ownDeed)) return 3;
  const weighed = alternative || (reflection && !profile.alternativeForTop);
  return hasResult(shown, profile) && weighed ? 5 : 4;
};

/** Nothing has happened yet in a scenario: order of steps and reasons for them take the place of results. */
const scenarioLevel = (shown: Signs, profile: Profile): number => {
  const lived = shown.deed && shown.measured;
  if (!shown.alternative) return lived || (shown.reason && profile.plainOutcomeLifts) ? 4 : 3;
  const proven = lived || shown.reflection || (profile.plainOutcomeLifts && shown.outcome);
  return proven || (shown.reason && !profile.alternativeForTop) ? 5 : 4;
};

const depthLevel = (shown: Signs, profile: Profile): number => {
  const lived = shown.deed && shown.measured;
  if (!shown.alternative) return lived ? 4 : 3;
  const proven = lived || (shown.deed && (shown.reflection || (profile.plainOutcomeLifts && shown.outcome)));
  return proven ? 5 : 4;
};

const explains = (readings: readonly Reading[], profile: Profile): boolean =>
  readings.some((reading) => (reading.reason || reading.alternative) && isConcrete(reading, profile)) &&
  new Set(readings.flatMap((reading) => [...reading.anchors, ...reading.contents])).size >= 2 * profile.contentsMin;

const substanceMin = 2;

/** Below a told deed: 2 for talk of substance, 1 for an admission, nothing for mere phrases. */
const lowLevel = (shown: Signs, substance: number): number | null => {
  if ((substance >= substanceMin || shown.steps) && !shown.denial) return 2;
  return shown.denial ? 1 : null;
};

/** The level of one episode (a question with its follow-ups), by the form of its question. */
export const rateEpisode = ({ readings, substance }: OnTopic, form: QuestionForm, profile: Profile): Shown => {
  const shown = showing(readings, profile);
  if (form === 'scenario' && (shown.steps || shown.deed)) return { ...shown, level: scenarioLevel(shown, profile) };
  if (form === 'depth' && (shown.deed || explains(readings, profile)))
    return { ...shown, level: depthLevel(shown, profile) };
  if (form === 'experience' && shown.deed) return { ...shown, level: experienceLevel(shown, profile) };
  return { ...shown, level: lowLevel(shown, substance) };
};
