// Shows the facts of a run, one line each.
import type { TimelineAnswer } from './answers.ts';
import type { Screen } from './screen.ts';

export const showTimeline = (screen: Screen, timeline: readonly TimelineAnswer[]): void => {
  for (const { seq, at, type, from, to, actor } of timeline) {
    const moved = from === to ? '' : `→ ${to}`;
    const line = `${String(seq).padStart(2)}  ${type.padEnd(22)}${actor.kind.padEnd(12)}${moved}`;
    screen.pair(line, screen.elapsedSeconds(Date.parse(at)));
  }
};
