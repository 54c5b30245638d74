// Reads an answer sentence by sentence: its words without fillers, and whether it tells of an own deed or of a lack.
import { splitSentences, type Passage } from '../../domain/text/sentences.ts';
import { withoutTimeCodes } from '../../domain/text/spoken.ts';
import { fillers, stopWords } from '../../domain/text/stop-words.ts';
import { isOrder } from './orders.ts';

/** `lack`: says not to have the thing itself; `inexperience`: says not to have done or known it. */
export type Denial = 'lack' | 'inexperience';
/** `words` are lower case, joined by single spaces: capitals and padding change nothing. `undone`: what was not done. */
export type Clause = { words: string; denial: Denial | null; undone: string };
export type Sentence = Passage & { clauses: Clause[]; deed: boolean; claims: boolean; agrees: boolean };

const setOf = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/u));

const adverbs = setOf(`then also just first later finally recently once soon even still only already really honestly
  actually ever yet now therefore instead myself together often unfortunately sadly so far currently`);
const habits = setOf('always usually generally normally typically never constantly every');
/** Pasts that claim no deed of one's own. */
const weak =
  setOf(`worked used liked loved wanted needed believed tried hoped learned studied enjoyed preferred interested
  involved experienced received valued lived stayed cared strived looked wished noticed considered planned need feed speed
  indeed exceed proceed succeed embed`);
const irregular =
  setOf(`built rebuilt wrote written rewrote led ran made gave given took taken brought bought taught held
  found sent sold spoke spoken told drew drawn drove driven threw thrown chose chosen began begun broke caught dealt fought
  grew hung laid left met paid rode sang sung showed shown shook spent struck swept swam tore understood woke won withdrew
  did kept redid undid fed stood sat`);
/** Presents that say what somebody is or holds true. */
const stative = setOf(`am have do think know believe love like want need feel hope mean guess agree see try bring live
  respect enjoy care value consider prefer understand remember trust promise work`);
const modals = setOf("would could should can will must may might not don't didn't wouldn't couldn't i'd cannot can't");
const subjects = setOf("i we i've we've i'm we're");

const occasion =
  /\b(?:once|one (?:day|time|night|evening|morning|week)|last (?:year|month|week|summer|winter|job|work)|in my (?:last|old|first|previous|former)|in our project|years? ago|yesterday|that (?:day|night|week)|it was|at first|after this|before we|next day|i had (?:a |an )?\w+ (?:after|who|with))\b/u;

const asWords = (text: string): string =>
  (
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .replaceAll(/\b(?:you know|i mean|sort of|kind of)\b/gu, ' ')
      .match(/[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'+#./-]*|,/gu) ?? []
  )
    .map((word) => word.replace(/(?<!['./-])['./-]+$/u, ''))
    .filter((word) => !fillers.has(word) && !/^(?:um+|uh+|erm*|hmm+)$/u.test(word))
    .join(' ')
    .replaceAll(/(?: ,)+/gu, ' ,')
    .replace(/^, /u, '');

const isPast = (word: string, next: string | undefined): boolean =>
  irregular.has(word) || (word === 'set' && next === 'up') || (/\p{L}{2}ed$/u.test(word) && !weak.has(word));

const isAdverb = (word: string): boolean => adverbs.has(word) || /\p{L}{3}ly$/u.test(word);

/** The place of the first word after `from` that is no adverb or auxiliary; -1 after a habit, a wish or a "not". */
const verbAfter = (words: readonly string[], from: number): number => {
  for (let at = from; at < Math.min(words.length, from + 6); at += 1) {
    const word = words[at] ?? '';
    if (habits.has(word) || modals.has(word)) return -1;
    if (!isAdverb(word) && !(word === 'have' || word === 'had')) return at;
  }
  return -1;
};

const joins = (word: string | undefined): boolean => word === ',' || word === 'and' || word === 'then';

/** "I checked", "we have moved"; "…, found the cause and renewed it" after a subject of one's own. */
const hasDeed = (words: readonly string[]): boolean => {
  let subject = false;
  return words.some((word, index) => {
    if (subjects.has(word)) subject = true;
    if (!subject || !(subjects.has(word) || joins(word))) return false;
    const at = verbAfter(words, index + 1);
    return at !== -1 && isPast(words[at] ?? '', words[at + 1]);
  });
};

/** "I look the plan and I make index": people new to the language tell of deeds in the present. */
const hasPresent = (words: readonly string[]): boolean =>
  words.some((word, index) => {
    if (word !== 'i' && word !== 'we') return false;
    const at = verbAfter(words, index + 1);
    const verb = words[at] ?? '';
    return at !== -1 && /^\p{L}{2,}$/u.test(verb) && !stative.has(verb) && !stopWords.has(verb);
  });

const adverb =
  '(?:(?:really|honestly|actually|personally|ever|even|yet|myself|quite|often|directly|currently|just|still|unfortunately|sadly|far|so) ){0,3}';
const harmless =
  '(?!(?:\\w+ ){0,2}(?:problems?|issues?|trouble|difficult\\w*|doubts?|fears?|objections?|complaints?|errors?|accidents?|incidents?|injur\\w+|concerns?|choice))';
const notDo = "(?:do not|don't|dont|did not|didn't|didnt)";
const notHave = "(?:have not|haven't|havent|have never|'ve never|never)";
const cannot = "(?:can not|cannot|can't|cant|could not|couldn't)";
const telling =
  '(?:say|tell|think of|think|remember|recall|name|give|speak|comment|stress|imagine|complain|wait|recommend)';

const rx = (pattern: string): RegExp => new RegExp(pattern, 'u');

const lacks: readonly RegExp[] = [
  rx(`\\bi(?:'ve)? ${adverb}(?:have |hold |own |got )?${adverb}(?:no|not (?:a|an|any|the|got)|zero) ${harmless}`),
  rx(`\\bi ${adverb}${notDo} ${adverb}(?:have|hold|own|possess) ${harmless}`),
  rx(`\\bi ${adverb}(?:have not|haven't|havent) ${adverb}(?:got|passed|obtained|completed|renewed)\\b`),
  rx(`\\b(?:i am|i'm) ${adverb}not ${adverb}(?:licen|certif|regist|qualif|allowed|able|trained|charter)`),
  rx(`\\bi ${adverb}${cannot} ${adverb}(?!${telling}\\b)`),
  /^(?:sorry ,? ?|well ,? ?)*no (?:\S+ ){1,4}(?:yet|so far|sorry|, sorry|unfortunately|at the moment)/u,
];
const doing =
  '(?:done|did|do|used?|work(?:ed)?|had|have|led|lead|managed|trained|taught|plann?e?d?|given|tried|seen|needed|been|known?|learn(?:ed|t)?|come across|dealt?|encountered|experienced|touched|written|built|run)';
const inexperience: readonly RegExp[] = [
  rx(
    `\\b(?:i|we)(?:'ve)? ${adverb}(?:${notHave}|${notDo}) ${adverb}(?:had the chance|${doing}|remember|recall|think of) ${harmless}`,
  ),
  rx(`\\b(?:i|we)(?:'ve)? ${adverb}(?:${notHave}|${notDo}) ${adverb}${doing}$`),
  rx(`^(?:well ,? )?(?:${notHave}|never) ${adverb}(?:done|used|worked|had|tried|seen)\\b`),
  /\b(?:no|not much|not any|not a lot of|little|zero|hardly any|lack(?:ing)?) (?:\S+ ){0,2}(?:experience|exposure|knowledge|idea|practice|examples?)\b/u,
  rx(`\\b(?:i am|i'm) ${adverb}not ${adverb}(?:too |very )?(?:familiar|aware|sure|experienced|the right person)`),
  rx(`\\bi ${adverb}${cannot} ${adverb}${telling}\\b`),
  /\b(?:nothing|none) (?:comes to mind|to (?:say|tell|add)|that i|i could|like that)\b|\bnot (?:my area|something i)\b|\bnew to me\b/u,
  /^(?:(?:sorry|well|honestly|unfortunately) ,? ?)*(?:no|nope|never|none|nothing|not (?:really|yet|so far|at all))(?: ,? ?(?:sorry|unfortunately|no|yet|so far|not))*$/u,
];
const undoing = rx(`\\bi(?:'ve)? ${adverb}(?:have )?${adverb}(?:never|not|haven't|havent) ${adverb}(\\p{L}+)`);
/** What was not so at first says nothing about now. */
const background =
  /\b(?:before|at first|at the time|back then|until|when (?:i|we) (?:joined|started)|had not|hadn't)\b/u;

const denialOf = (words: string): Denial | null => {
  if (background.test(words)) return null;
  if (inexperience.some((pattern) => pattern.test(words))) return 'inexperience';
  return lacks.some((pattern) => pattern.test(words)) ? 'lack' : null;
};

const clauseEnd = /[;:](?=\s)|\s[—–-]\s|(?:,|(?<![\s,]))\s+(?=but\b)|,\s+(?=(?:so|which|because|although|however)\b)/iu;

/** What stands before words that are meant for the system; all of it where there are none. */
const ownClauses = (text: string): string[] => {
  const clauses = text.split(clauseEnd);
  if (!isOrder(text)) return clauses;
  return clauses.slice(0, Math.max(0, clauses.findIndex(isOrder)));
};

const agreeing = /^(?:yes|yeah|yep|of course|certainly|sure)\b/u;
const claiming =
  /\bi(?:'ve)? (?:(?:also|already|just|still|do) )*(?:have|hold|got|passed|completed|obtained|renewed|can|meet)\b|\b(?:i am|i'm) (?:\S+ )?(?:licen|certif|regist|qualif|able|charter|trained)/u;

const read = (passage: Passage): Sentence & { narrative: boolean } => {
  const clauses = ownClauses(passage.text)
    .map(asWords)
    .filter((words) => words !== '')
    .map((words) => ({ words, denial: denialOf(words), undone: undoing.exec(words)?.[1] ?? '' }));
  const told = clauses.filter(({ denial }) => denial === null).map(({ words }) => words.split(' '));
  return {
    ...passage,
    clauses,
    deed: hasDeed(told.flat()),
    narrative: told.some(hasPresent),
    claims: clauses.some(({ words, denial }) => denial === null && claiming.test(words)),
    agrees: clauses.some(({ words, denial }) => denial === null && agreeing.test(words)),
  };
};

/** What no candidate says; it ends a sentence. */
const markup = /\{[^{}]*\}|<\/?[a-z_|]{1,30}>/giu;
/** Answers are bounded by the room; this bound keeps anything else cheap. */
const answerLengthMax = 50_000;

/** The sentences of an answer, placed in it; those that only talk to the grader are left out. */
export const sentencesOf = (answer: string): Sentence[] => {
  const said = withoutTimeCodes(answer)
    .slice(0, answerLengthMax)
    .replaceAll(markup, (found) => '\n'.padEnd(found.length));
  const sentences = splitSentences(said)
    .map(read)
    .filter(({ clauses }) => clauses.length > 0);
  const isOccasion = sentences.some(({ clauses }) => clauses.some(({ words }) => occasion.test(words)));
  return sentences.map(({ narrative, ...one }) => ({ ...one, deed: one.deed || (isOccasion && narrative) }));
};
