// What a new version of the API description breaks for those who built on an earlier one.
import {
  list,
  record,
  resolve,
  schemaComparison,
  type Direction,
  type SchemaChange,
  type Json,
} from './schema-changes.ts';

export const descriptionPath = 'docs/generated/openapi.json';
/** The last released version's, without what only people read. */
export const baselinePath = 'docs/generated/openapi-baseline.json';

type Compare = ReturnType<typeof schemaComparison>;
type Operation = { before: Json; after: Json; place: string };
type Versions = { before: Json; after: Json; compare: Compare };

/** By operation, callbacks to the receiver of webhooks included: `get /interviews/{runId}`. */
const operationsOf = (document: Json, section: 'paths' | 'webhooks'): Map<string, Json> =>
  new Map(
    Object.entries(record(document[section])).flatMap(([path, item]) =>
      Object.entries(record(item)).map(([method, operation]) => [`${method} ${path}`, record(operation)] as const),
    ),
  );

const parametersOf = (document: Json, operation: Json): Map<string, Json> =>
  new Map(
    list(operation['parameters']).map((one) => {
      const parameter = resolve(document, one);
      return [`${String(parameter['in'])} ${String(parameter['name'])}`, parameter];
    }),
  );

const parameterChanges = ({ before, after, place }: Operation, versions: Versions): SchemaChange[] => {
  const [olds, nows] = [parametersOf(versions.before, before), parametersOf(versions.after, after)];
  const added = [...nows].filter(([name, { required }]) => required === true && olds.get(name)?.['required'] !== true);
  return [
    ...added.map(([name]) => ({ place: `${place} ${name}`, what: 'is required' })),
    ...[...olds].flatMap(([name, old]) => {
      const now = nows.get(name);
      if (now === undefined) return [{ place: `${place} ${name}`, what: 'is gone' }];
      return versions.compare(old['schema'], now['schema'], `${place} ${name}`, 'in');
    }),
  ];
};

const contentChanges = (
  before: Json,
  after: Json,
  at: { place: string; direction: Direction; compare: Compare },
): SchemaChange[] =>
  Object.entries(record(before['content'])).flatMap(([type, old]) => {
    const now = record(after['content'])[type];
    if (now === undefined) return [{ place: at.place, what: `is no longer ${type}` }];
    return at.compare(record(old)['schema'], record(now)['schema'], at.place, at.direction);
  });

const bodyChanges = ({ before, after, place }: Operation, versions: Versions, direction: Direction): SchemaChange[] => {
  const { compare } = versions;
  const old = resolve(versions.before, before['requestBody']);
  const now = resolve(versions.after, after['requestBody']);
  const required = direction === 'in' && now['required'] === true && old['required'] !== true;
  return [
    ...(required ? [{ place: `${place} body`, what: 'is required' }] : []),
    ...contentChanges(old, now, { place: `${place} body`, direction, compare }),
  ];
};

const responseChanges = ({ before, after, place }: Operation, versions: Versions): SchemaChange[] =>
  Object.entries(record(before['responses'])).flatMap(([status, one]) => {
    const at = `${place} ${status}`;
    const other = record(after['responses'])[status];
    if (other === undefined) return [{ place: at, what: 'is gone' }];
    const [old, now] = [resolve(versions.before, one), resolve(versions.after, other)];
    const lost = Object.keys(record(old['headers'])).filter((name) => record(now['headers'])[name] === undefined);
    return [
      ...lost.map((name) => ({ place: `${at} ${name}`, what: 'is gone' })),
      ...contentChanges(old, now, { place: at, direction: 'out', compare: versions.compare }),
    ];
  });

const textOf = (value: unknown): string => JSON.stringify(value);

const securityChanges = ({ before, after, place }: Operation): SchemaChange[] => {
  const [olds, nows] = [list(before['security']), list(after['security']).map(textOf)];
  if (nows.length === 0) return [];
  const lost = olds.length === 0 ? nows : olds.map(textOf).filter((one) => !nows.includes(one));
  return lost.length === 0 ? [] : [{ place: `${place} security`, what: 'wants another credential' }];
};

const callChanges = (one: Operation, versions: Versions): SchemaChange[] => [
  ...(one.before['operationId'] === one.after['operationId']
    ? []
    : [{ place: one.place, what: 'has another operationId' }]),
  ...securityChanges(one),
  ...parameterChanges(one, versions),
  ...bodyChanges(one, versions, 'in'),
  ...responseChanges(one, versions),
];

const sectionChanges = (
  section: 'paths' | 'webhooks',
  versions: Versions,
  changesOf: (one: Operation) => SchemaChange[],
): SchemaChange[] => {
  const nows = operationsOf(versions.after, section);
  return [...operationsOf(versions.before, section)].flatMap(([name, before]) => {
    const { operationId } = before;
    const place = typeof operationId === 'string' ? operationId : name;
    const after = nows.get(name);
    return after === undefined ? [{ place, what: `is gone (${name})` }] : changesOf({ before, after, place });
  });
};

/** Each once. A webhook is a request of ours, so its body is something that others get. */
export const breakingChanges = (before: Json, after: Json): SchemaChange[] => {
  const versions = { before, after, compare: schemaComparison(before, after) };
  const found = [
    ...sectionChanges('paths', versions, (one) => callChanges(one, versions)),
    ...sectionChanges('webhooks', versions, (one) => bodyChanges(one, versions, 'out')),
  ];
  return [...new Map(found.map((change) => [textOf(change), change])).values()];
};

/** The paragraphs of the part of a changelog that is not released yet. */
const unreleased = (changelog: string): string[] =>
  (/^## Unreleased$([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(changelog)?.[1] ?? '').split(/\n(?=- |#|\n)/);

/** Those that the changelog does not announce: by a line of its unreleased part that says "Breaking" and names the place. */
export const unannounced = (changes: readonly SchemaChange[], changelog: string): SchemaChange[] => {
  const announcements = unreleased(changelog).filter((line) => /\bbreaking\b/i.test(line));
  return changes.filter(({ place }) => !announcements.some((line) => line.includes(`\`${place}\``)));
};
