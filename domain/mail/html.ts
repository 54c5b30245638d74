// The HTML of a mail out of its text: paragraphs, and the link as a link; everything else is escaped.
import { escapeHtml } from '../text/escape-html.ts';

/** Words of others within ours: set apart, whichever way they run. */
const foreign = /\{\{(?:candidateName|candidateRef|position|level|companyName)\}\}/g;

/** A link that has its line to itself. */
const alone = /^\s*\{\{(?:link|inboxLink)\}\}\s*$/;

const lineHtml = (line: string): string =>
  alone.test(line)
    ? line.trim().replace(alone, '<a href="$&">$&</a>')
    : escapeHtml(line).replaceAll(foreign, '<bdi>$&</bdi>');

const paragraphHtml = (paragraph: string): string => `<p>${paragraph.split('\n').map(lineHtml).join('<br>\n')}</p>`;

/** The one frame of all mails, ours and a tenant's. */
export const mailDocument = (body: string, language: string): string =>
  [
    '<!doctype html>',
    `<html lang="${escapeHtml(language)}">`,
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"></head>',
    '<body dir="auto" style="font-family: sans-serif; line-height: 1.5; max-width: 40em; margin: 1em auto; padding: 0 1em">',
    body,
    '</body>',
    '</html>',
    '',
  ].join('\n');

/** Placeholders stay in place, for values that are escaped by whoever fills them in. */
export const htmlOfText = (text: string, language: string): string =>
  mailDocument(
    text
      .trim()
      .split(/\n{2,}/)
      .map(paragraphHtml)
      .join('\n'),
    language,
  );
