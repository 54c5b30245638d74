// Answers on their way: each has its own name, is sent until it is confirmed, and is never lost when it is refused.
import type { PresentQuestion } from '../../../usecases/room/answer.ts';
import type { ChoiceCode } from '../../../domain/room/transcript.ts';
import { Problem, randomId } from '../../ui/call.ts';
import { type NewAnswer } from '../api.ts';
import { calling, troubleOf } from './calls.ts';
import type { Deps } from './deps.ts';
import { untilDone } from '../../ui/retry.ts';
import type { Returned, RoomState } from './state.ts';
import { unawaited } from '../../ui/unawaited.ts';

type Answering = { text: string } | { choice: ChoiceCode } | { spoken: { take: number; pieces: number } };

type Pending = { of: string; answer: NewAnswer };

export const parsePending = (kept: string | null, of: string): NewAnswer | null => {
  if (kept === null) return null;
  try {
    const pending = JSON.parse(kept) as Partial<Pending>;
    return pending.of === of && pending.answer !== undefined ? pending.answer : null;
  } catch {
    return null;
  }
};

const textOf = (answer: NewAnswer): string => ('text' in answer ? answer.text : '');

/** What to do about a refusal that another try cannot change. */
export type Refused = { then: 'resume' | 'reread' | 'question' | 'back' | 'keep'; returned: Returned | null };

export const refusedAs = (error: unknown, answer: NewAnswer): Refused => {
  const text = textOf(answer);
  const back = (reason: Returned['reason']): Returned | null => (text === '' ? null : { reason, text });
  switch (error instanceof Problem ? error.code : '') {
    // It goes on from here when this window takes over again.
    case 'room.taken_over':
      return { then: 'keep', returned: null };
    case 'room.paused':
      return { then: 'resume', returned: null };
    case 'room.turn_mismatch':
      return { then: 'question', returned: back('other-question') };
    case 'room.time_over':
      return { then: 'question', returned: back('time-over') };
    case 'room.frozen':
    case 'room.not_started':
    case 'room.consent_required':
    case 'interview.closed':
    case 'consent.withdrawn':
      return { then: 'reread', returned: null };
    default:
      // Its text is still in the field.
      return { then: 'back', returned: null };
  }
};

/** The refusal carries the question that is open. */
export const presentIn = (error: unknown): PresentQuestion | null => {
  if (!(error instanceof Problem) || error.body['question'] === undefined) return null;
  const { question, done, timeLeftMs, progress } = error.body as unknown as PresentQuestion;
  return { question, done, timeLeftMs, progress };
};

type Conversation = { take(present: PresentQuestion): void; reread(): Promise<void> };

export const createAnswers = (deps: Deps, { take, reread }: Conversation) => {
  const { store, api, memory, browser } = deps;

  const over = (change: Partial<RoomState> = {}): void => {
    memory.write('sending', null);
    store.set({ sending: null, saving: 'none', ...change });
  };

  const refused = async (error: unknown, answer: NewAnswer): Promise<void> => {
    const { then, returned } = refusedAs(error, answer);
    if (then === 'keep') return;
    if (then === 'resume') {
      await calling(deps, api.resume);
      return submit(answer);
    }
    over({ returned, ...(then === 'back' && { trouble: troubleOf(error) }) });
    const present = presentIn(error);
    if (present !== null) take(present);
    else if (then !== 'back') await reread();
  };

  /** Sends what was given until it is stored, whatever the line does meanwhile. */
  const submit = async (answer: NewAnswer): Promise<void> => {
    const isWanted = (): boolean => store.get().sending?.clientTurnId === answer.clientTurnId;
    try {
      const stored = await untilDone(browser, () => calling(deps, () => api.answer(answer)), {
        wanted: isWanted,
        failed: () => store.set({ saving: 'unsaved' }),
      });
      if (stored === null) return;
      memory.write('draft', null);
      const wasClosing = store.get().question?.kind === 'closing';
      if (wasClosing) memory.write('step', 'review');
      over({ returned: null, ...(wasClosing && { step: 'review' }) });
      take({ ...stored, question: stored.next });
      if (stored.outcome !== undefined || stored.next === null) await reread();
    } catch (error) {
      await refused(error, answer).catch((again: unknown) => over({ trouble: troubleOf(again) }));
    }
  };

  const begin = (answer: NewAnswer): Promise<void> => {
    store.set({ sending: answer, saving: 'saving', trouble: null });
    return submit(answer);
  };

  return {
    send: async (said: Answering): Promise<void> => {
      const { question, sending, view } = store.get();
      if (question === null || sending !== null) return;
      const answer: NewAnswer = { clientTurnId: randomId(), turn: question.turn, ...said };
      const pending: Pending = { of: view?.consent?.at ?? '', answer };
      memory.write('sending', JSON.stringify(pending));
      await begin(answer);
    },
    /** After a reload: what was on its way goes on, under its old name; in a page that came back whole it goes on by itself. */
    goOn: (): boolean => {
      const { view, sending } = store.get();
      if (sending !== null) return true;
      const answer = parsePending(memory.read('sending'), view?.consent?.at ?? '');
      if (answer !== null) unawaited(begin(answer));
      return answer !== null;
    },
  };
};
