// Finds the skills that a text names, whatever their spelling: the one recogniser that requests, plans and answers share.
import type { SkillMention } from './skill.ts';
import type { Candidate } from './skill-context.ts';
import { isMeant } from './skill-context.ts';
import type { Spelling } from './skill-table.ts';
import { spellings } from './skill-table.ts';

type Matcher = Spelling & { pattern: RegExp };

/** Words may be joined by white space or a hyphen; long words may carry a plural or possessive ending. */
const patternOf = ({ text, exact }: Spelling): RegExp => {
  const body = text
    .split(/[\s-]+/)
    .map((word) => RegExp.escape(word))
    .join('[\\s\\u2010-\\u2013-]+');
  const plural = !exact && /\p{L}{4}$/u.test(text) ? "(?:s|es|['’]s)?" : '';
  // checked as /data[\s\u2010-\u2013-]+driven[\s\u2010-\u2013-]+design(?:s|es|['’]s)?(?![\p{L}\p{N}_+#&])/iuy
  return new RegExp(`${body}${plural}(?![\\p{L}\\p{N}_+#&])`, exact ? 'uy' : 'iuy');
};

const wordPattern = /[\p{L}\p{N}]+/gu;
const firstWord = (text: string): string => (text.match(wordPattern)?.[0] ?? '').toLowerCase();

const indexByFirstWord = (): ReadonlyMap<string, Matcher[]> => {
  const index = new Map<string, Matcher[]>();
  for (const spelling of spellings.toSorted((a, b) => b.text.length - a.text.length)) {
    const matcher = { ...spelling, pattern: patternOf(spelling) };
    for (const key of new Set([firstWord(spelling.text), `${firstWord(spelling.text)}s`])) {
      index.set(key, [...(index.get(key) ?? []), matcher]);
    }
  }
  return index;
};

const matchers = indexByFirstWord();

const opensSentence = (text: string, at: number): boolean =>
  /(?:^|[.!?:]\s{1,3}|\n\s{0,3})$/u.test(text.slice(Math.max(0, at - 4), at));
/** What follows a name of a tool and no verb: a version, a part of programs, what is made with it. */
const standsAsName =
  /^(?:$|\s*[,;:/()+&.]|\s+v?\d{1,4}(?:\.\d|$|[\s,;.])|\s+(?:and|or|as|for|in|on|with|developers?|experience|programming|engineers?|code|codebases?|services?|microservices?|knowledge|skills?|language|expertise|apps?|applications?|apis?|(?:back|front)[- ]?ends?|servers?|middleware|firmware|components?|hooks|modules?|packages?|librar(?:y|ies)|frameworks?|pipelines?|scripts?|dashboards?|jobs|streaming|routines|concurrency|generics|macros|spreadsheets?|formulas|models?|tests?|und|oder|y|o)\b)/iu;
/** "Go-based", "React-Frontends"; but not "Go-live" or "C-level". */
const partOfCompound =
  /^-(?:based|micro\w{1,20}|services?|apps?|(?:back|front)[- ]?ends?|components?|code|developers?|programm\w{1,20}|entwickl\w{1,20}|kenntnisse|erfahrung)\b/iu;
const letterGrades =
  /(?:vitamin|hepatitis|plan|grade|class|category|type|part|section|schedule|block|licen[cs]e|point|option|level|stage|series|group|appendix|annex)\s+$/iu;

/** "Go", "C", "Spark" are words too: at the start of a sentence they count only where a name would stand. */
const isPlausible = (text: string, { text: spelling, exact }: Spelling, start: number, end: number): boolean => {
  if (!exact) return true;
  const follows = text.slice(end, end + 24);
  if (partOfCompound.test(follows)) return true;
  if (/^(?:['’-]\p{L}|\.\p{L})/u.test(follows) && spelling.length < 3) return false;
  if (spelling.length === 1 && letterGrades.test(text.slice(Math.max(0, start - 16), start))) return false;
  const isAcronym = spelling.length > 1 && spelling === spelling.toUpperCase();
  return isAcronym || !opensSentence(text, start) || standsAsName.test(follows);
};

const matchAt = (text: string, start: number, word: string): Candidate | null => {
  for (const matcher of matchers.get(word.toLowerCase()) ?? []) {
    const from = matcher.text.startsWith('.') ? start - 1 : start;
    if (from < 0) continue;
    matcher.pattern.lastIndex = from;
    const found = matcher.pattern.exec(text);
    if (found === null) continue;
    const end = from + found[0].length;
    if (isPlausible(text, matcher, start, end)) {
      return { skill: matcher.skill, spelling: matcher.text, start, end };
    }
  }
  return null;
};

/** Turns ascending UTF-16 positions into code points in one pass over the text. */
const codePointCounter = (text: string): ((at: number) => number) => {
  let position = 0;
  let count = 0;
  return (at) => {
    while (position < at) {
      position += (text.codePointAt(position) ?? 0) > 0xffff ? 2 : 1;
      count += 1;
    }
    return count;
  };
};

const candidatesIn = (text: string): Candidate[] => {
  const candidates: Candidate[] = [];
  let next = 0;
  for (const { 0: word, index } of text.matchAll(wordPattern)) {
    if (index < next || /[_@]$/.test(text.slice(Math.max(0, index - 1), index))) continue;
    const found = matchAt(text, index, word);
    if (found === null) continue;
    candidates.push(found);
    next = found.end;
  }
  return candidates;
};

/** Every skill named in `text`, in order, the longest spelling at each place; ranges never overlap. */
export const recogniseSkills = (text: string): SkillMention[] => {
  const toCodePoint = codePointCounter(text);
  const candidates = candidatesIn(text);
  return candidates
    .filter((_, at) => isMeant(text, candidates, at))
    .map(({ skill, start, end }) => ({ skill, start: toCodePoint(start), end: toCodePoint(end) }));
};

/** The skills a request asks for, without repetition, in order of first mention. */
export const skillsOf = (qualifications: readonly string[], jobDescription: string): string[] => [
  ...new Set([...qualifications, jobDescription].flatMap(recogniseSkills).map(({ skill }) => skill)),
];
