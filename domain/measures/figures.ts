// What is counted for the measures of hiring, before anybody says what it means: nothing here is about one person.
import { recordParts, type RecordPart } from '../writeback/item.ts';

export type ReviewFigures = {
  completed: number;
  reviewed: number;
  /** Of those that a person reviewed. */
  medianSeconds: number | null;
  p90Seconds: number | null;
  sameDay: number;
  /** Reviewed, or waiting though the day of their completion is over. */
  dueThatDay: number;
  waiting: number;
  oldestWaitingSeconds: number | null;
  /** With those that wait, each as old as it is now. */
  medianSecondsAtLeast: number | null;
};

/** Why a result does not stand in the ATS: the first of these that holds. */
export const lackings = ['no_connection', 'nothing_written', 'failed', 'conflicted', 'waiting'] as const;
export type Lacking = (typeof lackings)[number];

export type ConfirmedFigures = { results: number; confirmed: number; lacking: Record<Lacking, number> };

export type HoursFigures = { results: number; minutes: number };

export type OverrideFigures = {
  decided: number;
  /** Of those, with a verdict proposed. */
  proposed: number;
  otherVerdict: number;
  turnedDown: number;
  /** Of `proposed`: decided after a reviewer opened the page. */
  opened: number;
  medianEvidenceSeconds: number | null;
};

export type AuditFigures = { progressed: number; ready: number; lacking: Record<RecordPart, number> };

export type HiringFigures = {
  reviews: ReviewFigures;
  confirmed: ConfirmedFigures;
  hours: HoursFigures;
  overrides: OverrideFigures;
  audit: AuditFigures;
};

/** What one group is about: null where an interview has none. */
export type MeasuresGroup = {
  job: { id: string | null; name: string | null } | null;
  connection: { id: string; name: string; kind: string } | null;
};

const zeros = <Name extends string>(names: readonly Name[]): Record<Name, number> =>
  Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;

/** Of nobody. */
export const noFigures: HiringFigures = {
  reviews: {
    completed: 0,
    reviewed: 0,
    medianSeconds: null,
    p90Seconds: null,
    sameDay: 0,
    dueThatDay: 0,
    waiting: 0,
    oldestWaitingSeconds: null,
    medianSecondsAtLeast: null,
  },
  confirmed: { results: 0, confirmed: 0, lacking: zeros(lackings) },
  hours: { results: 0, minutes: 0 },
  overrides: { decided: 0, proposed: 0, otherVerdict: 0, turnedDown: 0, opened: 0, medianEvidenceSeconds: null },
  audit: { progressed: 0, ready: 0, lacking: zeros(recordParts) },
};
