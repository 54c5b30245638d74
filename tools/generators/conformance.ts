// Writes the page of all rules that endpoints are checked against, with where each comes from.
import type { Contract } from '../../cli/conformance/contract.ts';
import { contracts } from '../../cli/conformance/contracts.ts';

import { code, MARKDOWN_NOTE, markdownTable } from './generator.ts';
import type { Generator } from './generator.ts';

const INTRODUCTION = `# Rules of the contracts

${MARKDOWN_NOTE}

What \`npm run parley -- conformance <contract>\` [checks](../integrations/conformance.md). A broken **must** makes its exit code 1; a *should* is
shown and fails nobody.`;

const sectionOf = ({ name, title, url, leaves, rules }: Contract): string => {
  const rows = rules.map(({ id, level, says, source }) => [
    code(`${name}.${id}`),
    level === 'must' ? '**must**' : '*should*',
    says,
    source,
  ]);
  const head = `## ${name}\n\n${title}. \`--url\`: ${url.replaceAll(/<(\w+)>/g, '`<$1>`')}. A run leaves ${leaves}.`;
  return `${head}\n\n${markdownTable(['rule', 'level', 'what it says', 'where it comes from'], rows)}`;
};

const render = (): string => `${[INTRODUCTION, ...contracts.map(sectionOf)].join('\n\n')}\n`;

export const conformanceGenerators: readonly Generator[] = [{ path: 'docs/generated/conformance.md', render }];
