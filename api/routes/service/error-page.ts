// The page that every problem's `type` points into.
import { errorTable } from '../../../domain/errors.ts';

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A whole page without scripts or styles, so that it needs no exception from the strictest policy. */
export const renderErrorPage = (): string => {
  const entries = Object.entries(errorTable).map(([code, { status, title, retryable }]) => {
    const repeat = retryable ? ' The same request may succeed later.' : '';
    return `<dt id="${escapeHtml(code)}"><code>${escapeHtml(code)}</code> (${status})</dt><dd>${escapeHtml(title)}${repeat}</dd>`;
  });
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Parley: error codes</title>',
    '<meta name="viewport" content="width=device-width, initial-scale=1"></head>',
    `<body><main><h1>Error codes</h1><dl>${entries.join('')}</dl></main></body></html>`,
  ].join('');
};
