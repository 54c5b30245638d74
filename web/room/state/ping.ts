// Says that the candidate is there while a question is shown, and takes the time left from every answer.
import { calling, isOver } from './calls.ts';
import { toldClock } from './clock.ts';
import type { Deps } from './deps.ts';
import type { RoomState } from './state.ts';
import { unawaited } from '../../ui/unawaited.ts';

const isHeld = ({ view, question, sending, busy, left, dead }: RoomState): boolean =>
  dead === null &&
  !busy &&
  view?.state === 'IN_PROGRESS' &&
  view.client === 'active' &&
  !view.options.paused &&
  question !== null &&
  sending === null &&
  !left;

export const createPing = (deps: Deps, { reread }: { reread(): Promise<void> }) => {
  const { store, api, browser } = deps;
  let isUnderWay = false;

  const ping = async (): Promise<void> => {
    const before = store.get();
    if (isUnderWay || !isHeld(before)) return;
    isUnderWay = true;
    try {
      const { timeLeftMs, paused } = await calling(deps, api.ping);
      const { clock, view } = store.get();
      // An answer that came meanwhile knows better.
      if (clock === null || clock !== before.clock || view === null) return;
      store.set({
        clock: toldClock({ timeLeftMs, questionOpen: clock.questionOpen, paused, now: browser.now() }),
        view: { ...view, timeLeftMs, options: { ...view.options, paused } },
      });
    } catch (error) {
      // What it means for the line is known; the next one tells more. Who has ended it is on its way to say so.
      if (isOver(error) && isHeld(store.get())) await reread().catch(() => undefined);
    } finally {
      isUnderWay = false;
    }
  };

  const beat = (): void => {
    browser.later(() => {
      unawaited(ping());
      beat();
    }, store.get().view?.options.pingEveryMs ?? 10_000);
  };

  return {
    begin: (): void => {
      beat();
      browser.onWake(() => unawaited(ping()));
    },
  };
};
