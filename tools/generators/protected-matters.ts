// Writes the page of figures for the gate against protected matters: what it makes of the labelled sentences.
import { findProtectedMatter } from '../../domain/protected-matters/find-protected-matter.ts';
import { labelled, measure, type Labelled } from '../../domain/protected-matters/measure.ts';

import { MARKDOWN_NOTE, markdownTable } from './generator.ts';
import type { Generator } from './generator.ts';

const INTRODUCTION = `# Protected matters: what the gate finds

${MARKDOWN_NOTE}

What \`domain/protected-matters\` makes of the sentences in \`labelled-sentences.json\`. A **certain** finding is refused and asked for
anew; a **doubtful** one is a warning on the plan, and a person looks before anybody is asked. A false alarm is a lawful sentence
that was refused or warned of; a miss is an unlawful one that passed. A fifth of the sentences, chosen by their hash, is kept aside.`;

const SEEN = `Whoever writes sentences and rules knows both: figures on sentences that were written after the rules, before anything was changed
for them, are in decision 061. They are the better guess of what the gate misses in the wild, above all of questions that
ask for a matter without naming it.`;

const HEADINGS = [
  'lawful',
  'refused',
  'warned of',
  'unlawful',
  'refused',
  'warned of',
  'missed',
  'doubtful',
  'warned of or refused',
];

const row = (name: string, sentences: readonly Labelled[]): string[] => {
  const { lawful, unlawful, doubtful } = measure(sentences, findProtectedMatter);
  const all = (one: Record<string, number>): number => Object.values(one).reduce((sum, count) => sum + count, 0);
  const cells = [
    all(lawful),
    lawful.certain,
    lawful.doubtful,
    all(unlawful),
    unlawful.certain,
    unlawful.doubtful,
    unlawful.passed,
    all(doubtful),
    doubtful.certain + doubtful.doubtful,
  ];
  return [name, ...cells.map(String)];
};

const tableOf = (heading: string, groups: Iterable<readonly [string, readonly Labelled[]]>): string =>
  markdownTable(
    [heading, ...HEADINGS],
    [...groups].map(([name, sentences]) => row(name, sentences)),
  );

const render = (): string => {
  const parts = Map.groupBy(labelled, ({ isHeldOut }) => (isHeldOut ? 'kept aside' : 'the rest'));
  return `${[
    INTRODUCTION,
    SEEN,
    '## All',
    tableOf('part', [['all', labelled], ...parts]),
    '## By language',
    tableOf(
      'language',
      Map.groupBy(labelled, ({ language }) => language),
    ),
    '## By occupation',
    tableOf(
      'occupation',
      Map.groupBy(labelled, ({ occupation }) => occupation),
    ),
    '## By matter',
    tableOf(
      'matter',
      Map.groupBy(
        labelled.filter(({ matter }) => matter !== null),
        ({ matter }) => matter ?? '',
      ),
    ),
  ].join('\n\n')}\n`;
};

export const protectedMatterGenerators: readonly Generator[] = [
  { path: 'docs/generated/protected-matters.md', render },
];
