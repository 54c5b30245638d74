// What an answer says of a skill beyond naming it: which sentences go on about it, and whether it is denied.
import { splitSentences, type Passage } from '../text/sentences.ts';
import { recogniseSkills } from './recognise-skills.ts';
import type { SkillMention } from './skill.ts';

/** A mention with the stretch of text that speaks of it, in code points; null where the speaker says "never" or "not that one". */
export type SkillPassage = { skill: string; mention: SkillMention; reach: { start: number; end: number } | null };

const denial =
  /\b(?:never|no (?:real )?(?:experience|idea|knowledge)|not (?:yet |really )?(?:familiar|used|worked|touched)|(?:do|did|have|had|has)(?:n['’]t| not) (?:\w+ )?(?:know|use|used|work|worked|have|had|touch|touched|learn|learned|learnt|any))\b/iu;
/** "I have never used X, but Y …": what follows is no denial. */
const turning = /\b(?:but|until|so|without)\b/iu;

const sentencesMax = 2;

const pointsBack =
  /^(?:(?:this|that|it|all (?:of )?(?:this|that)|these|those) (?:was|were|is|ran|runs|is all)|in (?:this|that) )\b/iu;

const turnsAway =
  /^(?:apart from (?:that|this|it)|besides|separately|outside (?:of )?work|on (?:another|a different)|(?:at|in|for) (?:another|my (?:next|other|second|previous)|a (?:different|later))|my hobb(?:y|ies)|privately)\b/iu;

const namesOther = (sentence: Passage, skill: string, named: readonly SkillMention[]): boolean =>
  named.some((other) => other.skill !== skill && other.start >= sentence.start && other.start < sentence.end);

const denies = ({ text }: Passage): boolean => denial.test(text) && !turning.test(text);

/** `§` stands for the skill: weighed and not taken, it is one that somebody heard of. */
const notTaken =
  /\b(?:considered|thought (?:about|of)|looked at|weighed|wanted) §.{0,60}\bbut\b|\b(?:set|put) § aside|\b(?:rather than|instead of|(?:decided|chose) against|rejected|ruled out|dropped|set aside) (?:using )?§|\bcho(?:se|sen|osing) .{1,60} over §/iu;

const isNotTaken = ({ text, start }: Passage, mention: SkillMention): boolean => {
  const characters = Array.from(text);
  return notTaken.test(characters.toSpliced(mention.start - start, mention.end - mention.start, '§').join(''));
};

const passageOf = (
  mention: SkillMention,
  sentences: readonly Passage[],
  named: readonly SkillMention[],
): SkillPassage => {
  const at = sentences.findIndex(({ start, end }) => start <= mention.start && mention.start < end);
  const own = sentences[at];
  if (own === undefined) return { skill: mention.skill, mention, reach: mention };
  if (denies(own) || isNotTaken(own, mention)) return { skill: mention.skill, mention, reach: null };
  let { start, end } = own;
  const before = sentences[at - 1];
  if (before !== undefined && pointsBack.test(own.text) && !namesOther(before, mention.skill, named))
    ({ start } = before);
  for (const next of sentences.slice(at + 1, at + 1 + sentencesMax)) {
    if (namesOther(next, mention.skill, named) || denies(next) || turnsAway.test(next.text)) break;
    ({ end } = next);
  }
  return { skill: mention.skill, mention, reach: { start, end } };
};

/** Every skill named in an answer; a following sentence still speaks of it until another skill or occasion is named, at most two. */
export const skillPassages = (answer: string): SkillPassage[] => {
  const named = recogniseSkills(answer);
  const sentences = splitSentences(answer);
  return named.map((mention) => passageOf(mention, sentences, named));
};
