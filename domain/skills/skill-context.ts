// Decides whether an everyday word means a skill where it stands, from the rest of its sentence.
import { ambiguities, needsOf } from './ambiguous-spellings.ts';
import { areaOfSkill } from './skill-table.ts';

/** A place where a spelling stands; positions in UTF-16 units. */
export type Candidate = { skill: string; spelling: string; start: number; end: number };

/** What requirements say around a skill without saying anything about it. */
const weak = new Set(
  `a an the and or of in with for at on to as our your we i you they he she it is are was were have has had been be by here there knowledge know knows
  experience experienced experiences skill skills skilled proficient proficiency expertise expert strong solid good great excellent basic advanced deep working work worked works
  use used uses using years year familiar familiarity understanding hands-on practical background proven must should need needs required plus
  bonus nice preferred including e.g etc like both also some very least minimum ability able techniques processes process management other`.split(
    /\s+/u,
  ),
);

type Sentence = { text: string; start: number };

const sentenceAround = (text: string, { start, end }: Candidate): Sentence => {
  const before = text.slice(0, start);
  const from = Math.max(...['. ', '! ', '? ', '\n'].map((mark) => before.lastIndexOf(mark) + 1));
  const rest = text.slice(end).search(/[.!?](?:\s|$)|\n/u);
  return { text: text.slice(from, rest === -1 ? text.length : end + rest), start: from };
};

const blanked = ({ text, start }: Sentence, mentions: readonly Candidate[]): string => {
  let rest = text;
  for (const mention of mentions) {
    const [from, to] = [mention.start - start, mention.end - start];
    if (from >= 0 && to <= rest.length) rest = rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to);
  }
  return rest;
};

/** "Billing", "5 years of experience in billing", "Xero, billing and Excel": nothing but names of skills. */
const isBareList = (rest: string): boolean =>
  (rest.toLowerCase().match(/[\p{L}-]{2,}|\p{L}/gu) ?? []).every((word) => weak.has(word));

const hasKin = (candidate: Candidate, others: readonly Candidate[], { text, start }: Sentence): boolean => {
  const area = areaOfSkill(candidate.skill);
  return others.some(
    (other) =>
      other.start >= start &&
      other.end <= start + text.length &&
      !ambiguities.has(other.spelling.toLowerCase()) &&
      areaOfSkill(other.skill) === area,
  );
};

/** Whether `candidate` is meant as a skill, given everything else that was found in `text`. */
export const isMeant = (text: string, candidate: Candidate, found: readonly Candidate[]): boolean => {
  const ambiguity = ambiguities.get(candidate.spelling.toLowerCase());
  if (ambiguity === undefined) return true;
  const sentence = sentenceAround(text, candidate);
  if (ambiguity.never !== undefined) {
    const from = Math.max(0, candidate.start - 24);
    if (ambiguity.never.test(text.slice(from, candidate.end + 24))) return false;
  }
  const needs = needsOf(ambiguity, areaOfSkill(candidate.skill));
  if (needs === null) return true;
  const others = found.filter((other) => other !== candidate);
  const rest = blanked(sentence, [candidate]);
  return needs.test(rest) || hasKin(candidate, others, sentence) || isBareList(blanked(sentence, found));
};
