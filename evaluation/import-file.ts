// Reads a company's own rated interviews: JSON, or a table of turns with one column of ratings per person.
import { readFileSync } from 'node:fs';
import { importedProblems, importedSchema, type Imported } from '../domain/evaluation/imported.ts';
import { readJson } from './load-set.ts';
import { Refusal } from './refusal.ts';

const bytesMax = 50_000_000;

/** A field, quoted or not, and what ends it. */
const field = /(?:"((?:[^"]|"")*)"|([^",\r\n][^,\r\n]*)?)(,|\r?\n|$)/gy;

/** RFC 4180: quotes around fields that hold commas, line ends or quotes; a quote inside is doubled. */
export const parseCsv = (text: string): string[][] => {
  const source = text.replace(/^\uFEFF/u, '');
  const rows: string[][] = [[]];
  let read = 0;
  for (const [whole, quoted, plain = '', end] of source.matchAll(field)) {
    read += whole.length;
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
  }
  if (read < source.length)
    throw new Refusal(`The table cannot be read from its row ${rows.length} on: a quote is out of place.`);
  return rows.filter((row) => row.some((one) => one !== ''));
};

const ratingColumn = /^rating[: ]\s*(?=\S)/iu;
const columns = [
  'interview',
  'competency',
  'definition',
  'anchor_1',
  'anchor_2',
  'anchor_3',
  'anchor_4',
  'anchor_5',
  'question',
  'answer',
];

type Row = Readonly<Record<string, string>>;

const rowsOf = (text: string): { people: string[]; rows: Row[] } => {
  const [head = [], ...lines] = parseCsv(text);
  const names = head.map((one) => one.trim());
  const missing = columns.filter((one) => !names.includes(one));
  if (missing.length > 0) throw new Refusal(`The table lacks the columns ${missing.join(', ')}.`);
  const rows = lines.map((line) => Object.fromEntries(names.map((one, index) => [one, (line[index] ?? '').trim()])));
  return { people: names.filter((one) => ratingColumn.test(one)), rows };
};

/** A rating stands in the first row of its interview and competency, or in any of them. */
const ratingsOf = (rows: readonly Row[], people: readonly string[]): Record<string, Record<string, number>> => {
  const ratings: Record<string, Record<string, number>> = {};
  for (const row of rows)
    for (const person of people) {
      const given = row[person] ?? '';
      if (given === '') continue;
      const own = (ratings[person.replace(ratingColumn, '')] ??= {});
      own[row['competency'] ?? ''] = Number(given);
    }
  return ratings;
};

const fromTable = (text: string): unknown => {
  const { people, rows } = rowsOf(text);
  const first = Map.groupBy(
    rows.filter((row) => row['definition'] !== ''),
    (row) => row['competency'] ?? '',
  );
  return {
    competencies: [...first].map(([name, [row]]) => ({
      name,
      definition: row?.['definition'],
      anchors: [1, 2, 3, 4, 5].map((level) => row?.[`anchor_${level}`]),
    })),
    interviews: [...Map.groupBy(rows, (row) => row['interview'] ?? '')].map(([id, own]) => ({
      id,
      turns: own.map((row) => ({
        question: row['question'],
        answer: row['answer'] === '' ? null : row['answer'],
        competencies: [row['competency']],
      })),
      ratings: ratingsOf(own, people),
    })),
  };
};

const readTable = (path: string): Imported => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Refusal(`${path} cannot be read.`);
  }
  if (text.length > bytesMax) throw new Refusal(`${path} is larger than 50 MB.`);
  const result = importedSchema.safeParse(fromTable(text));
  if (result.success) return result.data;
  const problems = result.error.issues.slice(0, 10).map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Refusal([`${path} is not in the form that is read:`, ...problems].join('\n'));
};

export const readImported = (path: string): Imported => {
  const imported = path.toLowerCase().endsWith('.csv') ? readTable(path) : readJson(path, importedSchema);
  const problems = importedProblems(imported);
  if (problems.length > 0) throw new Refusal([`${path} cannot be used:`, ...problems].join('\n  '));
  return imported;
};
