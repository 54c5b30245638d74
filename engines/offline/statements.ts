// Reads a request: the job's own statements, tidied and never reworded, each with how it may be asked about.
import type { PlannerInput } from '../../domain/plan/plan.ts';
import { findBannedWord } from '../../domain/protected-matters/find-banned-word.ts';
import { findProtectedMatter } from '../../domain/protected-matters/find-protected-matter.ts';
import { recogniseSkills } from '../../domain/skills/recognise-skills.ts';
import { stopWords } from '../../domain/text/stop-words.ts';
import { tokenise } from '../../domain/text/tokens.ts';
import { typedAs } from '../../domain/text/typed-text.ts';
import { isOrder } from './orders.ts';

/** `condition`: one has it or meets it or not (a licence, a certificate, a duty); `work`: one can tell of it. */
export type StatementKind = 'work' | 'condition';
export type Statement = { quote: string; kind: StatementKind; counts: 'required' | 'plain' | 'optional' };

const quoteLengthMax = 300;
const statementsMax = 8;
/** With fewer qualifications than this the description is read too. */
const qualificationsEnough = 2;
const fromDescriptionMax = 6;
/** Nobody needs more; the bounds keep hostile texts cheap. */
const descriptionLengthMax = 40_000;
const textLengthMax = 1_000;

/** At most so many code points, cut between words. */
export const shortened = (text: string, lengthMax: number): string => {
  const characters = Array.from(text);
  if (characters.length <= lengthMax) return text;
  const room = characters.slice(0, lengthMax - 1).join('');
  const space = room.lastIndexOf(' ');
  return `${(space > lengthMax / 2 ? room.slice(0, space) : room).replace(/(?<![\s,;:.–-])[\s,;:.–-]+$/u, '')}…`;
};

/** One line that can stand between quotation marks; braces could be taken for a placeholder. */
export const tidy = (text: string): string =>
  typedAs('line', text)
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[“”„«»"]/gu, "'")
    .replaceAll('{', '(')
    .replaceAll('}', ')')
    .trim()
    .replace(/^(?:[-–—•·▪◦‣*+]\s*|\(?\d{1,2}[.)]\s+)+/u, '')
    .replace(/(?<![\s,;:.])[\s,;:.]+$/u, '');

const credential =
  /\b(?:licen[cs]e[ds]?|licensure|certificat(?:e|es|ion|ions)|certified|accredited|accreditation|registration|registered|chartered|diploma|(?:bachelor|master)['’]?s? of|degree(?! of)|phd|doctorate|permit|nvq|hgv|cdl|admitted to|(?:dbs|background|drug|police) (?:check|test))\b/iu;
const duty =
  /^(?:(?:must|you must|should|has to|have to|needs? to|is|be|being|are)\s+)*(?:be\s+)?(?:can|able to|willing(?:ness)? to|available|availability|prepared to|ready to|free to|comfortable|flexible|legally|eligible|physically)\b/iu;
const terms =
  /\b(?:shifts?|weekends?|nights|night work|overtime|on[- ]call|lift(?:ing)?|stand(?:ing)? for|travel(?:ling)?|relocat\w+|commut\w+|full[- ]time|part[- ]time|own (?:car|transport|vehicle)|notice period|from|\d+ ?(?:kg|lbs?|pounds))\b/iu;

const kindOf = (quote: string): StatementKind =>
  credential.test(quote) ||
  (duty.test(quote) && terms.test(quote)) ||
  /^\p{L}+ (?:up to )?\d+ ?(?:kg|lbs?)$/iu.test(quote)
    ? 'condition'
    : 'work';

/** Whether a competency asks for something that one has or meets; by its words, since it may come from any engine. */
export const isCondition = (text: string): boolean => kindOf(text) === 'condition';

const optionalWords =
  /\b(?:nice[- ]to[- ]have|a plus|preferred|preferably|bonus|desirable|ideally|an advantage|optional|welcome)\b/iu;
const requiredWords = /\b(?:must|required?|essential|mandatory|necessary|at least|minimum)\b/iu;

const emptyPraise = new Set(
  'great good strong very highly positive excellent natural pleasant warm friendly person'.split(' '),
);

/** Says only how somebody should seem ("Great personality"): nobody can give evidence of it, and it must not be scored. */
const isMereTrait = (quote: string): boolean => {
  const isPraise = (word: string): boolean => emptyPraise.has(word) || findBannedWord(word) !== null;
  return findBannedWord(quote) !== null && tokenise(quote).every(({ word }) => stopWords.has(word) || isPraise(word));
};

const isAskable = (quote: string): boolean =>
  /\p{L}/u.test(quote) && !isOrder(quote) && findProtectedMatter(quote) === null && !isMereTrait(quote);

const statementOf = (text: string): Statement | null => {
  const quote = shortened(tidy(text.slice(0, textLengthMax)), quoteLengthMax);
  if (!isAskable(quote)) return null;
  const mandatory = requiredWords.test(quote) ? 'required' : 'plain';
  return { quote, kind: kindOf(quote), counts: optionalWords.test(quote) ? 'optional' : mandatory };
};

const aboutUs = /\b(?:we|us|our)\b/iu;
const offers =
  /\b(?:we offer|wir bieten|bieten wir|ofrecemos|se ofrece|benefits?|vorteile|beneficios|salary|wage|pension|paid leave|holidays?|equal opportunit\w*|diversity|about us|our (?:company|mission|values|story)|founded|apply|your cv|resume|perks|who we are|join us|discount|parking|we(?:['’]re| are) (?:a|an|the|hiring|looking(?! for (?:some(?:one|body)|people|a person|candidates) (?:who|with|that))))\b|https?:|www\.|@/iu;
const demands =
  /\b(?:experience|knowledge|understanding|ability|able to|skills?|proficien\w*|familiar\w*|must|required?|responsib\w*|you will|you['’]ll|expertise|duties|tasks|licen[cs]e|certificat\w*)\b/iu;

type Line = { line: string; item: boolean };

const itemStart = /^(?:- |\(?\d{1,2}[.)]\s)/u;
const headingWordsMax = 8;
const endOfSentence = /[.!?]$/u;

/** A short line of its own above a list, or one that asks for nothing above a sentence. */
const heads = (text: string, next: string): boolean =>
  !endOfSentence.test(text) &&
  tokenise(text).length <= headingWordsMax &&
  (itemStart.test(next) || (endOfSentence.test(next) && !demands.test(text) && recogniseSkills(text).length === 0));

/** Sentences and whole list items, without headings and without lists of what is offered. */
const linesOf = (description: string): Line[] => {
  const lines = description.slice(0, descriptionLengthMax).split(/\n+/u);
  let heading = '';
  return lines.flatMap((text, at) => {
    const item = itemStart.test(text);
    if (!item) heading = heads(text, lines[at + 1] ?? '') ? text : '';
    if (item ? offers.test(heading) : heading !== '') return [];
    return (item ? [text] : text.split(/(?<=[.!?;])\s+/u))
      .map((line) => ({ line: line.trim().slice(0, textLengthMax), item }))
      .filter(({ line }) => !line.endsWith(':') && (tokenise(line).length >= 2 || recogniseSkills(line).length > 0));
  });
};

const scoreOf = ({ line, item }: Line): number => {
  const sentence = tidy(line);
  if (offers.test(sentence)) return -1;
  return (
    Math.min(recogniseSkills(sentence).length, 3) * 2 +
    (demands.test(sentence) ? 2 : 0) +
    (item || /\byour?\b/iu.test(sentence) ? 1 : 0)
  );
};

/** What a description says of the work, in its order: list items and what demands something; what is offered is left out. */
const fromDescription = (description: string): string[] => {
  const scored = linesOf(description).map((one, index) => ({ ...one, index, score: scoreOf(one) }));
  const found = scored.filter(({ score }) => score > 0);
  const usable = found.length > 0 ? found : scored.filter(({ line, score }) => score === 0 && !aboutUs.test(line));
  return usable
    .toSorted((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, fromDescriptionMax)
    .toSorted((a, b) => a.index - b.index)
    .map(({ line }) => line);
};

const key = (quote: string): string =>
  quote
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}+#]+/gu, ' ')
    .trim();

const distinct = (statements: readonly Statement[]): Statement[] =>
  [...new Map(statements.toReversed().map((one) => [key(one.quote), one])).values()].toReversed();

/** At most eight statements in the order of the request; what is only nice to have gives way first. */
export const statementsOf = ({ position, qualifications, jobDescription }: PlannerInput): Statement[] => {
  const read = (texts: readonly string[]): Statement[] => texts.flatMap((text) => statementOf(text) ?? []);
  const listed = distinct(read(qualifications));
  const all =
    listed.length >= qualificationsEnough ? listed : distinct([...listed, ...read(fromDescription(jobDescription))]);
  if (all.length === 0) return read([`The work of this position: ${position}`]);
  const isFirm = ({ counts }: Statement): boolean => counts !== 'optional';
  const kept = new Set([...all.filter(isFirm), ...all.filter((one) => !isFirm(one))].slice(0, statementsMax));
  return all.filter((statement) => kept.has(statement));
};
