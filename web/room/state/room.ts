// The room of one window: the store, and everything that can be done in it.
import { callAs, clientId, createRoomApi } from '../api.ts';
import type { SessionMode } from '../../../domain/lifecycle/state.ts';
import { createAnswers } from './answers.ts';
import { pressing } from './calls.ts';
import { realBrowser } from '../../ui/page-browser.ts';
import { type Deps } from './deps.ts';
import { createDrafts } from './drafts.ts';
import { createOpening, type AddressBar } from './opening.ts';
import { createPing } from './ping.ts';
import { createRequests } from './requests.ts';
import { createMemory } from '../../ui/session-memory.ts';
import { isOutside } from './screen.ts';
import { initialState, type RoomState, type Step } from './state.ts';
import { createStore } from './store.ts';
import { createTalk } from './talk.ts';
import { unawaited } from '../../ui/unawaited.ts';

const addressBar: AddressBar = {
  path: () => window.location.pathname,
  replace: (path) => window.history.replaceState(null, '', path),
};

export const createRoom = (deps: Deps, address: AddressBar = addressBar) => {
  const { store, memory } = deps;
  const { start, readQuestion: readOpen, take } = createTalk(deps);
  const drafts = createDrafts(deps, {
    /** Another device has answered meanwhile. */
    onOtherQuestion: async (text) => {
      memory.write('draft', null);
      await readQuestion();
      if (text.trim() !== '') store.set({ returned: { reason: 'other-question', text } });
    },
  });

  const readQuestion = async (): Promise<void> => {
    await readOpen();
    const { question, view } = store.get();
    if (question === null) return;
    const { text, other } = drafts.restore(question.turn, view?.draft ?? null);
    const behind = drafts.takeBehind(question.turn);
    store.set({
      typed: { turn: question.turn, text },
      ...(other !== null && { returned: { reason: 'other-device', text: other } }),
      ...(behind !== null && { returned: { reason: 'other-question', text: behind } }),
    });
  };

  const opening = createOpening(deps, address, {
    onOpened: async (view) => {
      if (view.state === 'COMPLETED' || view.state === 'CANCELLED') memory.clear();
      if (view.state !== 'IN_PROGRESS' || view.client === 'elsewhere' || view.options.paused) return;
      if (isOutside(view)) return;
      await readQuestion();
      answers.goOn();
    },
  });
  const answers = createAnswers(deps, { take, reread: opening.reread });
  const requests = createRequests(deps, { ...opening, readQuestion });

  return {
    store,
    api: deps.api,
    ...requests,
    open: opening.open,
    reread: (): Promise<boolean> => pressing(deps, opening.reread),
    start: (): Promise<boolean> => start(opening.reread),
    /** Speaking or typing from here on, whatever it was before. */
    startAs: (mode: SessionMode): Promise<boolean> => start(opening.reread, mode),
    /** Whether what was said outside is here by now; nobody waits for this call. */
    lookAgain: (): Promise<void> => opening.reread().catch(() => undefined),
    type: drafts.type,
    answer: answers.send,
    /** One step on, or back, before the first question and at the end. */
    goTo: (step: Step): void => {
      memory.write('step', step);
      store.set({ step, trouble: null });
    },
    show: (page: RoomState['page']): void => store.set({ page }),
    dropReturned: (): void => store.set({ returned: null }),
    begin: (): void => {
      createPing(deps, opening).begin();
      deps.browser.onRestored(() => unawaited(opening.open()));
      unawaited(opening.open());
    },
  };
};

export type Room = ReturnType<typeof createRoom>;

export const roomOfThisWindow = (): Room =>
  createRoom({
    store: createStore(initialState),
    api: createRoomApi(callAs(clientId())),
    memory: createMemory(),
    browser: realBrowser,
  });
