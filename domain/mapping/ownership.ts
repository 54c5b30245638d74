// Who owns what: the source-of-truth table of a connection, from its mapping and from what never changes hands.
import type { AtsField } from '../ports/ats-records.ts';
import { isSameTarget, type Mapping, type MappingField, type SavedMapping } from './mapping.ts';

/** `to_ats`: written by us, and never over what a person changed since. `from_ats`: read by us, never written. */
export type OwnedThing = {
  object: 'candidate' | 'application' | 'job' | 'interview';
  /** A field's key, or what it is in words. */
  thing: string;
  name: string | null;
  owner: 'ats' | 'parley';
  direction: 'to_ats' | 'from_ats' | 'none';
  why: string;
};

const always: readonly OwnedThing[] = [
  {
    object: 'application',
    thing: 'status and stage',
    name: null,
    owner: 'ats',
    direction: 'from_ats',
    why: 'The ATS decides where an application stands; a stage starts an interview where a rule says so.',
  },
  {
    object: 'candidate',
    thing: 'name, e-mail, phone',
    name: null,
    owner: 'ats',
    direction: 'from_ats',
    why: 'Contact data is read to invite, and never written.',
  },
  {
    object: 'job',
    thing: 'name, departments, open or closed',
    name: null,
    owner: 'ats',
    direction: 'from_ats',
    why: 'Jobs are read to choose the interview.',
  },
  {
    object: 'interview',
    thing: 'transcript, scores, rationale, rubric, decision',
    name: null,
    owner: 'parley',
    direction: 'to_ats',
    why: 'What was asked, said and scored is born here; a changed copy in the ATS changes nothing here.',
  },
];

const sourceOf = ({ source, expression }: MappingField): string => source ?? `expression: ${expression ?? ''}`;

const fieldRows = ({ fields }: Mapping, targets: readonly AtsField[]): OwnedThing[] => {
  const byTarget = Map.groupBy(fields, ({ target }) => `${target.object}:${target.key}`);
  return [...byTarget.values()].flatMap((entries) =>
    entries.slice(0, 1).map(({ target }) => ({
      object: target.object,
      thing: target.key,
      name: targets.find((one) => isSameTarget(one, target))?.name ?? null,
      owner: 'parley' as const,
      direction: 'to_ats' as const,
      why: `Written from ${entries.map(sourceOf).join('; else ')}; a person’s change since is a conflict and stays.`,
    })),
  );
};

const theirRows = ({ theirs }: Mapping): OwnedThing[] =>
  theirs.map(({ object, key }) => ({
    object,
    thing: key,
    name: null,
    owner: 'ats',
    direction: 'none',
    why: 'The mapping says that it is yours: no entry may write it.',
  }));

const row = (thing: string, why: string): OwnedThing => ({
  object: thing === 'notes of ours' || thing === 'files of ours' ? 'candidate' : 'application',
  thing,
  name: null,
  owner: 'parley',
  direction: 'to_ats',
  why,
});

const blockRows = ({ note, tags, fallbackTag, files, link, stage }: Mapping): OwnedThing[] => {
  const names = [...tags.map(({ tag }) => tag), ...(fallbackTag === null ? [] : [fallbackTag])];
  return [
    ...(note ? [row('notes of ours', 'Added once, found by their mark; notes of people are never touched.')] : []),
    ...(files.length > 0 ? [row('files of ours', `Added once as ${files.join(' and ')}, found by their names.`)] : []),
    ...(names.length > 0
      ? [row(`tags: ${[...new Set(names)].join(', ')}`, 'Added; other tags are never touched.')]
      : []),
    ...(link ? [row('link to the result', 'Where the ATS has links.')] : []),
    ...(stage === null
      ? []
      : [
          row(
            'stage, after a decision',
            'Moved once after a person’s decision, as the mapping says; whatever the ATS sends then, it sends.',
          ),
        ]),
  ];
};

/** Without a mapping nothing is written. */
export const ownershipOf = (saved: SavedMapping | null): OwnedThing[] =>
  saved === null
    ? always.map((one) =>
        one.direction === 'to_ats'
          ? { ...one, direction: 'none' as const, why: 'Nothing is written: there is no mapping.' }
          : one,
      )
    : [...always, ...fieldRows(saved.mapping, saved.targets), ...theirRows(saved.mapping), ...blockRows(saved.mapping)];
