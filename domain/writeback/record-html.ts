// The record as one page that needs nothing beside itself: every word is escaped, and no script or address is ever loaded by it.
import { escapeHtml } from '../text/escape-html.ts';
import type { InterviewRecordText, RecordBlock, RecordSection } from './record.ts';

const style = [
  ':root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}',
  'p,blockquote{margin:.25rem 0}blockquote{padding-inline-start:.75rem;border-inline-start:.25rem solid;white-space:pre-wrap}h3{font-size:1rem;margin:1rem 0 .25rem}',
  '@page{margin:2cm}@media print{:root{color-scheme:light}body{margin:0;max-width:none;font-size:11pt}h2,h3{break-after:avoid}blockquote{break-inside:avoid}}',
].join('');

/** Letters that run from right to left keep to themselves: each block finds its own direction. */
const blockHtml = ({ kind, text }: RecordBlock): string => {
  const escaped = escapeHtml(text);
  if (kind === 'heading') return `<h3 dir="auto">${escaped}</h3>`;
  return kind === 'said' ? `<blockquote dir="auto">${escaped}</blockquote>` : `<p dir="auto">${escaped}</p>`;
};

const sectionHtml = ({ title, blocks }: RecordSection): string =>
  `<section>\n<h2>${escapeHtml(title)}</h2>\n${blocks.map(blockHtml).join('\n')}\n</section>`;

export const recordHtml = ({ title, language, head, sections }: InterviewRecordText, name: string): string =>
  `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${head.map(blockHtml).join('\n')}
${sections.map(sectionHtml).join('\n')}
<footer><p>${escapeHtml(name)}</p></footer>
</body>
</html>
`;
