// A model's text becomes data only after this: parsed, and freed of characters that hide, reorder or break things.
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

const wholeFence = /^```(?:json)?[^\S\n]*\n([\s\S]*?)```$/u;

/** The JSON value that `text` is (one code fence around all of it is forgiven), cleaned; throws on anything else. */
export const parseOutput = (text: string): unknown => {
  const trimmed = text.trim();
  return cleanValue(JSON.parse(wholeFence.exec(trimmed)?.[1] ?? trimmed), 0);
};
