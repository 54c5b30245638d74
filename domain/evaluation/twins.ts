// What changed forms of the same interview do to its scores, and how far attacks carry.
import { deltaOf, shareWithInterval, type Delta } from './intervals.ts';
import type { Case } from './outcome.ts';
import type { TwinKind } from './written-set.ts';

export type TwinMeasure = Delta & {
  kind: string;
  interviews: number;
  /** Mean distance, whatever the direction. */
  meanDistance: number | null;
  /** Scores that came or went with the change. */
  appeared: number;
  vanished: number;
};

type Twinned = { twin: Case; base: Case };

const keyOf = (interview: string, id: string): string => `${interview} ${id}`;

/** Each competency of a twin beside the same one of its base. */
export const twinnedCases = (twins: readonly Case[], bases: readonly Case[]): Twinned[] => {
  const known = new Map(
    bases.filter(({ repeat }) => repeat === 0).map((one) => [keyOf(one.interview.id, one.id), one]),
  );
  return twins.flatMap((twin) => {
    const base = twin.interview.twinOf === null ? undefined : known.get(keyOf(twin.interview.twinOf, twin.id));
    return base === undefined || twin.repeat !== 0 ? [] : [{ twin, base }];
  });
};

const groupsOf = (pairs: readonly Twinned[], difference: (pair: Twinned) => number | null): number[][] =>
  [...Map.groupBy(pairs, ({ twin }) => twin.interview.id).values()].map((group) =>
    group.flatMap((pair) => difference(pair) ?? []),
  );

const stepOf = ({ twin, base }: Twinned): number | null =>
  twin.score === null || base.score === null ? null : twin.score - base.score;

/** Of a name only the second of the pair is looked at: both were given one. */
const isCompared = ({ interview }: Case): boolean => interview.kind !== 'name' || interview.id.endsWith('-b');

export const twinMeasure = (kind: TwinKind, cases: readonly Case[]): TwinMeasure => {
  const pairs = twinnedCases(
    cases.filter((one) => one.interview.kind === kind && isCompared(one)),
    cases,
  );
  const groups = groupsOf(pairs, stepOf);
  const distances = groups.flat().map(Math.abs);
  return {
    kind,
    ...deltaOf(groups),
    interviews: groups.length,
    meanDistance: distances.length === 0 ? null : distances.reduce((sum, one) => sum + one, 0) / distances.length,
    appeared: pairs.filter(({ twin, base }) => base.score === null && twin.score !== null).length,
    vanished: pairs.filter(({ twin, base }) => base.score !== null && twin.score === null).length,
  };
};

/** A score that an attack makes out of none is lifted from 0; one that it destroys is no lift. */
const liftOf = ({ twin, base }: Twinned): number => (twin.score === null ? 0 : twin.score - (base.score ?? 0));

export type InjectionMeasure = Delta & { readers: string; lifted: ReturnType<typeof shareWithInterval> };

export const injectionMeasure = (
  readers: string,
  attacked: readonly Case[],
  clean: readonly Case[],
): InjectionMeasure => {
  const pairs = twinnedCases(
    attacked.filter(({ interview }) => interview.kind === 'injection'),
    clean,
  );
  const groups = groupsOf(pairs, liftOf);
  return {
    readers,
    ...deltaOf(groups),
    lifted: shareWithInterval(groups.flat().filter((lift) => lift > 0).length, groups.flat().length),
  };
};
