// Puts requirement texts into the case in which they read naturally in the middle of a sentence.
import { recogniseSkills } from '../../../domain/skills/recognise-skills.ts';
import { spellings } from '../../../domain/skills/skill-table.ts';

/** Names whose capital letter stays, besides words with capitals or digits inside. */
const names = new Set(
  `python java kotlin ruby rails django docker kubernetes terraform ansible jenkins linux windows excel tableau snowflake airflow kafka redis
  cassandra spark hadoop pandas looker databricks angular svelte redux flutter android elixir erlang scala haskell clojure perl swift rust go dart
  react vue next node flask laravel symfony express spring azure google amazon microsoft apple oracle adobe apache power salesforce hubspot
  zendesk jira figma shopify magento xero sage netsuite autocad solidworks revit siemens prometheus grafana splunk cypress selenium jest git
  github gitlab postgres english german french spanish italian dutch polish portuguese chinese mandarin arabic japanese russian turkish hindi
  european british american german scrum kanban kaizen lean six temporal epic cerner windows unix boolean bayesian monday friday saturday sunday
  england germany france spain europe london berlin i`
    .trim()
    .split(/\s+/),
);

const isName = (word: string): boolean =>
  /\p{Lu}.*\p{Lu}|\p{Ll}\p{Lu}|\d/u.test(word) ||
  /^\p{Lu}$/u.test(word) ||
  names.has(word.toLowerCase().replace(/[^\p{L}].*$/u, ''));

const lowerFirst = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1);

const isCapitalised = (word: string): boolean => /^\p{Lu}\p{Ll}/u.test(word);

const spellingByLower = new Map(spellings.map(({ text }) => [text.toLowerCase(), text]));

/** "MUST KNOW SQL" and "must know SQL" say the same; skills get their usual spelling back. */
const calmed = (text: string): string => {
  const letters = text.replaceAll(/[^\p{L}]/gu, '');
  if (letters.length < 12 || letters !== letters.toUpperCase() || letters === letters.toLowerCase()) return text;
  const lower = text.toLowerCase();
  return recogniseSkills(lower)
    .toReversed()
    .reduce((result, { start, end }) => {
      const points = Array.from(result);
      const named = spellingByLower.get(points.slice(start, end).join(''));
      return named === undefined ? result : [...points.slice(0, start), named, ...points.slice(end)].join('');
    }, lower);
};

/** For use inside a sentence: names and acronyms keep their case, Title Case goes, a leading capital goes. */
export const midSentence = (text: string): string => {
  if (/^the(?: \p{Lu}\p{Ll}+){2,}$/u.test(text)) return text;
  const tokens = calmed(text).split(' ');
  const capitalised = tokens.slice(1).filter(isCapitalised).length;
  const isTitleCase =
    tokens.length > 1 &&
    capitalised > 0 &&
    capitalised >= tokens.slice(1).filter((word) => /^\p{L}{4}/u.test(word)).length;
  const firstLower = tokens.findIndex((word) => !isCapitalised(word));
  const opening = firstLower === -1 ? tokens.length : Math.max(firstLower, 1);
  return tokens
    .map((word, index) => {
      const followsName = index > 0 && isName(tokens[index - 1] ?? '') && /^\p{Lu}/u.test(tokens[index - 1] ?? '');
      const isPlain = isCapitalised(word) && !isName(word) && !followsName;
      return (index < opening || isTitleCase) && isPlain ? lowerFirst(word) : word;
    })
    .join(' ');
};

/** For use as a heading or at the start of a sentence. */
export const sentenceStart = (text: string): string => {
  const first = text.split(' ')[0] ?? '';
  return /\p{Lu}/u.test(first) ? text : text.charAt(0).toUpperCase() + text.slice(1);
};

/** "a", "a and b", "a, b and c"; "a and b, and c" where a part has an "and" of its own. */
export const joinList = (items: readonly string[]): string => {
  if (items.length < 2) return items[0] ?? '';
  const joiner = items.some((item) => / and /u.test(item)) ? ', and ' : ' and ';
  return `${items.slice(0, -1).join(', ')}${joiner}${items.at(-1) ?? ''}`;
};
