// Which sentences of an answer are about a competency: shared words, its skills, and words of the same matter.
import type { Competency, Question } from '../../domain/plan/plan.ts';
import { questionsOf } from '../../domain/scoring/gate.ts';
import { recogniseSkills } from '../../domain/skills/recognise-skills.ts';
import { areaOfSkill } from '../../domain/skills/skill-table.ts';
import { stopWords } from '../../domain/text/stop-words.ts';
import { stem } from '../../domain/text/stem.ts';
import { tokenise } from '../../domain/text/tokens.ts';
import { privateLife, relatedStems, workLife } from './assessor-concepts.ts';
import { toolAreas, type Reading } from './assessor-sentences.ts';
import { verbForm } from './assessor-verbs.ts';
import { rubricSet, vagueSet, vagueStems } from './assessor-vague.ts';

/** What an answer about a competency would talk of. */
export type Topic = {
  /** Words of the competency and its questions. */
  stems: Set<string>;
  /** Words of its name and questions: to repeat them says nothing. */
  asked: Set<string>;
  /** Words of the same matter. */
  related: Set<string>;
  /** Words of the job at large: all questions of the plan and what is said at any work. */
  setting: Set<string>;
  skills: Set<string>;
  areas: Set<string>;
};

/** Words that may say something about a matter. */
export const contentWords = (text: string): string[] =>
  tokenise(text)
    .flatMap(({ word }) => (/[/-]/u.test(word) ? [word, ...word.split(/[/-]/u)] : [word]))
    .filter((word) => word.length > 1 && !stopWords.has(word) && !rubricSet.has(word) && !rubricSet.has(stem(word)));

/** Definitions may end with what a level expects in general: words that say nothing about the topic. */
export const withoutLevel = (definition: string): string => definition.replace(/\bAt this level:.*$/su, '');

export const topicOf = (competency: Competency, questions: readonly Question[]): Topic => {
  const own = [
    competency.name,
    withoutLevel(competency.definition),
    ...questionsOf(competency, questions).map((question) => question.text),
  ].join('. ');
  const words = contentWords(own);
  const all = contentWords(questions.map((question) => question.text).join('. '));
  const skills = new Set(
    recogniseSkills(`${competency.name}. ${withoutLevel(competency.definition)}`).map(({ skill }) => skill),
  );
  return {
    stems: new Set(words.map(stem)),
    asked: new Set(
      contentWords(
        [competency.name, ...questionsOf(competency, questions).map((question) => question.text)].join('. '),
      ).map(stem),
    ),
    related: relatedStems(words),
    setting: new Set([...relatedStems(all), ...[...all, ...workLife].map(stem)]),
    skills,
    areas: new Set([...skills].map(areaOfSkill).filter((area) => area !== 'general')),
  };
};

export type Touch = { own: Set<string>; related: Set<string>; setting: Set<string>; foreign: Set<string> };

/** How a sentence touches the topic: directly, by the same matter, by the job's setting, or by private life. */
export const touchOf = (reading: Reading, topic: Topic): Touch => {
  const words = reading.words.filter((word) => word.length > 1 && !stopWords.has(word));
  const stems = words.filter((word) => !rubricSet.has(word)).map(stem);
  // "Explained" says nothing about most matters, but much about communication: deeds count where they are of the matter.
  const deeds = words.filter((word) => rubricSet.has(word) && verbForm(word)?.vague === false).map(stem);
  const skills = [...reading.skills];
  return {
    own: new Set([
      ...stems.filter((one) => topic.stems.has(one)),
      ...skills.filter((skill) => topic.skills.has(skill)),
    ]),
    related: new Set([
      ...[...stems, ...deeds].filter((one) => topic.related.has(one) && !topic.stems.has(one)),
      ...skills.filter((skill) => topic.areas.has(areaOfSkill(skill))),
    ]),
    setting: new Set(stems.filter((one) => topic.setting.has(one))),
    foreign: new Set(
      stems.filter(
        (one) => privateLife.has(one) && !topic.stems.has(one) && !topic.related.has(one) && !topic.setting.has(one),
      ),
    ),
  };
};

/** Whether a sentence names a tool or method that the competency is about; "teamwork" is said everywhere and is none. */
export const namesSkillOf = (reading: Reading, topic: Topic): boolean =>
  [...reading.skills].some((skill) => topic.skills.has(skill) && toolAreas.has(areaOfSkill(skill)));

const joined = (touches: readonly Touch[], pick: (touch: Touch) => Set<string>): number =>
  new Set(touches.flatMap((touch) => [...pick(touch)])).size;

/** Own words weigh most, then words of the matter, then of the setting; private life pulls down. */
const weightOf = (touches: readonly Touch[]): number =>
  2 * joined(touches, ({ own }) => own) +
  joined(touches, ({ related }) => related) +
  joined(touches, ({ setting }) => setting) / 2 -
  2 * joined(touches, ({ foreign }) => foreign);

const weightMin = 1;

export type OnTopic = {
  readings: Reading[];
  /** Distinct words that say something on the matter, beyond those of the question. */
  substance: number;
};

const isSubstance = (one: string, topic: Topic): boolean =>
  !topic.asked.has(one) && !vagueStems.has(one) && !vagueSet.has(one) && !rubricSet.has(one);

const topicalOf = (touch: Touch, topic: Topic): Set<string> =>
  new Set([...touch.own, ...touch.related, ...touch.setting].filter((one) => isSubstance(one, topic)));

const tellingMin = 2;

/**
 * No word list knows every trade. Where the competency names no tool or method that could be missed, a concrete story
 * of own work without a word of private life is taken to answer its question.
 */
const couldBeTold = (readings: readonly Reading[], touches: readonly Touch[], topic: Topic): boolean =>
  ![...topic.areas].some((area) => toolAreas.has(area)) &&
  touches.every(({ foreign }) => foreign.size === 0) &&
  readings.filter(
    ({ deed, anchors, contents }) =>
      deed !== null && deed.kind !== 'would' && !deed.vague && anchors.size + contents.size > 1,
  ).length >= tellingMin;

/**
 * The readings of one answer that are about the topic; none when the answer as a whole is about something else. Where
 * private life is mixed in, only sentences within `reach` of one on the topic are kept.
 */
export const onTopic = (readings: readonly Reading[], topic: Topic, reach: number): OnTopic => {
  const touches = readings.map((reading) => touchOf(reading, topic));
  if (weightOf(touches) < weightMin && !couldBeTold(readings, touches, topic)) return { readings: [], substance: 0 };
  const mixed = touches.some(({ foreign }) => foreign.size > 0);
  const isNear = (touch: Touch): boolean =>
    touch.own.size + touch.related.size + touch.setting.size > touch.foreign.size;
  const isKept = (index: number): boolean =>
    !mixed || touches.slice(Math.max(0, index - reach), index + reach + 1).some(isNear);
  const enriched = readings.map((reading, index) => ({
    ...reading,
    topical: topicalOf(touches[index] ?? noTouch, topic),
  }));
  const substance = joined(
    touches,
    ({ own, related }) => new Set([...own, ...related].filter((one) => isSubstance(one, topic) && !/[A-Z]/u.test(one))),
  );
  return { readings: enriched.filter((_, index) => isKept(index)), substance };
};

const noTouch: Touch = { own: new Set(), related: new Set(), setting: new Set(), foreign: new Set() };
