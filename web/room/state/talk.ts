// The conversation as the server tells it: starting, the open question, and its clock.
import type { PresentQuestion } from '../../../usecases/room/answer.ts';
import type { SessionMode } from '../../../domain/lifecycle/state.ts';
import { opensClock } from '../../../domain/room/clock.ts';
import { Problem } from '../../ui/call.ts';
import { pausing } from '../../ui/retry.ts';
import { calling, pressing } from './calls.ts';
import { toldClock } from './clock.ts';
import type { Deps } from './deps.ts';
import type { RoomState } from './state.ts';
import { unawaited } from '../../ui/unawaited.ts';

/** What follows from the question that is open now. */
export const atQuestion = (
  { view, typed }: RoomState,
  { question, done, timeLeftMs, progress }: PresentQuestion,
  now: number,
): Partial<RoomState> => {
  const turn = question?.turn ?? view?.turn ?? 0;
  return {
    question,
    done,
    typed: typed.turn === turn ? typed : { turn, text: view?.draft?.turn === turn ? view.draft.text : '' },
    clock: toldClock({ timeLeftMs, questionOpen: question !== null && opensClock(question.kind), paused: false, now }),
    ...(view !== null && {
      view: {
        ...view,
        turn,
        timeLeftMs,
        progress: progress ?? view.progress,
        options: { ...view.options, paused: false },
      },
    }),
  };
};

const isUnavailable = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'session.provider_unavailable';

/** Longer than a provider that does not answer is asked for a call. */
const typedTriesMax = 7;

export const createTalk = (deps: Deps) => {
  const { store, api, browser } = deps;

  /** Typing needs no provider, but waits until one that does not answer has been given up: nobody has to press twice. */
  const open = async (mode: SessionMode) => {
    for (let failures = 1; ; failures += 1) {
      try {
        return await calling(deps, () => api.start(mode));
      } catch (error) {
        if (mode !== 'text' || failures === typedTriesMax || !isUnavailable(error)) throw error;
        await pausing(browser, failures, error);
      }
    }
  };

  const take = (present: PresentQuestion): void => store.set(atQuestion(store.get(), present, browser.now()));

  const readQuestion = async (): Promise<void> => take(await calling(deps, api.readQuestion));

  /** What only the whole view says: until when one may come back, and whose turn it is. */
  const learnRest = async (): Promise<void> => {
    const { resumableUntil, linkExpiresAt, progress } = await calling(deps, api.readSession);
    const { view } = store.get();
    if (view !== null) store.set({ view: { ...view, resumableUntil, linkExpiresAt, progress } });
  };

  /** Begins, or goes on after a pause or on another device. */
  const start = (reread: () => Promise<void>, wanted?: SessionMode): Promise<boolean> =>
    pressing(
      deps,
      async () => {
        const { view } = store.get();
        const mode = wanted ?? view?.options.sessionMode ?? (view?.choices.way === 'spoken' ? 'voice' : 'text');
        const started = await open(mode);
        const now = store.get().view;
        if (now !== null)
          store.set({
            step: 'talk',
            left: false,
            joining: started.credential,
            view: {
              ...now,
              state: 'IN_PROGRESS',
              client: 'active',
              options: { ...now.options, sessionMode: mode, inCall: started.credential !== null },
            },
          });
        take(started);
        unawaited(learnRest().catch(() => undefined));
      },
      reread,
    );

  return { start, readQuestion, take };
};
