// Reads a recruiter's wish for change. Wishes are data: orders to the system and protected matters are passed over.
import { findProtectedMatter } from '../../../domain/protected-matters/find-protected-matter.ts';
import { recogniseSkills } from '../../../domain/skills/recognise-skills.ts';
import { isAskable, isOrderToSystem, tidy } from './clean-text.ts';
import { joinList, midSentence } from './letter-case.ts';
import type { QuestionForm } from './level-wording.ts';
import { isForeign, topicOf } from './topic.ts';
import { isClause } from './wished-subject.ts';

export type WishKind = 'remove' | 'add' | 'time' | 'weight' | 'required' | 'rename' | 'quote' | 'about' | 'other';

export type Wish = {
  kind: WishKind;
  /** What the wish is about, as a noun phrase or gerund. */
  topic: string | null;
  /** Words to use as they are: a question, or a name. */
  literal: string | null;
  /** Harder is 1, easier -1. */
  levelStep: number;
  form: QuestionForm | null;
  /** Meant for the plan as a whole. */
  isForAll: boolean;
  /** The wish in full, for finding what it refers to. */
  text: string;
};

const removal = /\b(?:remove|delete|drop|leave out|skip|get rid of|take out|not needed|unnecessary|omit)\b/iu;
const addition =
  /\b(?:add|another question|additional|extra question|further question|one more|new question|more questions)\b/iu;
const harder =
  /\b(?:harder|more (?:difficult|challenging|demanding|advanced|senior|complex)|tougher|too easy|too simple|raise the bar|deeper|more depth|in more depth)\b/iu;
const easier =
  /\b(?:easier|simpler|simplify|less (?:difficult|challenging|demanding|complex)|too (?:hard|difficult|complex|advanced)|more junior|lower the bar)\b/iu;
const timing = /\b(?:minutes?|seconds?|time budget|(?:more|less) time|longer|shorter)\b/iu;
const weighting = /\b(?:weight\w*|more important|less important|(?:higher|lower) priority)\b/iu;
const wholePlan =
  /\b(?:all|every|everything|whole|entire|overall|the plan|the interview|(?:the|these|those) questions)\b/iu;
const requiring = /\b(?:required|mandatory|must[- ]have|optional|not required|nice[- ]to[- ]have)\b/iu;
const naming =
  /\b(?:rename(?: (?:it|this|the competency))?(?: to)?|call (?:it|this)|change the name to)\s*[:“"']?\s*(.+?)[”"']?\s*$/iu;

const forms: readonly (readonly [QuestionForm, RegExp])[] = [
  ['scenario', /\b(?:scenario|hypothetical|situational|case study|what[- ]if|role[- ]?play)\b/iu],
  [
    'experience',
    /\b(?:experience|behaviou?ral|real example|past (?:work|situation|example)|concrete example|star)\b/iu,
  ],
  ['depth', /\b(?:technical|in[- ]depth|deeper|knowledge|theor\w+|how and why)\b/iu],
];

const subject =
  /\b(?:about|on|regarding|around|concerning|cover(?:s|ing)?|emphasi[sz]e|include|including|mention|concentrate on|probe (?:for|into)|related to|relate to|relevant to|go(?:es)? into|dig into|deals? with|look at|instead of .+? (?:use|ask about)|with a question (?:about|on)|towards?)\s+(?:some |more |something (?:about|on) )?(.+?)(?:\s+(?:instead|please|too|as well|rather|thanks?))*$/iu;

/** Wishes that add a point of view and leave the subject as it is. */
const relating = /\b(?:related to|relate to|relevant to|with regard to)\b/iu;

const fillers =
  /\b(?:please|kindly|can|could|should|would|you|we|i|it|this|that|these|the|a|an|our|my|make|making|ask|asking|want|wants|need|needs|like|question|questions|competency|change|replace|reword|rephrase|rewrite|different|another|other|new|one|more|less|bit|much|very|too|be|is|are|to|for|with|and|so|better|clearer|clear|add|use|instead|q\d+|c\d+|number|first|second|third|fourth|fifth|last|just|only|also|not|do|does|give|put|get|longer|shorter|harder|easier|simpler|specific|concrete|general|revise|improve|update|adjust|version|wording|everything|all|every|each|whole|entire|plan|interview|overall|difficult|challenging|somewhat|slightly|something|different|unclear|know|how|what|why|who)\b/giu;

const clauseLengthMax = 90;

/** A clause keeps its words: "a supplier who delivers late" is not about any supplier. */
const topicFrom = (tidied: string): string | null =>
  isClause(tidied) && Array.from(tidied).length <= clauseLengthMax
    ? midSentence(tidied.replace(/[\s,;:.!?–-]+$/u, ''))
    : topicOf(tidied);

const askable = (text: string): string | null => {
  const tidied = tidy(text);
  if (!isAskable(tidied) || isForeign(tidied)) return null;
  const topic = topicFrom(tidied);
  return topic === null ||
    findProtectedMatter(`Tell me about ${topic}.`) !== null ||
    findProtectedMatter(topic) !== null
    ? null
    : topic;
};

/** The wish's own nouns: what follows "about", else the skills it names, else its words without the filler. */
const topicIn = (text: string): string | null => {
  const named = subject.exec(text)?.[1];
  if (named !== undefined) return askable(named.replaceAll(/\b(?:our|your)\b/giu, 'the'));
  const skills = [...new Set(recogniseSkills(text).map(({ skill }) => midSentence(skill)))];
  if (skills.length > 0) return askable(joinList(skills.slice(0, 3)));
  if (isForeign(text)) return null;
  const rest = tidy(text.replaceAll(fillers, ' '));
  return /\p{L}{4}/u.test(rest) ? askable(rest) : null;
};

const quoted = /[“"„«]([^”"«»]{10,900})[”"»]/u;
const dictated =
  /\b(?:ask|reword(?: it)? to|rephrase(?: it)? to|change(?: it)? to|replace(?: it)? with|use)\s*:\s*(.{10,900})$/isu;

/** A question that the recruiter dictates: in quotation marks or after "ask:", and ending as one. */
const literalQuestion = (text: string): string | null => {
  const found = (quoted.exec(text)?.[1] ?? dictated.exec(text)?.[1] ?? '')
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  const isQuestion =
    found.endsWith('?') ||
    /^(?:tell|describe|explain|walk|give|think|show|imagine|what|how|which|why|when|where|who)\b/iu.test(found);
  return isQuestion && isAskable(found) ? found : null;
};

/** The first that fits counts. */
const kinds: readonly (readonly [WishKind, (text: string) => boolean])[] = [
  ['remove', (text) => removal.test(text)],
  ['add', (text) => addition.test(text)],
  ['weight', (text) => weighting.test(text)],
  ['rename', (text) => naming.test(text)],
  ['required', (text) => requiring.test(text) && text.split(' ').length < 12],
  ['time', (text) => timing.test(text) && !subject.test(text)],
  ['about', (text) => subject.test(text) && !relating.test(text)],
];

const kindOf = (text: string, literal: string | null): WishKind => {
  if (literal !== null) return addition.test(text) ? 'add' : 'quote';
  return kinds.find(([, matches]) => matches(text))?.[0] ?? 'other';
};

const stepOf = (text: string): number => {
  if (harder.test(text)) return 1;
  return easier.test(text) ? -1 : 0;
};

/** "Make it harder" and "as a scenario" name no subject. */
const takesTopic = (kind: WishKind, text: string): boolean => {
  if (kind === 'about' || kind === 'add') return true;
  return kind === 'other' && stepOf(text) === 0 && !forms.some(([, pattern]) => pattern.test(text));
};

/** Nobody needs longer wishes; the bound keeps hostile texts cheap. */
const wishLengthMax = 2_000;

/** What a wish asks for; a wish that may not be followed still counts as one for a fresh wording. */
export const wishOf = (text: string): Wish => {
  const plain = text
    .slice(0, wishLengthMax)
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  if (!isFollowable(plain))
    return { kind: 'other', topic: null, literal: null, levelStep: 0, form: null, isForAll: false, text: '' };
  const question = literalQuestion(plain);
  const kind = kindOf(plain, question);
  return {
    kind,
    topic: takesTopic(kind, plain) ? topicIn(plain) : null,
    literal: kind === 'rename' ? tidy(naming.exec(plain)?.[1] ?? '').slice(0, 80) || null : question,
    levelStep: stepOf(plain),
    form: forms.find(([, pattern]) => pattern.test(plain))?.[0] ?? null,
    isForAll: wholePlan.test(plain) || (!subject.test(plain) && stepOf(plain) !== 0),
    text: plain,
  };
};

/** Whether a wish may be followed at all. */
export const isFollowable = (text: string): boolean => !isOrderToSystem(text) && findProtectedMatter(text) === null;

/** Free instructions, one wish per sentence or line; those that may not be followed are left out. */
export const wishesIn = (instructions: string): Wish[] =>
  instructions
    .split(/[\n\r]+|(?<=[.!;])\s+|(?<=\?)\s+(?![”"»])/u)
    .map((part) => part.trim())
    .filter((part) => /\p{L}{2}/u.test(part) && isFollowable(part))
    .slice(0, 10)
    .map(wishOf);
