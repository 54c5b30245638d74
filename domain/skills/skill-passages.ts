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

const denies = ({ text }: Passage): boolean => denial.test(text) && !turning.test(text);

/** `§` stands for the skill: weighed and not taken, it is one that somebody heard of. */
const notTaken =
  /\b(?:considered|thought (?:about|of)|looked at|weighed|wanted) §.{0,60}\bbut\b|\b(?:set|put) § aside|\b(?:rather than|instead of|(?:decided|chose) against|rejected|ruled out|dropped|set aside) (?:using )?§|\bcho(?:se|sen|osing) .{1,60} over §/iu;

/** How far from a mention those words can stand. */
const aroundMax = 100;

/** A sentence with what every skill in it asks again. */
type Read = Passage & {
  denied: boolean;
  characters: readonly string[];
  mentions: SkillMention[];
  skills: ReadonlySet<string>;
};

const isNotTaken = ({ characters, start }: Read, mention: SkillMention): boolean => {
  const [from, to] = [mention.start - start, mention.end - start];
  const before = characters.slice(Math.max(0, from - aroundMax), from);
  return notTaken.test([...before, '§', ...characters.slice(to, to + aroundMax)].join(''));
};

const namesOther = ({ skills }: Read, skill: string): boolean => skills.size > (skills.has(skill) ? 1 : 0);

/** The sentences of an answer, each with the skills that it begins to name. */
const read = (answer: string, named: readonly SkillMention[]): Read[] => {
  let next = 0;
  return splitSentences(answer).map((sentence) => {
    const from = next;
    while ((named[next]?.start ?? sentence.end) < sentence.end) next += 1;
    const mentions = named.slice(from, next);
    const skills = new Set(mentions.map(({ skill }) => skill));
    return { ...sentence, denied: denies(sentence), characters: Array.from(sentence.text), mentions, skills };
  });
};

const reachOf = (skill: string, sentences: readonly Read[], at: number, own: Read): SkillPassage['reach'] => {
  let { start, end } = own;
  const before = sentences[at - 1];
  if (before !== undefined && pointsBack.test(own.text) && !namesOther(before, skill)) ({ start } = before);
  for (const next of sentences.slice(at + 1, at + 1 + sentencesMax)) {
    if (namesOther(next, skill) || next.denied || turnsAway.test(next.text)) break;
    ({ end } = next);
  }
  return { start, end };
};

/** Every skill named in an answer; a following sentence still speaks of it until another skill or occasion is named, at most two. */
export const skillPassages = (answer: string): SkillPassage[] => {
  const sentences = read(answer, recogniseSkills(answer));
  return sentences.flatMap((own, at) =>
    own.mentions.map((mention) => ({
      skill: mention.skill,
      mention,
      reach: own.denied || isNotTaken(own, mention) ? null : reachOf(mention.skill, sentences, at, own),
    })),
  );
};
