// Every fact of an interview as an act of the audit log: its name, its reason in codes, and whom the actor spoke for.
import { canonicalJson } from '../text/canonical-json.ts';
import type { ActorKind, Fact, FactType } from '../lifecycle/facts.ts';

type Snake<Text extends string> = Text extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}${Snake<Tail>}`
  : Text;

/** `planApproved` is the act `interview.plan_approved`. */
export type FactAct = `interview.${Snake<FactType>}`;

export const factAct = (type: FactType): FactAct =>
  `interview.${type.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}` as FactAct;

const codes = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.filter((code): code is string => typeof code === 'string');
  return typeof value === 'string' ? [value] : [];
};

/** The reason codes that a fact carries, separated by commas; null without any. */
export const factReason = ({ detail }: Pick<Fact, 'detail'>): string | null => {
  const { reasonCodes, reasonCode, reason, code, scope } = detail as Record<string, unknown>;
  const all = [reasonCodes, reasonCode, reason, code, scope].flatMap(codes);
  return all.length === 0 ? null : all.join(',');
};

/** Whoever decided is named in a sealed note: the log names the note, never the person. */
export const onBehalfOf = ({ actor, detail }: Pick<Fact, 'actor' | 'detail'>): string | null => {
  const { noteId } = detail as { noteId?: string };
  return actor.kind === 'recruiter' || actor.kind === 'operator' ? (noteId ?? null) : null;
};

/** One line of an interview's timeline, as it is exported. */
export type TimelineEntry = {
  runId: string;
  seq: number;
  /** ISO 8601 with milliseconds. */
  at: string;
  type: string;
  from: string | null;
  to: string;
  actor: { kind: ActorKind; id: string | null };
  detail: Record<string, unknown>;
};

/** What an act's `contentHash` is made over: an edit of the timeline, a verdict's say, no longer fits its act. */
export const timelineText = ({ runId, seq, at, type, from, to, actor, detail }: TimelineEntry): string =>
  canonicalJson({ runId, seq, at, type, from, to, actor: { kind: actor.kind, id: actor.id }, detail });
