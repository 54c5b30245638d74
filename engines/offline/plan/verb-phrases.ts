// Turns "designs schemas and tunes queries" into "designing schemas and tuning queries": every verb in the same form.
import type { Verb, VerbForm } from './verb-forms.ts';
import { gerundOf, verbIn, verbsOf } from './verb-forms.ts';
import { describingParticiples } from './verb-lists.ts';

const finiteForms: readonly VerbForm[] = ['base', 'third', 'past'];

const particle = /^(?:and|or|of|for|in|on|to|with|at|by|from|about|across|within|per|as|is|are)$/iu;

/** Words that show an object or an adverb, so that the word before them is a verb. */
const determiners =
  /^(?:a|an|the|all|any|each|both|our|their|your|new|existing|with|on|in|to|for|at|up|out|effectively|closely|daily|multiple|several|other|and|junior|senior|complex|scalable|reliable|robust|large|without|across|under|\p{L}+[^s\P{L}]s)(?![\p{L}])/iu;

/** Nouns in -s that are verbs only with certain words after them: "deals with", "hands over". */
const phrasal =
  /^(?:deals with|works (?:with|in|on|to|at|for|under)|hands over|cares? for|cared for|reports to|looks? after|leads? by|signs? off|fits? out|answers? to|plans? for|cares? about|checks? for|stocks? up)\b/iu;

const auxiliary =
  /^(?:(?:you|they|who|has|have|had|having|is able to|are able to|be able to|able to|can|could|will|must|should|to|also|then|been able to)\s+)+/iu;

const toBe = /^(?:is|are|was|were|been|be)\b/iu;

const asGerund = (verb: Verb, word: string): string => (verb.form === 'gerund' ? word : gerundOf(verb.base));

/** Rewrites each of "plan, build and test" at the start of a task. */
const firstWords = /^((?:[a-z]+ly\s+)?)([\p{L}]+)((?:\s*,\s*[\p{L}]+)*)((?:,?\s+(?:and|or|&)\s+[\p{L}]+)?)(?=\s|$)/u;

const convertWord = (word: string): string => {
  const verb = finiteForms.map((form) => verbIn(word, form)).find((found) => found !== undefined);
  return verb === undefined ? word : asGerund(verb, word);
};

const convertHead = (task: string): string =>
  task.replace(firstWords, (_, adverb: string, first: string, list: string, last: string) => {
    const others = `${list}${last}`.replaceAll(/\p{L}+/gu, (word) =>
      /^(?:and|or)$/.test(word) ? word : convertWord(word),
    );
    const manner = /^(?:effective|efficient|successful|clear|quick|proactive|active)ly\s/.test(adverb) ? '' : adverb;
    return `${manner}${convertWord(first)}${others}`;
  });

const nounEnding = /(?:ing|ment|tion|sis)$/u;

/** An object or an adverb right after the verb: "them", "the …", "well", "families". */
const objectLike =
  /^(?:it|them|him|her|us|the|an?|all|any|each|both|our|their|new|well|hard|\p{L}+ly|\p{L}+[^s\P{L}]s)$/iu;

/** A later part of a list: its possible verb, what follows it, and the form of the list's first verb. */
type Part = { verb: Verb; adverb: string; word: string; rest: string; next: string; lead: VerbForm | null };

const isThirdPersonDeed = ({ verb, word, rest, next, lead }: Part): boolean => {
  if (phrasal.test(`${word}${rest}`) || (verb.plain && lead !== null)) return true;
  const takesObject = next !== '' && !particle.test(next);
  return takesObject && (verb.plain || lead === 'third' || objectLike.test(next));
};

const isBaseDeed = ({ verb, next, lead }: Part): boolean =>
  next !== '' && !/^(?:of|and|or)$/.test(next) && (verb.plain || (lead === 'base' && !nounEnding.test(next)));

/** Whether a part stands for a deed; where the list does not open with a verb, nouns are likelier. */
const isCoordinated = (part: Part): boolean => {
  if (part.verb.form === 'past') return part.lead === 'past';
  return part.verb.form === 'third' ? isThirdPersonDeed(part) : isBaseDeed(part);
};

const partOf = (text: string, forms: readonly VerbForm[], lead: VerbForm | null): Part | null => {
  const [, adverb = '', word = '', rest = ''] = /^((?:\p{L}+ly\s+)?)(\p{L}+)(.*)$/su.exec(text) ?? [];
  const verb = forms.map((form) => verbIn(word, form)).find((found) => found !== undefined);
  const next = /^\s+([\p{L}\p{N}]+)/u.exec(rest)?.[1] ?? '';
  return verb === undefined ? null : { verb, adverb, word, rest, next, lead };
};

/** After a bare comma a base form is likelier a noun of a list than a verb. */
const isPlainInList = ({ verb, next }: Part, joiner: string): boolean =>
  /(?:and|or|then|but)/u.test(joiner) || verb.plain || verb.form !== 'base' || objectLike.test(next);

const convertPart = (text: string, joiner: string, lead: VerbForm | null): string => {
  const bare = text.replace(auxiliary, '');
  const isBound = bare !== text;
  if (toBe.test(bare)) return bare.replace(toBe, 'being');
  const part = partOf(bare, isBound || lead === 'past' ? ['past', 'third', 'base'] : ['third', 'base'], lead);
  if (part === null) return text;
  const isDeed = isBound || (isCoordinated(part) && isPlainInList(part, joiner));
  return isDeed ? `${part.adverb}${asGerund(part.verb, part.word)}${part.rest}` : text;
};

const joiners = /(,\s*(?:and|or|then|but)?\s+|\s+(?:and|or|then|but)\s+)/u;

/** Verbs after "and", "or" and commas, in the form of a gerund like the first. */
const convertRest = (phrase: string, lead: VerbForm | null): string => {
  const pieces = phrase.split(joiners);
  return pieces
    .map((piece, index) => (index === 0 || index % 2 === 1 ? piece : convertPart(piece, pieces[index - 1] ?? '', lead)))
    .join('');
};

/** What no rule could turn is left out rather than left standing as a second sentence. */
const unfinished = /(?:,\s*|\s+)(?:and|or|but)\s+(?:has|have|had|is|are|was|were|can|will|must|should)\s.*$/su;

const leadForm = (phrase: string): VerbForm | null => {
  const [first = ''] = phrase.replace(/^[a-z]+ly\s+/u, '').split(/[\s,]+/u);
  const found = ['past', 'third', 'base', 'gerund'].find((form) => verbsOf(first).some((verb) => verb.form === form));
  return (found as VerbForm | undefined) ?? null;
};

/** Rewrites the verbs of a task as gerunds, all of them. */
export const asGerundPhrase = (task: string): string =>
  convertRest(convertHead(task), leadForm(task)).replace(unfinished, '');

/** The same for a phrase that opens with a noun: "Git and has worked in a team". */
export const withGerunds = (phrase: string): string => convertRest(phrase, null).replace(unfinished, '');

const isDescribed = (word: string, next: string): boolean =>
  describingParticiples.has(word.toLowerCase()) && !determiners.test(next) && !/^\p{Lu}/u.test(next);

/** "Found and fixed faults" and "picks, packs and ships" join verbs; "trained and friendly staff" and "budgets, hiring" do not. */
const joinsNoVerb = (phrase: string, form: VerbForm): boolean => {
  const second = /^\p{L}+(?:,|\s+(?:and|or)\b)(?:\s+(?:and|or)\b)?\s+(\p{L}+)/u.exec(phrase)?.[1];
  return second !== undefined && verbIn(second, form) === undefined;
};

/** Whether a phrase starts with a verb: plain verbs always do, others only where a noun reading is unlikely. */
export const startsWithVerb = (phrase: string): boolean => {
  const [first = '', ...rest] = phrase.replace(/^[a-z]+ly\s+/i, '').split(/\s+/);
  const word = first.replace(/[,:]$/, '');
  const next = rest.join(' ');
  if (rest.length === 0) return false;
  const readings = verbsOf(word).filter(({ form }) => form !== 'gerund');
  const past = readings.find(({ form }) => form === 'past');
  if (past !== undefined && !readings.some(({ form }) => form === 'base'))
    return !isDescribed(word, next) && !joinsNoVerb(phrase, 'past');
  if (readings.some(({ plain }) => plain)) return true;
  if (readings.length === 0) return false;
  return readings.some(({ form }) => form === 'base')
    ? determiners.test(next)
    : phrasal.test(phrase) || (!joinsNoVerb(phrase, 'third') && !/^(?:of|for|in|on|to|with|at)\b/i.test(next));
};

/** "plan campaigns, manage a budget and lead two people" as three tasks; texts that name one task stay whole. */
export const splitTasks = (text: string): string[] => {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: joiner, index } of text.matchAll(/,\s+(?:and\s+)?|\s+and\s+/gu)) {
    const rest = text.slice(index + joiner.length);
    const task = text
      .slice(from, index)
      .replace(/^.*\b(?:will|can|must|should|to)\s+/iu, '')
      .trim();
    const isLongEnough = task.split(/\s+/).length >= 3 && rest.split(/\s+/).length >= 3;
    if (!isLongEnough || !startsWithVerb(rest)) continue;
    parts.push(text.slice(from, index));
    from = index + joiner.length;
  }
  return [...parts, text.slice(from)];
};
