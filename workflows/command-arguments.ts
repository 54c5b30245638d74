// Arguments arrive from outside (operators type them by hand): small guards turn them into a command, or refuse them.
import type { Command, CommandName } from '../domain/lifecycle/commands.ts';
import { actorKinds, completionReasons, helpCodes, type Actor, type ActorKind } from '../domain/lifecycle/facts.ts';
import { sessionModes, verdicts } from '../domain/lifecycle/state.ts';

const codePattern = /^[A-Za-z0-9_.:-]{1,64}$/;
const codesMax = 20;

type Arguments = Record<string, unknown>;
type Guard = (value: unknown) => unknown;

/** Each guard returns the value to use, or undefined when what was typed is not acceptable. */
const revision: Guard = (value) => (Number.isInteger(value) && (value as number) > 0 ? value : undefined);
const code: Guard = (value) => (typeof value === 'string' && codePattern.test(value) ? value : undefined);
const codes: Guard = (value) =>
  Array.isArray(value) && value.length <= codesMax && value.every((item) => code(item) !== undefined)
    ? value
    : undefined;
const time: Guard = (value) => {
  const at = typeof value === 'string' ? Date.parse(value) : value;
  return Number.isSafeInteger(at) && (at as number) > 0 && (at as number) < 4_102_444_800_000 ? at : undefined;
};

const oneOf =
  (values: readonly string[]): Guard =>
  (value) =>
    values.includes(value as string) ? value : undefined;

type Shape = { guards: Record<string, Guard>; required?: string[] };
const noted = { noteId: code, reasonCode: code };

const shapes: Record<CommandName, Shape> = {
  supplyInfo: { guards: { submissionId: code }, required: ['submissionId'] },
  approvePlan: { guards: { planRevision: revision, scheduledAt: time, noteId: code } },
  rejectPlan: { guards: { planRevision: revision, ...noted } },
  revisePlan: { guards: { planRevision: revision, competencyIds: codes, ...noted } },
  schedule: { guards: { scheduledAt: time }, required: ['scheduledAt'] },
  openSession: { guards: { mode: oneOf(sessionModes) }, required: ['mode'] },
  completeInterview: { guards: { reason: oneOf(completionReasons) }, required: ['reason'] },
  optOut: { guards: noted },
  withdraw: { guards: noted },
  withdrawConsent: { guards: noted },
  requestHelp: { guards: { code: oneOf(helpCodes), noteId: code }, required: ['code'] },
  approveAssessment: {
    guards: { assessmentRevision: revision, verdict: oneOf(verdicts), reasonCodes: codes, noteId: code },
  },
  rejectAssessment: { guards: { assessmentRevision: revision, ...noted } },
  rescore: { guards: { assessmentRevision: revision } },
  cancel: { guards: noted },
  retry: { guards: { noteId: code } },
  abort: { guards: {} },
};

const isPlainObject = (value: unknown): value is Arguments =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readArguments = (shape: Shape, typed: Arguments): Arguments | null => {
  const accepted: Arguments = {};
  for (const [key, value] of Object.entries(typed)) {
    const guarded = shape.guards[key]?.(value);
    if (guarded === undefined) return null;
    accepted[key] = guarded;
  }
  return shape.required?.some((key) => accepted[key] === undefined) ? null : accepted;
};

/** The command that a signal's raw arguments mean, or null when they do not fit its shape; no arguments mean `{}`. */
export const commandOfArguments = (name: CommandName, raw: unknown[]): Command | null => {
  const [first, ...rest] = raw;
  const typed = first ?? {};
  if (rest.length > 0 || !isPlainObject(typed)) return null;
  const args = readArguments(shapes[name], typed);
  return args === null ? null : ({ name, args } as Command);
};

const operator: Actor = { kind: 'operator' };

const readActor = (value: unknown): Actor | null => {
  if (!isPlainObject(value) || !actorKinds.includes(value['kind'] as ActorKind)) return null;
  const actor: Actor = { kind: value['kind'] as ActorKind };
  for (const member of ['id', 'requestId'] as const) {
    if (value[member] === undefined) continue;
    if (code(value[member]) === undefined) return null;
    actor[member] = value[member] as string;
  }
  return actor;
};

export type ReadUpdate = { command: Command; actor: Actor; carries: boolean };

/**
 * What an update means: `{ args, actor, carries? }` from the API, or bare arguments as an operator types them in the
 * Temporal UI; null when they do not fit.
 */
export const commandOfUpdate = (name: CommandName, raw: unknown[]): ReadUpdate | null => {
  const [first] = raw;
  const isMessage = raw.length === 1 && isPlainObject(first) && 'actor' in first;
  const command = commandOfArguments(name, isMessage ? [first['args']] : raw);
  const actor = isMessage ? readActor(first['actor']) : operator;
  return command && actor ? { command, actor, carries: isMessage && first['carries'] === true } : null;
};
