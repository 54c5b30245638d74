// What a candidate may choose and ask for at any time; each changes only what the server confirms.
import type { RoomChoices } from '../../../domain/room/choices.ts';
import type { Notice } from '../../../domain/room/notice.ts';
import type { RoomView } from '../../../usecases/room/view.ts';
import { Problem } from '../../ui/call.ts';
import { calling, pressing } from './calls.ts';
import { isTransient } from '../../ui/retry.ts';
import { toldClock } from './clock.ts';
import type { Deps } from './deps.ts';

type Ways = { reread(): Promise<void>; settle(view: RoomView): Promise<void>; readQuestion(): Promise<void> };

export const createRequests = (deps: Deps, { reread, settle, readQuestion }: Ways) => {
  const { store, api, browser } = deps;
  const change = (part: Partial<RoomView>): void => {
    const { view } = store.get();
    if (view !== null) store.set({ view: { ...view, ...part } });
  };
  const pressed = (work: () => Promise<void>): Promise<boolean> => pressing(deps, work, reread);
  const press = <T>(call: () => Promise<T>, then: (answer: T) => Promise<void> | void): Promise<boolean> =>
    pressed(async () => then(await calling(deps, call)));

  /** The screen behind the dialog says what came of it, so it has to be that of the interview. */
  const atClock = ({ timeLeftMs, paused }: { timeLeftMs: number; paused: boolean }): void => {
    const { view, clock } = store.get();
    if (view === null) return;
    const questionOpen = clock?.questionOpen ?? false;
    store.set({ clock: toldClock({ timeLeftMs, questionOpen, paused, now: browser.now() }), page: 'interview' });
    change({ timeLeftMs, options: { ...view.options, paused } });
  };

  return {
    /** Keeps to what this window knows of the conversation: a choice changes how it is held, not where it stands. */
    choose: (choices: Partial<RoomChoices>) =>
      pressed(async () => {
        const { view } = store.get();
        try {
          const chosen = await calling(deps, () => api.choose(choices));
          const { language, notice, withdrawal, erasure } = chosen;
          change({ language, notice, withdrawal, erasure, choices: chosen.choices });
        } catch (error) {
          // Whoever has no line can still change from speaking to typing; the language alone has to be fetched.
          if (view === null || choices.language !== undefined || !isTransient(error)) throw error;
          change({ choices: { ...view.choices, ...choices } });
        }
      }),
    /** The exact text that was shown; when it has changed meanwhile, the new one is shown first. */
    consent: (accepted: boolean) =>
      pressed(async () => {
        const { view } = store.get();
        if (view === null) return;
        try {
          change(await calling(deps, () => api.consent({ noticeHash: view.notice.hash, accepted })));
        } catch (error) {
          if (error instanceof Problem && error.code === 'room.notice_changed')
            change({ notice: error.body['notice'] as Notice });
          throw error;
        }
        if (!accepted) await reread();
      }),
    pause: () => press(api.pause, atClock),
    /** Goes on after a pause, and when somebody who put it off comes back. */
    resume: () =>
      pressed(async () => {
        if (store.get().view?.options.paused === true) atClock(await calling(deps, api.resume));
        store.set({ left: false });
        if (store.get().view?.state === 'IN_PROGRESS') await readQuestion();
      }),
    later: () =>
      press(api.later, ({ resumableUntil, ...clock }) => {
        atClock(clock);
        change({ resumableUntil });
        store.set({ left: true });
      }),
    /** What this window showed before may be behind: the question comes with the words that were written last. */
    takeOver: () =>
      press(api.takeOver, (view) => {
        store.set({ question: null });
        return settle(view);
      }),
    help: (code: string, note?: string) =>
      press(
        () => api.help({ code, ...(note && { note }) }),
        () => undefined,
      ),
    optOut: (note?: string) => press(() => api.optOut({ ...(note && { note }) }), reread),
    withdraw: (note?: string) => press(() => api.withdraw({ ...(note && { note }) }), reread),
    askErasure: () => press(api.askErasure, change),
    appeal: (text: string) => press(() => api.appeal(text), change),
    finish: () => press(api.finish, reread),
  };
};
