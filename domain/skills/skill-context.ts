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

/** How far a sentence is read on each side: who writes longer ones says nothing of this skill there. */
const reachMax = 240;

type Sentence = { text: string; start: number; end: number };

const sentenceAround = (text: string, { start, end }: Candidate): Sentence => {
  const [first, last] = [Math.max(0, start - reachMax), Math.min(text.length, end + reachMax)];
  const before = text.slice(first, start);
  const opened = Math.max(...['. ', '! ', '? ', '\n'].map((mark) => before.lastIndexOf(mark) + 1));
  const cut = opened > 0 || first === 0 ? opened : before.search(/\s/u) + 1;
  const closed = text.slice(end, last).search(/[.!?](?:\s|$)|\n/u);
  const to = closed === -1 ? last : end + closed;
  return { text: text.slice(first + cut, to), start: first + cut, end: to };
};

/** The sentence with blanks instead of what stands between the ends of each mention. */
const blanked = ({ text, start, end }: Sentence, mentions: readonly Candidate[]): string => {
  const parts: string[] = [];
  let done = 0;
  for (const mention of mentions) {
    const [from, to] = [Math.max(mention.start, start) - start, Math.min(mention.end, end) - start];
    parts.push(text.slice(done, from), ' '.repeat(to - from));
    done = to;
  }
  return parts.join('') + text.slice(done);
};

/** "Billing", "5 years of experience in billing", "Xero, billing and Excel": nothing but names of skills. */
const isBareList = (rest: string): boolean =>
  (rest.toLowerCase().match(/[\p{L}-]{2,}|\p{L}/gu) ?? []).every((word) => weak.has(word));

/** What was found in the sentence of `found[at]`, itself included; a part of a mention counts. */
const foundIn = ({ start, end }: Sentence, found: readonly Candidate[], at: number): Candidate[] => {
  let [first, last] = [at, at + 1];
  while ((found[first - 1]?.end ?? 0) > start) first -= 1;
  while ((found[last]?.start ?? end) < end) last += 1;
  return found.slice(first, last);
};

const hasKin = (candidate: Candidate, others: readonly Candidate[], { start, end }: Sentence): boolean => {
  const area = areaOfSkill(candidate.skill);
  return others.some(
    (other) =>
      other !== candidate &&
      other.start >= start &&
      other.end <= end &&
      !ambiguities.has(other.spelling.toLowerCase()) &&
      areaOfSkill(other.skill) === area,
  );
};

/** Whether `found[at]` is meant as a skill, given everything else that was found in `text`, in its order. */
export const isMeant = (text: string, found: readonly Candidate[], at: number): boolean => {
  const candidate = found[at];
  const ambiguity = candidate && ambiguities.get(candidate.spelling.toLowerCase());
  if (candidate === undefined || ambiguity === undefined) return true;
  if (ambiguity.never !== undefined) {
    const from = Math.max(0, candidate.start - 24);
    if (ambiguity.never.test(text.slice(from, candidate.end + 24))) return false;
  }
  const needs = needsOf(ambiguity, areaOfSkill(candidate.skill));
  if (needs === null) return true;
  const sentence = sentenceAround(text, candidate);
  const around = foundIn(sentence, found, at);
  return (
    needs.test(blanked(sentence, [candidate])) ||
    hasKin(candidate, around, sentence) ||
    isBareList(blanked(sentence, around))
  );
};
