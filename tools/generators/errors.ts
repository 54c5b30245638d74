// Writes the page of error codes from the table that answers them; a problem's `type` points into this page.
import { errorTable } from '../../domain/errors.ts';

import { code, MARKDOWN_NOTE, markdownTable } from './generator.ts';
import type { Generator } from './generator.ts';

const INTRODUCTION = `# Error codes

${MARKDOWN_NOTE}

Every refusal is \`application/problem+json\` with one of these codes; new ones may be added, none changes its meaning.
"Repeat" says whether the very same request may succeed later; respect \`Retry-After\` when it is there.`;

const render = (): string => {
  const nouns = Map.groupBy(Object.entries(errorTable), ([name]) => name.split('.')[0] ?? '');
  const sections = [...nouns].map(([noun, entries]) => {
    const rows = entries.map(([name, { status, title, retryable }]) => [
      `<a id="${name}"></a>${code(name)}`,
      String(status),
      title,
      retryable ? 'yes' : '',
    ]);
    return `## ${noun}\n\n${markdownTable(['code', 'status', 'meaning', 'repeat'], rows)}`;
  });
  return `${[INTRODUCTION, ...sections].join('\n\n')}\n`;
};

export const errorGenerators: readonly Generator[] = [{ path: 'docs/generated/errors.md', render }];
