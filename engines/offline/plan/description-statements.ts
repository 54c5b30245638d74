// Finds the sentences of a job description that say what the work demands, and leaves the advertising out.
import { recogniseSkills } from '../../../domain/skills/recognise-skills.ts';
import { areaOf } from './area-of.ts';
import { isAskable, tidy } from './clean-text.ts';
import { splitTasks, startsWithVerb } from './verb-phrases.ts';

const statementsMax = 8;
const longSentence = 70;
/** Nobody writes longer requirements; bounds keep hostile texts cheap. */
const sentenceLengthMax = 300;
const sentencesMax = 150;

/** "You will own the funnel: plan …" names its tasks after the colon; "Nice to have: …" must stay whole. */
const withoutLeadIn = (line: string): string[] => {
  const [head = '', ...rest] = line.split(/:\s+/u);
  return head.trim().split(/\s+/).length < 4 || rest.length === 0 ? [line] : [head, rest.join(': ')];
};

const advertising =
  /\b(?:we offer|benefits?|salary|pay|wage|bonus scheme|competitive|pension|holidays?|vacation|paid leave|equal opportunit\w*|diversity|about us|our (?:company|mission|values|story)|founded|apply|send (?:us )?your|cv|resume|perks|location|hybrid|remote|per (?:hour|week|month|year)|contract type|who we are|join us|free|parking|discount|award|great place|insurance plan|we are (?:a|an|the)|we[’']re (?:a|an|the))\b/iu;
const search =
  /^(?:we(?:['’]re| are) (?:looking|searching|hiring)|we (?:seek|need|want)|looking for|join|you(?:['’]re| are) (?!responsible|able|experienced|skilled|expected))\b(?!.*\b(?:who|with|to|that|able)\b)|\bexperience (?:is )?(?:not|welcome|no)\b/iu;
const demands =
  /\b(?:experience|knowledge|understanding|ability|able to|skills?|proficien\w*|familiar\w*|must|required?|responsib\w*|you will|you[’']ll|expertise|track record|qualif\w*|competen\w*|duties|tasks|who (?:can|will|has|have|is|are|knows?))\b/iu;

const sentencesOf = (description: string): string[] =>
  description
    .normalize('NFC')
    .split(/[\n\r\u2028]+|[•·▪◦‣]|(?<=[.!?;])\s+|\s[-–*]\s+(?=\p{Lu})/u)
    .filter((line) => !/:\s*$/.test(line))
    .slice(0, sentencesMax)
    .map((line) => line.slice(0, sentenceLengthMax))
    .flatMap(withoutLeadIn)
    .map(tidy)
    .flatMap((line) => (line.length > longSentence ? splitTasks(line) : line))
    .filter((line) => line.length >= 3);

const scoreOf = (sentence: string): number => {
  if (advertising.test(sentence) || search.test(sentence)) return -1;
  const skills = recogniseSkills(sentence).length;
  const isWork = startsWithVerb(sentence) || areaOf(sentence) !== null;
  return Math.min(skills, 3) * 2 + (demands.test(sentence) ? 2 : 0) + (isWork ? 1 : 0);
};

/** At most eight askable statements in the order of the text, those with the most substance. */
export const statementsOfDescription = (description: string): string[] => {
  const scored = sentencesOf(description)
    .filter(isAskable)
    .map((sentence, index) => ({ sentence, index, score: scoreOf(sentence) }))
    .filter(({ score }) => score >= 0);
  const substantial = scored.filter(({ score }) => score > 0);
  return (substantial.length > 0 ? substantial : scored.filter(({ sentence }) => sentence.split(' ').length >= 3))
    .toSorted((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, statementsMax)
    .toSorted((a, b) => a.index - b.index)
    .map(({ sentence }) => sentence);
};
