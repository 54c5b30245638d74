// Writes pages: every value is escaped unless it is itself a piece of a page.
import { createHash } from 'node:crypto';
import { escapeHtml } from '../domain/text/escape-html.ts';
import { runsRightToLeft } from '../domain/text/typed-text.ts';

export type Markup = { readonly text: string };
type Value = Markup | string | number | null | readonly Markup[];

const inAttribute = /="[^"<>]*$/;
/** Nothing but text may stand in these. */
const endsTextOnly = /^[^<]{0,100}<\/(?:title|option|textarea)>/;

/** Letters that run from right to left are set apart, so that what stands around them keeps its place. */
const textOf = (value: Value, before: string, after: string): string => {
  if (value === null) return '';
  if (typeof value === 'object') return 'text' in value ? value.text : value.map(({ text }) => text).join('');
  const escaped = escapeHtml(String(value));
  const isApart = runsRightToLeft(escaped) && !inAttribute.test(before) && !endsTextOnly.test(after);
  return isApart ? `<bdi>${escaped}</bdi>` : escaped;
};

/** Not named `html`: formatters take that for their own, and a changed space would break the style's hash. */
export const markup = (texts: TemplateStringsArray, ...values: Value[]): Markup => ({
  text: texts.map((text, index) => `${text}${textOf(values[index] ?? null, text, texts[index + 1] ?? '')}`).join(''),
});

const style = [
  ':root{color-scheme:light dark}*{box-sizing:border-box}',
  'body{font-family:system-ui,sans-serif;line-height:1.5;max-width:46rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}',
  'textarea,select{font:inherit;display:block;margin:.25rem 0 1rem;max-width:100%}textarea{width:100%}',
  'button,select{min-height:2.75rem}button{font:inherit;padding:.5rem 1rem}form{margin-bottom:2rem}dt{font-weight:600}dd{margin:0 0 .5rem}',
  'figure{margin:.5rem 0 1rem}blockquote{margin:.25rem 0;padding-left:.75rem;border-left:.25rem solid;white-space:pre-wrap}',
  'summary{cursor:pointer;padding:.25rem 0}details{margin:.5rem 0}small{font-size:.9rem}',
  'table{border-collapse:collapse;width:100%}@media print{:root{color-scheme:light}body{margin:0;max-width:none}h2,h3{break-after:avoid}tr,blockquote{break-inside:avoid}}',
  'pre{white-space:pre-wrap;overflow-wrap:anywhere}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0}',
].join('');

const styleHash = createHash('sha256').update(style, 'utf8').digest('base64');

export const pageContentType = 'text/html; charset=utf-8';

/**
 * `same-origin` rather than `no-referrer`: with the latter browsers send a form's `Origin` as `null`, and its check
 * would refuse our own page. Other origins learn nothing in either case.
 */
export const pageHeaders = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'same-origin',
  'X-Robots-Tag': 'noindex',
} as const;

const head = (title: string): Markup => markup`<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${{ text: style }}</style>
</head>`;

export const page = (title: string, content: Markup): string =>
  markup`<!doctype html>
<html lang="en">
${head(title)}
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`.text;
