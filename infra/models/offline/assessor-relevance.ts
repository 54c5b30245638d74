// Which sentences of an answer are about a competency: shared words, its skills, and words of the same matter.
import type { Competency, Question } from '../../../domain/plan.ts';
import { recogniseSkills } from '../../../domain/skills/recognise-skills.ts';
import { areaOfSkill } from '../../../domain/skills/skill-table.ts';
import { stopWords } from '../../../domain/text/stop-words.ts';
import { stem } from '../../../domain/text/stem.ts';
import { tokenise } from '../../../domain/text/tokens.ts';
import { relatedWords } from './assessor-concepts.ts';
import type { Reading } from './assessor-sentences.ts';
import { rubricSet } from './assessor-vague.ts';

/** What an answer about a competency would talk of. */
export type Topic = { stems: Set<string>; related: Set<string>; skills: Set<string>; areas: Set<string> };

const contentWords = (text: string): string[] =>
  tokenise(text)
    .flatMap(({ word }) => [word, ...word.split(/[/-]/u)])
    .filter((word) => word.length > 1 && !stopWords.has(word) && !rubricSet.has(word));

export const topicOf = (competency: Competency, questions: readonly Question[]): Topic => {
  const text = [competency.name, competency.definition, ...questions.map((question) => question.text)].join('. ');
  const words = contentWords(text);
  const skills = new Set(recogniseSkills(`${competency.name}. ${competency.definition}`).map(({ skill }) => skill));
  const areas = new Set([...skills].map((skill) => areaOfSkill(skill)).filter((area) => area !== 'general'));
  return { stems: new Set(words.filter((word) => !rubricSet.has(stem(word))).map(stem)), related: relatedWords(words), skills, areas };
};

/** The words and skills by which a sentence touches the topic. */
const touches = (reading: Reading, topic: Topic): string[] => {
  const words = reading.words.filter((word) => !stopWords.has(word) && !rubricSet.has(word));
  const direct = words.filter((word) => topic.stems.has(stem(word)) || topic.related.has(word)).map(stem);
  const skills = [...reading.skills].filter((skill) => topic.skills.has(skill) || topic.areas.has(areaOfSkill(skill)));
  return [...direct, ...skills];
};

export const namesSkillOf = (reading: Reading, topic: Topic): boolean => [...reading.skills].some((skill) => topic.skills.has(skill));

const shortAnswerWords = 30;

/**
 * The readings of one answer that are about the topic: those that touch it and their neighbours within `reach`
 * sentences. Empty when the whole answer touches it too rarely to be about it.
 */
export const onTopic = (readings: readonly Reading[], topic: Topic, reach: number): Reading[] => {
  const hits = readings.map((reading) => touches(reading, topic));
  const distinct = new Set(hits.flat()).size;
  const words = readings.reduce((sum, reading) => sum + reading.words.length, 0);
  const needed = words <= shortAnswerWords ? 1 : 2;
  if (distinct < needed) return [];
  return readings.filter((_, index) => hits.slice(Math.max(0, index - reach), index + reach + 1).some((hit) => hit.length > 0));
};
