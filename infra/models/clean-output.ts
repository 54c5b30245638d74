// A model's text becomes data only after this: the one JSON object in it, freed of characters that hide, reorder or break things.
import type { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { canonicalJson } from '../../domain/text/canonical-json.ts';
import { typedAs } from '../../domain/text/typed-text.ts';

const depthMax = 12;

/** One line, by the rule for what people type: without hidden characters, and with blanks for controls. */
export const cleanText = (text: string): string => typedAs('line', text.toWellFormed().replaceAll(/\p{Cc}/gu, ' '));

const cleanValue = (value: unknown, depth: number): unknown => {
  if (depth > depthMax) throw new RangeError('nested too deeply');
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map((item) => cleanValue(item, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cleanValue(item, depth + 1)]));
};

const ambiguous = (): AppError => new AppError('model.ambiguous_answer');

const countMembers = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0;
  const inside = Object.values(value).reduce<number>((sum, item) => sum + countMembers(item), 0);
  return Array.isArray(value) ? inside : inside + Object.keys(value).length;
};

/** In JSON every member has one colon outside of strings. */
const countColons = (json: string): number => {
  let [count, inString] = [0, false];
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at];
    if (inString && character === '\\') at += 1;
    else if (character === '"') inString = !inString;
    else if (!inString && character === ':') count += 1;
  }
  return count;
};

/** The parser would take the last of two members of one name; nobody can know which was meant. */
const parsed = (text: string): unknown => {
  let value: unknown;
  try {
    value = cleanValue(JSON.parse(text), 0);
  } catch {
    return undefined;
  }
  if (countMembers(value) !== countColons(text)) throw ambiguous();
  return value;
};

/** Where the object that begins at `start` ends; -1 where it does not. Braces inside strings do not count. */
const endOfObject = (text: string, start: number): number => {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (inString && character === '\\') at += 1;
    else if (character === '"') inString = !inString;
    else if (!inString && character === '{') depth += 1;
    else if (!inString && character === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
};

/** Braces of prose are none. */
const objectStart = /\{\s*"/gu;

/** Every object that stands in the text by itself; throws where one is begun and broken: its parts are no answer. */
const objectsIn = (text: string): unknown[] => {
  const found: unknown[] = [];
  let from = 0;
  // Each character is looked at once: an object is stepped over, or it is the last.
  for (const { index: start } of text.matchAll(objectStart)) {
    if (start < from) continue;
    from = endOfObject(text, start);
    const value = from === -1 ? undefined : parsed(text.slice(start, from));
    if (value === undefined) throw new SyntaxError('broken JSON');
    found.push(value);
  }
  return found;
};

// How models that think aloud say that they are done; the beginning is often part of the prompt and not repeated.
const reasoningEnds =
  /<\/(?:think|thinking|thought|reasoning|analysis)>|\[\/THINK\]|◁\/think▷|<\|channel\|>final<\|message\|>/giu;

const afterReasoning = (text: string): string => {
  const last = [...text.matchAll(reasoningEnds)].at(-1);
  const rest = last === undefined ? text : text.slice(last.index + last[0].length);
  return holdsObject(rest) ? rest : text;
};

/** An object that was begun and has no end. */
export const isUnfinished = (text: string): boolean => {
  const start = text.indexOf('{');
  return start !== -1 && endOfObject(text, start) === -1;
};

export const holdsObject = (text: string): boolean => text.includes('{');

/**
 * The JSON value that `text` is, or the one object that stands in it after reasoning, prefaces and fences, cleaned.
 * Throws on anything else; `model.ambiguous_answer` where two objects differ, or a member stands in one of them twice.
 */
export const parseOutput = (text: string): unknown => {
  const whole = parsed(text.trim());
  if (whole !== undefined) return whole;
  const [first, ...others] = objectsIn(afterReasoning(text));
  if (first === undefined) throw new SyntaxError('no JSON');
  if (others.some((other) => canonicalJson(other) !== canonicalJson(first))) throw ambiguous();
  return first;
};

type Holder = Record<PropertyKey, unknown>;

const holderAt = (root: unknown, path: readonly PropertyKey[]): Holder | null => {
  const place = path.reduce<unknown>((holder, key) => (holder as Holder | null | undefined)?.[key], root);
  return typeof place === 'object' && place !== null ? (place as Holder) : null;
};

const plainNumber = /^-?\d{1,9}(?:\.\d{1,6})?$/u;
const isNumeral = (key: string): boolean => /^\d+$/u.test(key);

const leaveOut = (root: unknown, path: readonly PropertyKey[], keys: readonly string[]): boolean => {
  const holder = holderAt(root, path);
  // A sixth level beside five is another scale, not an ornament.
  if (holder === null || keys.some(isNumeral)) return false;
  for (const key of keys) delete holder[key];
  return true;
};

const asNumber = (root: unknown, path: readonly PropertyKey[]): boolean => {
  const key = path.at(-1) ?? '';
  const holder = holderAt(root, path.slice(0, -1));
  const value = holder?.[key];
  if (holder === null || typeof value !== 'string' || !plainNumber.test(value)) return false;
  holder[key] = Number(value);
  return true;
};

/** Mends what is only a matter of form; false where it is one of meaning. */
const mend = (root: unknown, issue: z.core.$ZodIssue): boolean => {
  if (issue.code === 'unrecognized_keys') return leaveOut(root, issue.path, issue.keys);
  return issue.code === 'invalid_type' && issue.expected === 'number' && asNumber(root, issue.path);
};

/** What of `value` has this shape: members that nobody asked for are left out, numbers in quotes are numbers. Else undefined. */
export const readAs = <Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> | undefined => {
  const first = schema.safeParse(value);
  if (first.success) return first.data;
  const mended = structuredClone(value);
  if (!first.error.issues.every((issue) => mend(mended, issue))) return undefined;
  return schema.safeParse(mended).data;
};
