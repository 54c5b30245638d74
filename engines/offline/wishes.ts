// Reads a recruiter's wish for change as plain commands; what is not one of them is not understood, and nothing is guessed.
import type { Competency, PlanDraft } from '../../domain/plan/plan.ts';
import type { Level } from '../../domain/request/request.ts';
import { add, onCompetency, onQuestion, place, remove, removeCompetency, type Place } from './changes.ts';
import { isOrder } from './orders.ts';
import { typedAs } from '../../domain/text/typed-text.ts';

/** Gives the changed plan, or null where it cannot be changed like that (any more). */
export type Change = (plan: PlanDraft, level: Level) => PlanDraft | null;

/** What a wish without a subject of its own is about. */
export type Subject = { questionId?: string | null; competencyId?: string | null };

/** Shown to whoever asks for something else. */
export const possibleWishes: readonly string[] = [
  'Remove a question: Remove question 3.',
  'Reorder questions: Move question 4 to the start. Move q2 after q5.',
  'Reword a question by giving its text: Reword question 2 to: "How do you test a migration?"',
  'Change the weight of a competency: Set the weight of c1 to 40.',
  'Add a question by giving its text: Add a question to c2: "How do you test a migration?"',
];

/** "q2", "question 2", "2", "the last question"; null where a number could mean two of them. */
const questionOf = (words: string, { questions }: PlanDraft): string | null => {
  const text = words.trim().toLowerCase();
  const byId = questions.find(({ id }) => id.toLowerCase() === text.replace(/^(?:the )?question /u, ''));
  if (byId !== undefined) return byId.id;
  if (/^(?:the )?(?:first|last) question$/u.test(text))
    return questions.at(text.includes('first') ? 0 : -1)?.id ?? null;
  const number = Number(/^(?:(?:the )?question |q ?|no\.? ?|number |#)?(\d{1,2})$/u.exec(text)?.[1] ?? 0);
  const meant = new Set(questions.filter(({ id }, index) => index === number - 1 || id === `q${number}`));
  return meant.size === 1 ? ([...meant][0]?.id ?? null) : null;
};

const plain = (text: string): string => text.trim().toLowerCase().replaceAll(/\s+/gu, ' ');

const competencyOf = (words: string, { competencies }: PlanDraft): string | null => {
  const wanted = plain(words.replaceAll(/^["“„«]|["”“»]$/gu, ''));
  const found = competencies.find(({ id, name }: Competency) => plain(id) === wanted || plain(name) === wanted);
  return found?.id ?? null;
};

const questionsOf = (words: string, plan: PlanDraft): string[] | null => {
  const ids = words
    .replace(/^(?:the )?questions /iu, '')
    .replaceAll(/\s+/gu, ' ')
    .split(/ ?, ?(?:and )?| and /u)
    .map((part) => questionOf(part, plan));
  return ids.every((id) => id !== null) ? ids : null;
};

const asOne = (words: string): string => typedAs('line', words);

/** Words that were given to be used as they are: between quotation marks, else everything after the colon. */
const given = (words: string): string | null => {
  const text = asOne(words);
  const quoted = /^["“„«]([^"“”„«»]+)["”“»][.!]?$/u.exec(text)?.[1];
  const found = asOne(quoted ?? (/^["“„«]/u.test(text) ? '' : text));
  return found === '' || isOrder(found) ? null : found;
};

const isIt = /^(?:it|this|this one|this question|the question)$/iu;
const isOwn = /^(?:it|this|this one|this question|the question|(?:this|the) competency)$/iu;

type Reader = { pattern: RegExp; read: (found: string[], plan: PlanDraft, subject: Subject) => Change | null };

const subjectQuestion = (words: string, plan: PlanDraft, { questionId = null }: Subject): string | null =>
  isIt.test(words) ? questionId : questionOf(words, plan);

const removal: Reader = {
  pattern: /^(?:remove|delete|drop|leave out|omit)(?: (.+))?$/iu,
  read: ([, what = 'it'], plan, subject) => {
    const own = subjectQuestion(what, plan, subject);
    const ids = own === null ? questionsOf(what, plan) : [own];
    if (ids !== null) return (current) => remove(current, ids);
    const id = isOwn.test(what)
      ? subject.competencyId
      : competencyOf(what.replace(/^(?:the )?competency /iu, ''), plan);
    return id === undefined || id === null ? null : (current) => removeCompetency(current, id);
  },
};

const placeOf = (words: string, plan: PlanDraft): Place | null => {
  if (/^(?:first|to the (?:start|beginning|top))$/iu.test(words)) return 'start';
  if (/^(?:last|to the (?:end|bottom))$/iu.test(words)) return 'end';
  const [, side = '', words2 = ''] = /^(before|after) (.+)$/iu.exec(words) ?? [];
  const other = questionOf(words2, plan);
  return other === null ? null : { side: side.toLowerCase() === 'before' ? 'before' : 'after', other };
};

const placing: Reader = {
  pattern:
    /^(?:move|put|ask)(?: (.+?))? (first|last|to the (?:start|beginning|top|end|bottom)|(?:before|after) .+)$/isu,
  read: ([, what = 'it', where = ''], plan, subject) => {
    const [id, at] = [subjectQuestion(what, plan, subject), placeOf(where, plan)];
    return id === null || at === null ? null : (current) => place(current, id, at);
  },
};

const rewording: Reader = {
  pattern:
    /^(?:(?:reword|rephrase|rewrite|change|replace|ask)(?: ([^:"“„«]+?))??(?: (?:to|with|by|as))?(?::| (?=["“„«]))|(?=["“„«]))(.+)$/isu,
  read: ([, what = 'it', words = ''], plan, subject) => {
    const [id, text] = [subjectQuestion(what, plan, subject), given(words)];
    return id === null || text === null ? null : (current) => onQuestion(current, id, { text });
  },
};

const weighing: Reader = {
  pattern: /^(?:(?:set|change) )?(?:the |its )?weight(?: of (?:competency )?(.+?))?(?: to|:| =)? (\d{1,3})$/iu,
  read: ([, what, figure], plan, { competencyId = null }) => {
    const id = what === undefined ? competencyId : competencyOf(what, plan);
    return id === null ? null : (current) => onCompetency(current, id, { weight: Number(figure) });
  },
};

const adding: Reader = {
  pattern:
    /^(?:add|ask also|also ask)(?: (?:a|another|one more|this|the)(?: new)? question)?(?: (?:to|for|on|about) (?:competency )?([^:]+?))?(?::| (?=["“„«]))(.+)$/isu,
  read: ([, what, words = ''], plan, { competencyId = null }) => {
    const [text, id] = [given(words), what === undefined ? competencyId : competencyOf(what, plan)];
    if (text === null || (what !== undefined && id === null)) return null;
    return (current, level) => add(current, { id, text }, level);
  },
};

const readers: readonly Reader[] = [adding, placing, removal, weighing, rewording];

const changeOf = (words: string, plan: PlanDraft, subject: Subject): Change | null => {
  const text = words.trim().replace(/^please,? /iu, '');
  const bare = text.replace(/,? please(?=[\s.!;]*$)/iu, '').replace(/[.!;]{1,9}\s{0,9}$/u, '');
  for (const reader of readers) {
    // A dictated text keeps the mark at its end.
    const found = reader.pattern.exec(reader === rewording || reader === adding ? text : bare);
    const change = found && reader.read([...found], plan, subject);
    if (change !== null) return change;
  }
  return null;
};

/** Cuts after full stops and semicolons that stand outside quotation marks. */
const sentencesIn = (line: string): string[] =>
  (line.match(/(?:["“„«][^"“”„«»]*["”“»]|[^"“„«.;!]|[.;!](?!\s|$)|["“„«])+[.;!]*/gu) ?? []).filter(
    (one) => one.trim() !== '',
  );

/** Says no more than that there are wishes beside it. */
const isEmptyOfWishes = (text: string): boolean =>
  /^\s*(?:please,? )?(?:revise|change|update)(?: (?:it|this|the plan|as follows))?[.!:\s]*$/iu.test(text);

/** Nobody needs longer wishes; the bound keeps hostile texts cheap. */
const wishLengthMax = 10_000;

/** All changes that a text asks for, in order; null when any part of it is not understood. */
export const changesIn = (text: string, plan: PlanDraft, subject: Subject = {}): Change[] | null => {
  if (text.length > wishLengthMax) return null;
  const lines = text.split(/[\n\r]+/u).filter((line) => line.trim() !== '' && !isEmptyOfWishes(line));
  const changes = lines.flatMap((line) => {
    const whole = changeOf(line, plan, subject);
    return whole === null ? sentencesIn(line).map((sentence) => changeOf(sentence, plan, subject)) : [whole];
  });
  return changes.every((change) => change !== null) ? changes : null;
};
