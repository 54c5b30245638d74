// Tells an answer to another question from one to this: what it names instead of the competency's own matter.
import type { Competency, Question } from '../../domain/plan/plan.ts';
import { questionsOf } from '../../domain/scoring/gate.ts';
import { recogniseSkills } from '../../domain/skills/recognise-skills.ts';
import { areaOfSkill } from '../../domain/skills/skill-table.ts';
import { stem } from '../../domain/text/stem.ts';
import { contentWords, touchOf, withoutLevel, type Topic } from './assessor-relevance.ts';
import { toolAreas, type Reading } from './assessor-sentences.ts';
import { templateStems } from './assessor-templates.ts';
import { vagueStems } from './assessor-vague.ts';

/** What sets a competency apart from the others of its plan. */
export type Distinction = {
  /** Words that only its name and questions hold. */
  own: Set<string>;
  /** Words that only the questions of each other competency hold. */
  rivals: readonly Set<string>[];
  skills: Set<string>;
  /** Whether it is about tools or methods that an answer could name. */
  namesTools: boolean;
};

const stemsOf = (text: string): string[] => contentWords(text).map(stem);

const distinctive = (stems: readonly string[]): string[] =>
  stems.filter((one) => !templateStems.has(one) && !vagueStems.has(one));

const isTool = (skill: string): boolean => toolAreas.has(areaOfSkill(skill));

export const distinctionOf = (competency: Competency, questions: readonly Question[]): Distinction => {
  const bound = questionsOf(competency, questions);
  const mine = new Set([
    ...stemsOf(competency.name),
    ...distinctive([withoutLevel(competency.definition), ...bound.map(({ text }) => text)].flatMap(stemsOf)),
  ]);
  const rivals = questions
    .filter((question) => !bound.includes(question))
    .map(({ text }) => new Set(distinctive(stemsOf(text)).filter((one) => !mine.has(one))));
  const skills = new Set(
    recogniseSkills(
      [competency.name, withoutLevel(competency.definition), ...bound.map(({ text }) => text)].join('. '),
    ).map(({ skill }) => skill),
  );
  return { own: mine, rivals, skills, namesTools: [...skills].some(isTool) };
};

const skillWeight = 3;
const rivalMin = 3;
const ownMin = 2;
const relatedMin = 3;

const shared = (words: ReadonlySet<string>, wanted: ReadonlySet<string>): number =>
  [...wanted].filter((one) => words.has(one)).length;

/**
 * Whether an answer plainly speaks about another matter and in no clear way about this one. It takes a tool of another
 * kind of work or the words of another question to say so; an answer that names neither gets the benefit of the doubt.
 */
export const speaksElsewhere = (readings: readonly Reading[], topic: Topic, distinction: Distinction): boolean => {
  // "I have never done that" answers its question, whatever else it names.
  if (readings.some(({ denial }) => denial)) return false;
  const stems = new Set(readings.flatMap((reading) => [...reading.stems]));
  const skills = new Set(readings.flatMap((reading) => [...reading.skills]));
  if ([...skills].some((skill) => distinction.skills.has(skill) && (isTool(skill) || !distinction.namesTools)))
    return false;
  const foreign = [...skills].filter((skill) => isTool(skill) && !topic.areas.has(areaOfSkill(skill))).length;
  const rival = Math.max(0, ...distinction.rivals.map((words) => shared(stems, words)));
  if (foreign * skillWeight + rival < rivalMin) return false;
  const own = shared(stems, distinction.own);
  const related = new Set(readings.flatMap((reading) => [...touchOf(reading, topic).related])).size;
  if (rival === 0) return own === 0 && related < relatedMin - 1;
  return distinction.namesTools ? own < ownMin : own === 0 && related < relatedMin;
};
