// Tells whether words bear on a competency: by the words and skills of its name, its definition and its questions.
import type { Competency, Question } from '../../domain/plan/plan.ts';
import { recogniseSkills } from '../../domain/skills/recognise-skills.ts';
import { stem } from '../../domain/text/stem.ts';
import { stopWords } from '../../domain/text/stop-words.ts';
import { tokenise } from '../../domain/text/tokens.ts';
import { subjectOf } from './frames.ts';

/** Words of requirements and questions that say nothing about what is required. */
const generic = new Set(
  `work works worked working job jobs time times year years experience experienced skill skills ability able strong good great excellent proven solid
  knowledge know understanding demonstrated familiar familiarity require required must nice plus preferred level use used using tell example examples
  question answer thing things way day days case situation matter matters kind part own month months least minimum including etc new make made take
  need want give find look position role candidate did happened happen handle handled react general talk long area interesting topic lot think thinking
  seriously important well different concrete describe see left leave back change speak keep come help start try ask bring put
  turn call service services system systems team company project process`
    .split(/\s+/u)
    .map(stem),
);

export const termsIn = (text: string): Set<string> =>
  new Set(
    tokenise(text)
      .filter(({ word }) => word.length > 2 && !stopWords.has(word))
      .flatMap(({ word }) => [word, ...word.split(/[-/]/u)])
      .map(stem)
      .filter((term) => term.length > 1 && !generic.has(term)),
  );

/** Whatever the case: a skill that only its capitals tell from an everyday word is left to `shortNames`. */
const skillsIn = (text: string): Set<string> => new Set(recogniseSkills(text.toLowerCase()).map(({ skill }) => skill));

/** "Go", "R", "QA": they count only where a name would stand. */
const shortNames = (name: string): Set<string> =>
  new Set(tokenise(name).flatMap(({ word, raw }) => (/^\p{Lu}\p{L}?$/u.test(raw) ? [word] : [])));
const nameStands = /\b(?:in|with|using|use|used|know|learned) (\p{L}{1,2})(?![\p{L}\p{N}])/gu;

export type Topic = {
  /** What words say of the competency: each term once, however often it is said. */
  find(words: string): Set<string>;
  /** Whether what an answer holds is enough to speak of it, given what its sentences with deeds hold. */
  isEnough(found: ReadonlySet<string>, inDeeds: ReadonlySet<string>): boolean;
};

const fewTerms = 3;
const enough = 2;

const quoted = (text: string): string => /“([^“”]+)”/u.exec(text)?.[1] ?? text;

/** One word of a short name is enough, or of any name in a sentence with a deed; else two words, or a named skill. */
export const topicOf = ({ name, definition }: Competency, questions: readonly Question[]): Topic => {
  const nameTerms = termsIn(name);
  const all = termsIn([name, subjectOf(definition), ...questions.map(({ text }) => quoted(text))].join(' '));
  const skills = skillsIn(`${name}. ${subjectOf(definition)}`);
  const short = shortNames(name);
  const isStrong = (found: string): boolean =>
    found.startsWith('skill ') || (nameTerms.size <= fewTerms && nameTerms.has(found));
  return {
    find: (words) =>
      new Set([
        ...[...termsIn(words)].filter((term) => all.has(term)),
        ...[...(skills.size === 0 ? [] : skillsIn(words))]
          .filter((skill) => skills.has(skill))
          .map((skill) => `skill ${skill}`),
        ...(words.matchAll(nameStands).some(([, word = '']) => short.has(word) && !stopWords.has(word))
          ? ['skill short']
          : []),
      ]),
    isEnough: (found, inDeeds) =>
      [...found].reduce((sum, one) => sum + (isStrong(one) ? enough : 1), 0) >= enough ||
      [...inDeeds].some((one) => nameTerms.has(one)),
  };
};
