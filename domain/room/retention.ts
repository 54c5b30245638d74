// How long data is kept, as a person reads it in the notice.
import { parseDuration } from '../text/duration.ts';

/** Days, rounded up: a notice never promises less than what happens. */
export type RetentionDays = { personal: number; recordings: number; assessments: number };

const dayMs = 86_400_000;
const daysOf = (duration: string): number => Math.ceil((parseDuration(duration) ?? 0) / dayMs);

/** From a tenant's resolved settings. */
export const retentionDaysOf = (retention: {
  personalData: string;
  recordings: string;
  assessments: string;
}): RetentionDays => ({
  personal: daysOf(retention.personalData),
  recordings: daysOf(retention.recordings),
  assessments: daysOf(retention.assessments),
});
