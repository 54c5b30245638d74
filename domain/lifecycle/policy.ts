// The rules of waiting: deadlines and reminders of a tenant, pinned into a run when it starts.

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** All durations in milliseconds; lists are offsets in ascending order. */
export type Policy = {
  autoApprovePlans: boolean;
  infoRemindersMs: number[];
  infoDeadlineMs: number;
  planRemindersMs: number[];
  planDeadlineMs: number;
  linkLifeMs: number;
  /** Before the link's end. */
  linkRemindersBeforeMs: number[];
  /** Before the agreed start. */
  scheduleRemindersBeforeMs: number[];
  /** After the agreed start. */
  noShowAfterMs: number;
  /** After the candidate's last turn. */
  inactivityRemindersMs: number[];
  /** From the first session's start. */
  sessionWindowMs: number;
  verdictRemindersMs: number[];
  /** After the listed ones, one every so often. */
  verdictReminderEveryMs: number;
  verdictDeadlineMs: number;
};

export const defaultPolicy: Policy = {
  autoApprovePlans: false,
  infoRemindersMs: [1 * day, 3 * day, 7 * day],
  infoDeadlineMs: 14 * day,
  planRemindersMs: [1 * day, 3 * day, 7 * day],
  planDeadlineMs: 14 * day,
  linkLifeMs: 7 * day,
  linkRemindersBeforeMs: [24 * hour],
  scheduleRemindersBeforeMs: [24 * hour, 1 * hour],
  noShowAfterMs: 24 * hour,
  inactivityRemindersMs: [30 * minute, 12 * hour],
  sessionWindowMs: 24 * hour,
  verdictRemindersMs: [1 * day, 3 * day, 7 * day],
  verdictReminderEveryMs: 7 * day,
  verdictDeadlineMs: 14 * day,
};
