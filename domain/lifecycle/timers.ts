// The one timer of a waiting run: its next reminder or its deadline, whichever comes first.
import type { Policy } from './policy.ts';
import type { RunState } from './state.ts';

export type Timer =
  | { kind: 'reminder'; at: number; number: number; audience: 'recruiter' | 'candidate' }
  | { kind: 'deadline'; at: number; then: 'expired' | 'noShow' | 'windowEnded' | 'verdictOverdue' };

type Wait = {
  reminders: number[];
  audience: 'recruiter' | 'candidate';
  deadline: Extract<Timer, { kind: 'deadline' }>;
};

const after = (start: number, offsets: number[]): number[] => offsets.map((offset) => start + offset);
const before = (end: number, offsets: number[]): number[] =>
  offsets.map((offset) => end - offset).sort((a, b) => a - b);

const verdictReminders = (state: RunState, policy: Policy): number[] => {
  const listed = after(state.waitingSince, policy.verdictRemindersMs);
  const overtime = state.remindersSent - listed.length + 1;
  const last = listed.at(-1) ?? state.waitingSince;
  return overtime > 0
    ? [...listed, ...Array.from({ length: overtime }, (_, i) => last + (i + 1) * policy.verdictReminderEveryMs)]
    : listed;
};

const waitOf = (state: RunState, policy: Policy): Wait | null => {
  const since = state.waitingSince;
  switch (state.state) {
    case 'INFO_NEEDED':
      return {
        reminders: after(since, policy.infoRemindersMs),
        audience: 'recruiter',
        deadline: { kind: 'deadline', at: since + policy.infoDeadlineMs, then: 'expired' },
      };
    case 'PENDING':
      return {
        reminders: after(since, policy.planRemindersMs),
        audience: 'recruiter',
        deadline: { kind: 'deadline', at: since + policy.planDeadlineMs, then: 'expired' },
      };
    case 'APPROVED': {
      const at = state.linkExpiresAt ?? since + policy.linkLifeMs;
      return {
        reminders: before(at, policy.linkRemindersBeforeMs),
        audience: 'candidate',
        deadline: { kind: 'deadline', at, then: 'expired' },
      };
    }
    case 'SCHEDULED': {
      const start = state.scheduledAt ?? since;
      return {
        reminders: before(start, policy.scheduleRemindersBeforeMs),
        audience: 'candidate',
        deadline: { kind: 'deadline', at: start + policy.noShowAfterMs, then: 'noShow' },
      };
    }
    case 'IN_PROGRESS': {
      const started = state.startedAt ?? since;
      return {
        reminders: after(state.lastTurnAt ?? started, policy.inactivityRemindersMs),
        audience: 'candidate',
        deadline: { kind: 'deadline', at: started + policy.sessionWindowMs, then: 'windowEnded' },
      };
    }
    case 'ASSESSMENT_PENDING':
      return {
        reminders: verdictReminders(state, policy),
        audience: 'recruiter',
        deadline: { kind: 'deadline', at: since + policy.verdictDeadlineMs, then: 'verdictOverdue' },
      };
    default:
      return null;
  }
};

/** When the present wait ends by itself, in epoch milliseconds; null where no deadline applies. */
export const deadlineOf = (state: RunState, policy: Policy): number | null => {
  const wait = waitOf(state, policy);
  if (wait === null || (state.state === 'ASSESSMENT_PENDING' && state.attention !== null)) return null;
  return wait.deadline.at;
};

/**
 * The timer to arm in this state, or null. Reminders that were already due when the wait began (an agreed start in
 * half an hour) are passed over, never sent late.
 */
export const nextTimer = (state: RunState, policy: Policy): Timer | null => {
  const wait = waitOf(state, policy);
  if (wait === null) return null;
  const deadline = deadlineOf(state, policy);
  const index = wait.reminders.findIndex((at, i) => i >= state.remindersSent && at > state.waitingSince);
  const at = wait.reminders[index];
  if (at !== undefined && (deadline === null || at < deadline))
    return { kind: 'reminder', at, number: index + 1, audience: wait.audience };
  return deadline === null ? null : wait.deadline;
};
