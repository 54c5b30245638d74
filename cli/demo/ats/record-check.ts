// Holds the record of an ATS against the interview, and prints both side by side: what the one says, and what the other keeps.
import { z } from 'zod';
import type { AtsRecord } from '../../../simulators/ats.ts';
import type { Interview } from '../answers.ts';
import type { Screen } from '../screen.ts';

/** What the interview says, from calls of its own and not from what was written. */
export type Told = {
  interview: Interview;
  turns: readonly { question: string; answer: string | null }[];
  recruiter: string;
};

export const transcript = z.object({
  turns: z.array(z.object({ question: z.string(), answer: z.string().nullable() })),
});

type Line = { what: string; kept: string; said: string; isThere: boolean };

const columns = { what: 28, kept: 32, said: 30 };

const fit = (text: string, most: number): string =>
  (text.length > most ? `${text.slice(0, most - 2)} …` : text).padEnd(most);

const plain = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();

const shown = (value: unknown): string => (typeof value === 'string' ? plain(value) : JSON.stringify(value ?? null));

/** A field holds exactly what the interview says. */
const fieldLine = (record: AtsRecord, key: string, said: unknown): Line => {
  const kept = record.fields[key] ?? null;
  return { what: key, kept: shown(kept), said: shown(said), isThere: shown(kept) === shown(said) };
};

/** All of them stand somewhere in the notes. */
const noteLine = (record: AtsRecord, what: string, texts: readonly string[]): Line => {
  const notes = plain(record.notes.map(({ body }) => body).join('\n'));
  const found = texts.filter((text) => notes.includes(plain(text))).length;
  const isThere = texts.length > 0 && found === texts.length;
  return { what: `note: ${what}`, kept: `${found} of ${texts.length}`, said: shown(texts[0] ?? ''), isThere };
};

const noteLines = (record: AtsRecord, { interview: { plan, assessment }, turns, recruiter }: Told): Line[] => {
  const competencies = plan?.competencies ?? [];
  return [
    noteLine(record, 'questions', plan?.questions.map(({ text }) => text) ?? []),
    noteLine(
      record,
      'asked',
      turns.map(({ question }) => question),
    ),
    noteLine(
      record,
      'answers',
      turns.flatMap(({ answer }) => (answer === null ? [] : [answer])),
    ),
    noteLine(
      record,
      'rubric',
      competencies.flatMap(({ name, anchors }) => [name, ...Object.values(anchors)]),
    ),
    noteLine(
      record,
      'reasons',
      assessment?.competencies.flatMap(({ rationale }) => (rationale === null ? [] : [rationale])) ?? [],
    ),
    noteLine(record, 'who decided', [recruiter]),
  ];
};

const listLine = (what: string, kept: readonly string[], said: string): Line => {
  const isThere = kept.some((one) => one.includes(said));
  return { what, kept: kept.join(', '), said, isThere };
};

export type Expected = {
  fields: Readonly<Record<string, unknown>>;
  tags: readonly string[];
  /** Endings of names. */
  files: readonly string[];
  /** In a link of the record; null where the vendor has no links. */
  link: string | null;
};

export const compareRecord = (record: AtsRecord, told: Told, expected: Expected): Line[] => [
  ...Object.entries(expected.fields).map(([key, said]) => fieldLine(record, key, said)),
  ...noteLines(record, told),
  ...expected.tags.map((tag) => listLine('tag', record.tags, tag)),
  ...expected.files.map((ending) =>
    listLine(
      `file ${ending}`,
      record.files.map(({ name }) => name),
      ending,
    ),
  ),
  ...(expected.link === null ? [] : [listLine('link', record.links, expected.link)]),
];

/** How each note begins, since all of it would fill pages. */
export const showNotes = (screen: Screen, { notes }: AtsRecord): void => {
  for (const { body } of notes) {
    screen.pair(fit(body.split('\n')[0] ?? '', 70).trimEnd(), `${body.length} characters`, 'dim');
  }
};

/** The names of what is missing. */
export const showComparison = (screen: Screen, lines: readonly Line[]): string[] => {
  const row = (what: string, kept: string, said: string): string =>
    [fit(what, columns.what), fit(kept, columns.kept), fit(said, columns.said)].join(' ').trimEnd();
  screen.pair(row('', 'in the record', 'in the interview'), '', 'bold');
  for (const { what, kept, said, isThere } of lines) {
    screen.pair(row(what, kept, said), isThere ? '✓' : '✗', isThere ? 'green' : 'yellow');
  }
  return lines.filter(({ isThere }) => !isThere).map(({ what }) => what);
};
