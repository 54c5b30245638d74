// What an answer says of a skill beyond naming it: which sentences go on about it, which explain it, and whether it is denied.
import { splitSentences, type Passage } from '../text/sentences.ts';
import { smallWords } from '../text/small-words.ts';
import { tokenise } from '../text/tokens.ts';
import { recogniseSkills } from './recognise-skills.ts';
import type { SkillMention } from './skill.ts';

type Stretch = { start: number; end: number };

/**
 * A mention with the stretch of text that speaks of it, in code points; null where the speaker says "never" or "not that
 * one". `told` is the part of it that says more than that the skill was there; null where nothing does.
 */
export type SkillPassage = { skill: string; mention: SkillMention; reach: Stretch | null; told: Stretch | null };

const denial =
  /\b(?:never|no (?:real )?(?:experience|idea|knowledge)|not (?:yet |really )?(?:familiar|used|worked|touched)|(?:do|did|have|had|has)(?:n['’]t| not) (?:\w+ )?(?:know|use|used|work|worked|have|had|touch|touched|learn|learned|learnt|any))\b/iu;
const denialElsewhere =
  /\b(?:niemals|nie|keine? (?:Erfahrung|Ahnung|Kenntnisse)|(?:kenne|kannte|benutze|nutze|verwende|beherrsche) [^.]{0,40} nicht|nicht (?:gearbeitet|benutzt|verwendet|genutzt|vertraut|gelernt)|jamais|aucune? (?:expérience|connaissance)|(?:connais|utilise) pas|(?:ai|avons|avais) pas (?:utilisé|travaillé|touché|appris)|nunca|jamás|sin experiencia|no (?:tengo|tenía) (?:experiencia|conocimientos|idea)|no (?:conozco|conocía)|no (?:he|hemos) (?:usado|utilizado|trabajado|tocado))(?![\p{L}])/iu;
/** "I have never used X, but Y …": what follows is no denial. */
const turning = /\b(?:but|until|so|without|aber|sondern|bis|mais|jusqu|pero|sino|hasta)\b/iu;

const sentencesMax = 2;

const pointsBack =
  /^(?:(?:this|that|it|all (?:of )?(?:this|that)|these|those) (?:was|were|is|ran|runs|is all)|in (?:this|that) )\b/iu;

const turnsAway =
  /^(?:apart from (?:that|this|it)|besides|separately|outside (?:of )?work|on (?:another|a different)|(?:at|in|for) (?:another|my (?:next|other|second|previous)|a (?:different|later))|my hobb(?:y|ies)|privately)\b/iu;

const denies = ({ text }: Passage): boolean => (denial.test(text) || denialElsewhere.test(text)) && !turning.test(text);

/** `§` stands for the skill: weighed and not taken, it is one that somebody heard of. */
const notTaken =
  /\b(?:considered|thought (?:about|of)|looked at|weighed|wanted) §.{0,60}\bbut\b|\b(?:set|put) § aside|\b(?:rather than|instead of|(?:decided|chose) against|rejected|ruled out|dropped|set aside) (?:using )?§|\bcho(?:se|sen|osing) .{1,60} over §/iu;

/** How far from a mention those words can stand. */
const aroundMax = 100;

/** A sentence with what every skill in it asks again. */
type Read = Passage & {
  denied: boolean;
  explains: boolean;
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

/** Words with which a skill is named and nothing is told of it. */
const naming = new Set(
  `use used using uses work worked working works know known familiar experience experienced skill skills stack tool tools technology technologies year years
  job jobs last current previous including things project projects team company daily day good strong really well knowledge deep
  great love like excellent proficient expert expertise certified certificate course comfortable solid extensive broad hands-on favourite favorite thing best
  kenne kannte nutze nutzte nutzen benutze verwende arbeite gearbeitet erfahrung jahre jahren werkzeuge projekt firma gut kenntnisse gerne sicher
  connais utilise utilisé utilisais travaille travaillé expérience années outils projet entreprise bien connaissances maîtrise
  conozco uso usaba usé usado trabajo trabajé experiencia años herramientas proyecto empresa bien conocimientos domino`.split(
    /\s+/u,
  ),
);

const isSmall = (word: string): boolean => Object.values(smallWords).some((words) => words.has(word));

/** Words that tell something; each skill of a list needs as many again. */
const tellingWords = 2;
const listFrom = 3;

/** Whether a sentence says what was done with the skills in it, and is not only a list of them. */
const tellsOf = ({ text, start }: Passage, mentions: readonly SkillMention[], skillCount: number): boolean => {
  const rest = Array.from(text);
  for (const mention of mentions) rest.fill(' ', mention.start - start, mention.end - start);
  const own = tokenise(rest.join('')).filter(({ word }) => !isSmall(word) && !naming.has(word));
  const needed = tellingWords * (skillCount < listFrom ? 1 : skillCount);
  return new Set(own.map(({ word }) => word)).size >= needed;
};

/** The sentences of an answer, each with the skills that it begins to name. */
const read = (answer: string, named: readonly SkillMention[]): Read[] => {
  let next = 0;
  return splitSentences(answer).map((sentence) => {
    const from = next;
    while ((named[next]?.start ?? sentence.end) < sentence.end) next += 1;
    const mentions = named.slice(from, next);
    const skills = new Set(mentions.map(({ skill }) => skill));
    const explains = mentions.length > 0 && tellsOf(sentence, mentions, skills.size);
    return { ...sentence, denied: denies(sentence), explains, characters: Array.from(sentence.text), mentions, skills };
  });
};

/** A list that tells nothing leaves open which of its skills the next sentences are about. */
const toldOf = (own: Read, reach: Stretch): Stretch | null => {
  if (own.explains) return reach;
  return own.skills.size === 1 && reach.end > own.end ? { start: own.end, end: reach.end } : null;
};

const reachOf = (skill: string, sentences: readonly Read[], at: number, own: Read): Stretch => {
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
    own.mentions.map((mention) => {
      const { skill } = mention;
      const reach = own.denied || isNotTaken(own, mention) ? null : reachOf(skill, sentences, at, own);
      return { skill, mention, reach, told: reach && toldOf(own, reach) };
    }),
  );
};
