// How long each kind of data is kept, and what follows from it for one run.
import { parseDuration } from '../text/duration.ts';
import type { ErasureScope } from '../lifecycle/facts.ts';
import type { TenantSettings } from '../tenant/settings.ts';

/** Counted from the end of the interview. */
export type RetentionWindows = { personalDataMs: number; recordingsMs: number; assessmentsMs: number };

const ms = (duration: string): number => parseDuration(duration) ?? 0;

/** From a tenant's resolved settings. */
export const windowsOf = ({ retention }: Pick<TenantSettings, 'retention'>): RetentionWindows => ({
  personalDataMs: ms(retention.personalData),
  recordingsMs: ms(retention.recordings),
  assessmentsMs: ms(retention.assessments),
});

/** When each kind of a run's data is due, in epoch milliseconds; null once it is erased. */
export type DueTimes = { personalDueAt: number | null; assessmentsDueAt: number | null };

export type PlannedErasure = { scope: ErasureScope; dueAt: number };

/**
 * What will be erased of a run, in order. Erasing assessments takes the personal data along, so when both fall
 * together (or a tenant keeps assessments for a shorter time) only the wider erasure is left.
 */
export const plannedErasures = ({ personalDueAt, assessmentsDueAt }: DueTimes, now: number): PlannedErasure[] => {
  const all: PlannedErasure[] = assessmentsDueAt === null ? [] : [{ scope: 'all', dueAt: assessmentsDueAt }];
  if (personalDueAt === null) return all;
  const isCovered = assessmentsDueAt !== null && assessmentsDueAt <= Math.max(personalDueAt, now);
  return isCovered ? all : [{ scope: 'personal', dueAt: personalDueAt }, ...all];
};

/** The erasure that is due now, or null. */
export const erasureDue = (times: DueTimes, now: number): PlannedErasure | null =>
  plannedErasures(times, now).find(({ dueAt }) => dueAt <= now) ?? null;
