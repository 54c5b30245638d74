// Reads a recruiter's wish for change as plain commands; what is not one of them is not understood, and nothing is guessed.
import type { Competency, PlanDraft, Question } from '../../domain/plan/plan.ts';

export type Command =
  | { kind: 'remove'; questionIds: string[] }
  | { kind: 'removeCompetency'; competencyId: string }
  | {
      kind: 'place';
      questionId: string;
      at: 'start' | 'end' | { before: string } | { after: string } | { index: number };
    }
  | { kind: 'reword'; questionId: string; text: string }
  | { kind: 'weight'; competencyId: string; weight: number }
  | { kind: 'add'; competencyId: string | null; text: string };

/** What a wish without a subject of its own is about. */
export type Subject = { questionId?: string; competencyId?: string };

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
  const number = /^(?:(?:the )?question |q ?|no\.? ?|number |#)?(\d{1,2})$/u.exec(text)?.[1];
  if (number === undefined) return null;
  const [nth, named] = [questions[Number(number) - 1], questions.find(({ id }) => id === `q${Number(number)}`)];
  if (nth !== undefined && named !== undefined && nth !== named) return null;
  return (named ?? nth)?.id ?? null;
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
    .split(/\s*,\s*(?:and\s+)?|\s+and\s+/u)
    .map((part) => questionOf(part, plan));
  return ids.every((id) => id !== null) ? ids : null;
};

const asOne = (words: string | undefined): string =>
  (words ?? '')
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();

/** Words that were given to be used as they are: between quotation marks, else everything after the colon. */
const given = (words: string): string | null => {
  const text = asOne(words);
  const quoted = /^(?:["“„«]([^"“”„«»]+)["”“»])[.!]?$/u.exec(text)?.[1];
  const found = asOne(quoted ?? (/^["“„«]/u.test(text) ? '' : text));
  return found === '' ? null : found;
};

const it = '(?:it|this|this one|this question|the question)';
const removing = '(?:remove|delete|drop|leave out|omit)';
const wording = '(?:reword|rephrase|rewrite|change|replace|ask)';

type Reader = { pattern: RegExp; read: (found: string[], plan: PlanDraft, subject: Subject) => Command | null };

const subjectQuestion = (words: string | undefined, plan: PlanDraft, { questionId }: Subject): string | null =>
  words === undefined || words === '' || new RegExp(`^${it}$`, 'iu').test(words)
    ? (questionId ?? null)
    : questionOf(words, plan);

const removal: Reader = {
  pattern: new RegExp(`^${removing}(?: (.+))?$`, 'iu'),
  read: ([, what], plan, subject) => {
    const own = subjectQuestion(what, plan, subject);
    if (own !== null) return { kind: 'remove', questionIds: [own] };
    if (what === undefined || new RegExp(`^(?:${it}|this competency|the competency)$`, 'iu').test(what))
      return subject.competencyId === undefined
        ? null
        : { kind: 'removeCompetency', competencyId: subject.competencyId };
    const questionIds = questionsOf(what, plan);
    if (questionIds !== null) return { kind: 'remove', questionIds };
    const competencyId = competencyOf(what.replace(/^(?:the )?competency /iu, ''), plan);
    return competencyId === null ? null : { kind: 'removeCompetency', competencyId };
  },
};

const placeOf = (words: string, plan: PlanDraft): Extract<Command, { kind: 'place' }>['at'] | null => {
  if (/^(?:first|to the (?:start|beginning|top|front))$/iu.test(words)) return 'start';
  if (/^(?:last|to the (?:end|bottom|back))$/iu.test(words)) return 'end';
  const index = /^(?:to )?(?:position|place) (\d{1,2})$/iu.exec(words)?.[1];
  if (index !== undefined)
    return Number(index) >= 1 && Number(index) <= plan.questions.length ? { index: Number(index) - 1 } : null;
  const beside = /^(before|after) (.+)$/iu.exec(words);
  const other = beside === null ? null : questionOf(beside[2] ?? '', plan);
  if (beside === null || other === null) return null;
  return beside[1]?.toLowerCase() === 'before' ? { before: other } : { after: other };
};

const placing: Reader = {
  pattern:
    /^(?:move|put|ask)(?: (.+?))? (first|last|to the (?:start|beginning|top|front|end|bottom|back)|(?:to )?(?:position|place) \d{1,2}|(?:before|after) .+)$/iu,
  read: ([, what, where = ''], plan, subject) => {
    const [questionId, at] = [subjectQuestion(what, plan, subject), placeOf(where, plan)];
    return questionId === null || at === null ? null : { kind: 'place', questionId, at };
  },
};

const rewording: Reader = {
  pattern: new RegExp(
    `^(?:${wording}(?: ([^:"“„«]+?))??(?: (?:to|with|by|as))?(?::| (?=["“„«]))|(?=["“„«]))\\s*(.+)$`,
    'isu',
  ),
  read: ([, what, words = ''], plan, subject) => {
    const [questionId, text] = [subjectQuestion(what, plan, subject), given(words)];
    return questionId === null || text === null ? null : { kind: 'reword', questionId, text };
  },
};

const weighing: Reader = {
  pattern: /^(?:(?:set|change) )?(?:the |its )?weight(?: of (?:competency )?(.+?))?(?: to|:| =)? (\d{1,3})$/iu,
  read: ([, what, figure], plan, { competencyId: own }) => {
    const competencyId = what === undefined ? (own ?? null) : competencyOf(what, plan);
    return competencyId === null ? null : { kind: 'weight', competencyId, weight: Number(figure) };
  },
};

const adding: Reader = {
  pattern:
    /^(?:add|ask also|also ask)(?: (?:a|another|one more|this|the)(?: new)? question)?(?: (?:to|for|on|about) (?:competency )?([^:]+?))?(?::| (?=["“„«]))\s*(.+)$/isu,
  read: ([, what, words = ''], plan, { competencyId: own }) => {
    const text = given(words);
    const competencyId = what === undefined ? (own ?? null) : competencyOf(what, plan);
    return text === null || (what !== undefined && competencyId === null) ? null : { kind: 'add', competencyId, text };
  },
};

const readers: readonly Reader[] = [adding, placing, removal, weighing, rewording];

const commandOf = (words: string, plan: PlanDraft, subject: Subject): Command | null => {
  const text = words
    .trim()
    .replace(/^please,? /iu, '')
    .replace(/,? please(?=[.!]*$)/iu, '');
  const bare = text.replace(/[\s.!;]+$/u, '');
  for (const { pattern, read } of readers) {
    // A dictated text keeps the mark at its end.
    const found = pattern.exec(read === rewording.read || read === adding.read ? text : bare);
    const command = found === null ? null : read([...found], plan, subject);
    if (command !== null) return command;
  }
  return null;
};

/** Cuts after full stops and semicolons that stand outside quotation marks. */
const sentencesIn = (line: string): string[] =>
  (line.match(/(?:["“„«][^"“”„«»]*["”“»]|[^"“„«.;!]|[.;!](?!\s|$)|["“„«])+[.;!]*/gu) ?? []).filter(
    (part) => part.trim() !== '',
  );

/** Says no more than that there are wishes beside it. */
const isEmptyOfWishes = (text: string): boolean =>
  /^(?:please,? )?(?:(?:revise|change|update|adjust)(?: (?:it|this|the plan|as (?:below|marked|follows)))?|see (?:the targets|below))?[.!:]*$/iu.test(
    text.trim(),
  );

/** Nobody needs longer wishes; the bound keeps hostile texts cheap. */
const wishLengthMax = 10_000;

/** All commands of a text in order; null when any part of it is not understood. */
export const commandsIn = (text: string, plan: PlanDraft, subject: Subject = {}): Command[] | null => {
  if (text.length > wishLengthMax) return null;
  const commands: (Command | null)[] = [];
  for (const line of text.split(/[\n\r]+/u).filter((part) => part.trim() !== '' && !isEmptyOfWishes(part))) {
    const whole = commandOf(line, plan, subject);
    if (whole === null) commands.push(...sentencesIn(line).map((sentence) => commandOf(sentence, plan, subject)));
    else commands.push(whole);
  }
  return commands.every((command) => command !== null) ? commands : null;
};
