// A model's text becomes data only after this: parsed, and freed of characters that hide, reorder or break things.
import { normalised } from '../../domain/text/typed-text.ts';

const depthMax = 12;

// Invisible characters that can hide text from a reader or turn its order around; joiners that scripts need stay.
const invisible =
  /[\u00AD\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu;
const spaces = /[\s\p{Cc}]+/gu;

/** One line of well-formed NFC text without control or hidden characters. */
export const cleanText = (text: string): string =>
  normalised(text.toWellFormed()).replace(invisible, '').replace(spaces, ' ').trim();

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
