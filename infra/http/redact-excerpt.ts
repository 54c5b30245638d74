// Makes the beginning of a foreign answer fit to be kept: a hint for whoever looks for a fault, never a copy of secrets or persons.

export const excerptBytesMax = 1_024;

type Rule = readonly [pattern: RegExp, replacement: string];

/** Controls, direction marks, private use: whatever a terminal or a page might act on. */
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u{FFFD}]+/gu;

/** In this order: what has a name of its own comes before what is merely long. */
const rules: readonly Rule[] = [
  [/(?<![^\s@<>"'(),;:=])[^\s@<>"'(),;:=]+(?:@|%40|&#64;)[^\s@<>"'(),;]+/giu, '[e-mail]'],
  [/(?:whsec_|parley_[a-z_]+_|Bearer\s+|Basic\s+)[\w+/=.~-]{4,}/giu, '[secret]'],
  [/\/interview\/[\w-]+/giu, '/interview/[secret]'],
  [/[\w+/=~-]{32,}|[\w~-]{24,}/gu, '[token]'],
  [/\+?\(?\p{Nd}(?:[\s()./-]{0,3}\p{Nd}){6,}/gu, '[digits]'],
];

/** A cut may have left half of something that would no longer be known for what it is. */
const lastPiece = /(?<![^\s"'<>,;{}[\]])[^\s"'<>,;{}[\]]*$/u;

/** At most a kilobyte of text from the first bytes of an answer; `bytes` may hold more. */
export const redactExcerpt = (bytes: Uint8Array): string => {
  const isCut = bytes.length > excerptBytesMax;
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, excerptBytesMax), { stream: isCut });
  const whole = isCut ? text.replace(lastPiece, '…') : text;
  const printable = whole.replace(unprintable, ' ').trim();
  return rules.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), printable);
};
