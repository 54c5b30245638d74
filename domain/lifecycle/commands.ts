// The one table of commands: what people may ask of a run, in which states, and what it is called for them.
import type { CompletionReason, HelpCode } from './facts.ts';
import type { InterviewState, SessionMode, Verdict } from './state.ts';

/** Arguments of each command; ids, codes and numbers only. Times are epoch milliseconds. */
export type CommandArgs = {
  supplyInfo: { submissionId: string };
  approvePlan: { planRevision?: number; scheduledAt?: number; noteId?: string };
  rejectPlan: { planRevision?: number; noteId?: string; reasonCode?: string };
  revisePlan: { planRevision?: number; noteId?: string; reasonCode?: string; competencyIds?: string[] };
  schedule: { scheduledAt: number };
  openSession: { mode: SessionMode };
  completeInterview: { reason: CompletionReason };
  optOut: { reasonCode?: string; noteId?: string };
  withdraw: { reasonCode?: string; noteId?: string };
  withdrawConsent: { reasonCode?: string; noteId?: string };
  requestHelp: { code: HelpCode; noteId?: string };
  approveAssessment: { assessmentRevision?: number; verdict?: Verdict; reasonCodes?: string[]; noteId?: string };
  rejectAssessment: { assessmentRevision?: number; noteId?: string; reasonCode?: string };
  rescore: { assessmentRevision?: number };
  cancel: { reasonCode?: string; noteId?: string };
  retry: { noteId?: string };
  abort: Record<string, never>;
};

export type CommandName = keyof CommandArgs;
export type Command = { [N in CommandName]: { name: N; args: CommandArgs[N] } }[CommandName];

export const revisionsMax = 20;
export const infoRoundsMax = 50;
export const helpRequestsMax = 20;
export const refusalsMax = 50;

const beforeConversation = [
  'RECEIVED',
  'INFO_NEEDED',
  'VALIDATING_SKILLS',
  'GENERATING_PLAN',
  'PENDING',
  'APPROVED',
  'SCHEDULED',
] as const;
const beforeCompletion = [...beforeConversation, 'IN_PROGRESS'] as const;
const open = [...beforeCompletion, 'COMPLETED', 'ASSESSMENT_PENDING'] as const;

type CommandRow = {
  allowedIn: readonly InterviewState[];
  /** Whether it is allowed only while `attention` is set. */
  needsAttention?: true;
  /** Whether it goes on with what the candidate said, and so is refused once consent to that was withdrawn. */
  needsConsent?: true;
  /** Whether operators may also send it as a Signal, with codes only. */
  signal: boolean;
  /** Shown in the Temporal UI beside the send form. */
  description: string;
};

export const commandTable: Record<CommandName, CommandRow> = {
  supplyInfo: { allowedIn: ['INFO_NEEDED'], signal: false, description: 'Supply missing data (over HTTP only).' },
  approvePlan: {
    allowedIn: ['PENDING'],
    signal: true,
    description: 'Approve the plan. Optional {"planRevision": 1, "scheduledAt": epoch ms}.',
  },
  rejectPlan: {
    allowedIn: ['PENDING'],
    signal: true,
    description: 'Reject the plan and end the run. Optional {"planRevision": 1, "reasonCode": "…"}.',
  },
  revisePlan: {
    allowedIn: ['PENDING'],
    signal: true,
    description: 'Draft the plan again. Optional {"reasonCode": "…", "competencyIds": ["…"]}.',
  },
  schedule: {
    allowedIn: ['APPROVED', 'SCHEDULED'],
    signal: true,
    description: 'Agree on a start: {"scheduledAt": epoch ms}.',
  },
  openSession: {
    allowedIn: ['APPROVED', 'SCHEDULED', 'IN_PROGRESS'],
    needsConsent: true,
    signal: false,
    description: 'Open a session for the candidate (over HTTP only).',
  },
  completeInterview: {
    allowedIn: ['IN_PROGRESS'],
    needsConsent: true,
    signal: false,
    description: 'End the conversation (over HTTP only).',
  },
  optOut: {
    allowedIn: beforeCompletion,
    signal: true,
    description: 'The candidate asks for a person instead: end the run. Optional {"reasonCode": "…"}.',
  },
  withdraw: {
    allowedIn: beforeCompletion,
    signal: true,
    description: 'The candidate withdraws: end the run. Optional {"reasonCode": "…"}.',
  },
  withdrawConsent: {
    allowedIn: ['IN_PROGRESS', 'COMPLETED', 'ASSESSMENT_PENDING'],
    signal: true,
    description: 'The candidate withdraws consent: end the run, score nothing. Optional {"reasonCode": "…"}.',
  },
  requestHelp: {
    allowedIn: ['APPROVED', 'SCHEDULED', 'IN_PROGRESS'],
    signal: false,
    description: 'The candidate asks for help (over HTTP only).',
  },
  approveAssessment: {
    allowedIn: ['ASSESSMENT_PENDING'],
    needsConsent: true,
    signal: true,
    description: 'Give the verdict. Optional {"verdict": "HIRE", "reasonCodes": ["…"], "assessmentRevision": 1}.',
  },
  rejectAssessment: {
    allowedIn: ['ASSESSMENT_PENDING'],
    needsConsent: true,
    signal: true,
    description: 'Reject the assessment and end the run. Optional {"reasonCode": "…"}.',
  },
  rescore: {
    allowedIn: ['ASSESSMENT_PENDING'],
    needsConsent: true,
    signal: true,
    description: 'Score again, beside the present assessment.',
  },
  cancel: {
    allowedIn: open,
    signal: true,
    description: 'End the run. Optional {"reasonCode": "…"}. Never type personal data here.',
  },
  retry: {
    allowedIn: open,
    needsAttention: true,
    signal: true,
    description: 'Try the failed work again (while attention is set).',
  },
  abort: {
    allowedIn: open,
    needsAttention: true,
    signal: true,
    description: 'Give the run up as failed (while attention is set).',
  },
};

/** Commands that answer only once their work is done: what it comes to is more than an answer should carry. */
export const answersAfterWork = (name: CommandName): boolean => name === 'supplyInfo' || name === 'openSession';

export const commandNames = Object.keys(commandTable) as CommandName[];
