// Keeps the candidate's name and e-mail out of a plan, which outlives the candidate's data; the room puts the name back.
import { addressKey } from '../mail/address.ts';
import { everydayNames } from '../scoring/leak.ts';
import { recogniseSkills } from '../skills/recognise-skills.ts';
import { stopWords } from '../text/stop-words.ts';
import type { Competency, PlanDraft, Question } from './plan.ts';
import { normalised } from '../text/typed-text.ts';

export type NamedPerson = { name?: string | undefined; email?: string | undefined };

/** Stands for the name in what the candidate is told; filled in when it is shown. */
export const namePlaceholder = '{name}';
/** Stands for the name in what recruiters and judges read. */
const nobody = 'the candidate';
const partLettersMin = 3;

type Word = { folded: string; isCapital: boolean; startsSentence: boolean; start: number; end: number };

const fold = (text: string): string => normalised(text, 'NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
const foldedWords = (text: string): string[] => text.match(/[\p{L}\p{M}]+/gu)?.map(fold) ?? [];

/** What may stand between the end of a sentence and the first word of the next one. */
const openings = /(?<![\s"'“‘(¿¡[])[\s"'“‘(¿¡[]+$/u;

/** Whether a word after `gap`, which holds no letters, begins a sentence. */
const startsAfter = (gap: string, isFirst: boolean): boolean => {
  const opening = openings.exec(gap)?.[0] ?? '';
  const before = gap.slice(0, gap.length - opening.length);
  return opening.includes('\n') || (before === '' ? isFirst : /[.!?:…\n]["'”’)\]]?$/u.test(before));
};

const wordsOf = (text: string): Word[] => {
  let end = 0;
  return [...text.matchAll(/[\p{L}\p{M}]+/gu)].map(({ 0: word, index: start }) => {
    const startsSentence = startsAfter(text.slice(end, start), end === 0);
    end = start + word.length;
    return { folded: fold(word), isCapital: /^\p{Lu}/u.test(word), startsSentence, start, end };
  });
};

type NameRules = {
  parts: ReadonlySet<string>;
  whole: readonly string[];
  /** Words that mean something else here: the company, the position, a skill. */
  kept: ReadonlySet<string>;
};

const isEveryday = (word: string): boolean => everydayNames.has(word) || stopWords.has(word);

/** One part of a name alone: written as a name, and an everyday word only where a sentence would not capitalise it. */
const isNamePart = ({ folded, isCapital, startsSentence }: Word, { parts, kept }: NameRules): boolean =>
  parts.has(folded) &&
  isCapital &&
  folded.length >= partLettersMin &&
  !kept.has(folded) &&
  !(isEveryday(folded) && startsSentence);

/** Nothing but spaces, hyphens, points of initials and apostrophes lies between the words of one name. */
const areNeighbours = (text: string, one: Word, next: Word): boolean =>
  /^(?:[-'’]|\.?\s{1,3}|,\s)$/u.test(text.slice(one.end, next.start));

/** No name has more words; who repeats one without end is read in pieces. */
const runWordsMax = 40;

/** How many words from `index` on are parts of the name, one after the other. */
const runLength = (text: string, words: readonly Word[], index: number, { parts }: NameRules): number => {
  let length = 0;
  for (let at = index; at < Math.min(words.length, index + runWordsMax); at += 1) {
    const [word, before] = [words[at], words[at - 1]];
    if (word === undefined || !parts.has(word.folded)) break;
    if (length > 0 && (before === undefined || !areNeighbours(text, before, word))) break;
    length += 1;
  }
  return length;
};

/** Several parts together are a name when one is written as one and is no everyday word, or when it is the whole name. */
const isRunAName = (run: readonly Word[], { whole, kept }: NameRules): boolean => {
  if (run.length < 2 || new Set(run.map(({ folded }) => folded)).size < 2) return false;
  const isWhole = run.map(({ folded }) => folded).join(' ') === whole.join(' ');
  const isPlain = run.every(({ folded }) => isEveryday(folded) || kept.has(folded));
  return isPlain
    ? isWhole && run.every(({ isCapital }) => isCapital)
    : isWhole || run.some(({ isCapital }) => isCapital);
};

type Span = { start: number; end: number };

const nameSpans = (text: string, rules: NameRules): Span[] => {
  const words = wordsOf(text);
  const spans: Span[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const run = words.slice(index, index + runLength(text, words, index, rules));
    const [first] = run;
    if (first === undefined) continue;
    const isRun = isRunAName(run, rules);
    if (!isRun && !isNamePart(first, rules)) continue;
    const last = isRun ? (run.at(-1) ?? first) : first;
    spans.push({ start: first.start, end: last.end });
    index += isRun ? run.length - 1 : 0;
  }
  return spans;
};

const replaceSpans = (text: string, spans: readonly Span[], replacement: string): string => {
  let result = '';
  let from = 0;
  for (const { start, end } of spans) {
    result += text.slice(from, start) + replacement;
    from = end;
  }
  return result + text.slice(from);
};

/** Scripts without capitals write names without spaces, too: there only the whole name counts. */
const isCaseless = (name: string): boolean => /^[\p{Lo}\p{M}\s·・\u200C\u200D]+$/u.test(name) && name.length > 1;

const isSkill = (word: string): boolean => recogniseSkills(word).length > 0;

const rulesOf = (name: string, keep: readonly string[]): NameRules => {
  const whole = foldedWords(name);
  return {
    parts: new Set(whole),
    whole,
    kept: new Set([...keep.flatMap(foldedWords), ...whole.filter(isSkill)]),
  };
};

type Cleaner = (text: string, replacement: string) => string;

/**
 * Replaces a person's e-mail, whole name, and single parts of the name. A part alone counts when it has three letters and
 * is capitalised; an everyday word ("Will", "Grace") not at the start of a sentence; never a skill ("Ruby") or a word of
 * `keep`, which is readable elsewhere anyway. A lower-cased single part and parts of one or two letters stay.
 */
export const createNameCleaner = ({ name, email }: NamedPerson, keep: readonly string[]): Cleaner => {
  const address = normalised(email?.trim() ?? '');
  const known = normalised(name?.trim() ?? '');
  const rules = rulesOf(known, keep);
  return (text, replacement) => {
    let cleaned = normalised(text);
    for (const spelling of address.includes('@') ? [address, addressKey(address)] : [])
      cleaned = cleaned.replaceAll(new RegExp(RegExp.escape(spelling), 'giu'), () => replacement);
    if (isCaseless(known)) return cleaned.replaceAll(known, () => replacement);
    const spans = nameSpans(cleaned, rules);
    return spans.length === 0 ? cleaned : replaceSpans(cleaned, spans, replacement);
  };
};

const cleanCompetency = (competency: Competency, clean: (text: string) => string): Competency => ({
  ...competency,
  name: clean(competency.name),
  definition: clean(competency.definition),
  anchors: {
    '1': clean(competency.anchors['1']),
    '2': clean(competency.anchors['2']),
    '3': clean(competency.anchors['3']),
    '4': clean(competency.anchors['4']),
    '5': clean(competency.anchors['5']),
  },
  notScoreable: competency.notScoreable.map(clean),
});

const cleanQuestion = (question: Question, clean: (text: string) => string): Question => ({
  ...question,
  text: clean(question.text),
  probes: question.probes.map(clean),
});

/** The draft with `{name}` in what the candidate is told, and "the candidate" in the rubric. `keep`: company, position. */
export const withoutNames = (draft: PlanDraft, person: NamedPerson, keep: readonly string[]): PlanDraft => {
  const clean = createNameCleaner(person, keep);
  const told = (text: string): string => clean(text, namePlaceholder);
  const read = (text: string): string => clean(text, nobody);
  return {
    ...draft,
    competencies: draft.competencies.map((competency) => cleanCompetency(competency, read)),
    questions: draft.questions.map((question) => cleanQuestion(question, told)),
    greeting: told(draft.greeting),
    closing: told(draft.closing),
    skillsCoverage: Object.fromEntries(
      Object.entries(draft.skillsCoverage).map(([skill, covered]) => [read(skill), covered]),
    ),
    ...(draft.warnings && { warnings: draft.warnings.map((one) => ({ ...one, phrase: read(one.phrase) })) }),
  };
};
