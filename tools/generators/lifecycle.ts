// Writes the page about an interview's life by asking the machine itself: what it allows, where facts lead, when waits end.
import { allowedCommands } from '../../domain/lifecycle/check.ts';
import { commandNames, commandTable } from '../../domain/lifecycle/commands.ts';
import { defaultPolicy } from '../../domain/lifecycle/policy.ts';
import {
  initialState,
  interviewStates,
  isTerminal,
  needsHumanFollowUp,
  outcomes,
} from '../../domain/lifecycle/state.ts';
import type { InterviewState, RunState } from '../../domain/lifecycle/state.ts';
import { nextTimer } from '../../domain/lifecycle/timers.ts';

import { code, codes, MARKDOWN_NOTE, markdownTable } from './generator.ts';
import type { Generator } from './generator.ts';
import { factRows } from './lifecycle-facts.ts';

const MEANINGS: Record<InterviewState, string> = {
  RECEIVED: 'stored, its workflow is starting',
  INFO_NEEDED: 'critical data is missing; the questions for the recruiter are listed',
  VALIDATING_SKILLS: 'qualifications are mapped to skills, the first plan is being drafted',
  GENERATING_PLAN: 'the plan is being redrafted after a revision request',
  PENDING: 'plan and rubric are ready and wait for a decision',
  APPROVED: 'the candidate’s link exists',
  SCHEDULED: 'a start time is agreed',
  IN_PROGRESS: 'consent is given and the first session is open',
  COMPLETED: 'the conversation is over, the transcript frozen; scoring',
  ASSESSMENT_PENDING: 'the assessment waits for a human verdict',
  ASSESSMENT_APPROVED: 'ended with a verdict',
  REJECTED: 'ended: the plan was rejected',
  CANCELLED: 'ended otherwise; the outcome says how',
};

const DEADLINES = {
  expired: 'ends as `EXPIRED`',
  noShow: 'ends as `NO_SHOW`',
  windowEnded: 'conversation closes (`window_ended`), or ends as `NO_SHOW` without an answer',
  verdictOverdue: 'attention `verdict_overdue`, never an end',
} as const;

const HOUR_MS = 3_600_000;
const duration = (durationMs: number): string => {
  if (durationMs < HOUR_MS) return `${durationMs / 60_000} min`;
  return durationMs % (24 * HOUR_MS) === 0 ? `${durationMs / (24 * HOUR_MS)} d` : `${durationMs / HOUR_MS} h`;
};

const at = (state: InterviewState): RunState => ({ ...initialState, state, proposedVerdict: 'MAYBE' });

/** Reminders and deadline of one state under the default policy, read off the timers the machine would arm. */
const waits = (state: InterviewState): { reminders: string; deadline: string } => {
  // Times count from a start far enough from zero that reminders before it exist.
  const start = 1_000 * 24 * HOUR_MS;
  const anchors = { waitingSince: start - 30 * 24 * HOUR_MS, scheduledAt: start, startedAt: start, lastTurnAt: start };
  const anchored = ['SCHEDULED', 'IN_PROGRESS', 'APPROVED'].includes(state);
  const run: RunState = {
    ...at(state),
    ...anchors,
    linkExpiresAt: start,
    waitingSince: anchored ? anchors.waitingSince : start,
  };
  const reminders: string[] = [];
  for (let remindersSent = 0; remindersSent < 20; remindersSent += 1) {
    const timer = nextTimer({ ...run, remindersSent }, defaultPolicy);
    if (timer === null) break;
    if (timer.kind === 'deadline') {
      const after = timer.at === start ? 'at the link’s end' : `after ${duration(timer.at - start)}`;
      return { reminders: reminders.join(', '), deadline: `${after}: ${DEADLINES[timer.then]}` };
    }
    const offset = timer.at - start;
    reminders.push(offset < 0 ? `${duration(-offset)} before` : duration(offset));
  }
  return { reminders: reminders.join(', '), deadline: '' };
};

const stateTable = (): string =>
  markdownTable(
    ['state', 'meaning', 'allowed commands', 'reminders', 'deadline'],
    interviewStates.map((state) => {
      const { reminders, deadline } = waits(state);
      const more =
        state === 'ASSESSMENT_PENDING' ? `, then every ${duration(defaultPolicy.verdictReminderEveryMs)}` : '';
      const name = isTerminal(state) ? `${code(state)} (end)` : code(state);
      return [name, MEANINGS[state], codes(allowedCommands(at(state))), `${reminders}${more}`, deadline];
    }),
  );

const commandRows = (): string =>
  markdownTable(
    ['command', 'allowed in', 'Temporal signal', 'meaning'],
    commandNames.map((name) => {
      const { allowedIn, needsAttention, signal, description } = commandTable[name];
      const where = needsAttention ? 'every open state, while attention is set' : codes(allowedIn);
      return [code(name), where, signal ? 'yes' : 'no', description];
    }),
  );

const outcomeTable = (): string =>
  markdownTable(
    ['outcome', 'the ATS is told to involve a person'],
    outcomes.map((outcome) => [code(outcome), needsHumanFollowUp(outcome) ? 'yes' : '']),
  );

const render = (): string =>
  [
    `# The life of an interview\n\n${MARKDOWN_NOTE}\n\nStates, commands and facts as the machine in \`domain/lifecycle/\` knows them. Deadlines and reminders are the defaults of a tenant.`,
    `## States\n\n${stateTable()}`,
    `## Commands\n\n${commandRows()}`,
    `## Facts\n\nWhat can happen, and the state it leads to; “–” means that the state stays.\n\n${factRows()}`,
    `## Outcomes\n\n${outcomeTable()}\n`,
  ].join('\n\n');

export const lifecycleGenerators: readonly Generator[] = [{ path: 'docs/generated/lifecycle.md', render }];
