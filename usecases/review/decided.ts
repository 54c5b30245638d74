// What was decided on an interview, by whom and when: out of its timeline, with the names that are sealed beside it.
import type { RunRef } from '../../domain/access/ids.ts';
import { decisionFacts } from '../../domain/lifecycle/deciders.ts';
import type { ActorKind } from '../../domain/lifecycle/facts.ts';
import type { TimelineRecord } from '../../domain/ports/interview-reader.ts';
import type { RunTexts } from '../../domain/ports/run-texts.ts';

/** `by` is null where nobody was named; `detail` holds codes and numbers. The time is epoch milliseconds. */
export type ShownDecision = Pick<TimelineRecord, 'type' | 'at' | 'detail'> & { actor: ActorKind; by: string | null };

const noteOf = ({ detail }: Pick<TimelineRecord, 'detail'>): string[] =>
  typeof detail['noteId'] === 'string' ? [detail['noteId']] : [];

/** In their order. */
export const decisionsOf = async (
  texts: Pick<RunTexts, 'readDeciders'>,
  run: RunRef,
  timeline: readonly TimelineRecord[],
): Promise<ShownDecision[]> => {
  const decisions = timeline.filter(({ type }) => decisionFacts.includes(type));
  const noteIds = decisions.flatMap(noteOf);
  const names = noteIds.length === 0 ? new Map<string, string>() : await texts.readDeciders(run, noteIds);
  return decisions.map(({ type, at, detail, actorKind }) => {
    const by = noteOf({ detail }).map((id) => names.get(id) ?? null)[0] ?? null;
    return { type, at, detail, actor: actorKind, by };
  });
};
