// Finds the words of the next question: the plan's, a follow-up's or the same in other words, within a candidate's patience.
import { AppError } from '../../domain/errors.ts';
import type { Question } from '../../domain/plan/plan.ts';
import type { ModelResult } from '../../domain/ports/models.ts';
import type { NewQuestion } from '../../domain/ports/room.ts';
import { findProtectedMatter } from '../../domain/protected-matters/find-protected-matter.ts';
import { openProbes, probeWords } from '../../domain/room/fitted-probe.ts';
import { followUpTurn, nextStep, rewordedTurn, type NextStep, type NextTurn } from '../../domain/room/next-question.ts';
import type { Turn, Wish } from '../../domain/room/transcript.ts';
import { mayBeWish } from '../../domain/room/wish-in.ts';
import { scoreableTurns } from '../../domain/scoring/spans.ts';
import type { RoomDeps } from './deps.ts';
import type { StartedRoom } from './visit.ts';

/** For all that comes between an answer and the next question: the words of what was spoken, and a follow-up to them. */
export const followUpWaitMs = 6_000;

export type Asking = Extract<NextStep, { kind: 'ask' }>;
type Found = Pick<NewQuestion, 'next' | 'followUpSkipped' | 'wish'>;
type Context = { deps: RoomDeps; room: StartedRoom; signal: AbortSignal };

/** Ends the wait even when an engine ignores its signal. */
const orLate = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  const late = new Promise<never>((_, reject) => {
    const stop = (): void => reject(new AppError('model.timeout'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([work, late]);
};

/** One call of the engine, within the tenant's money. */
const askEngine = async <T>(
  { deps, room, signal }: Context,
  step: 'follow_up' | 'reword',
  call: () => Promise<ModelResult<T>>,
): Promise<T> => {
  const { tenantId, runId } = room;
  const purpose = { runId, step, revision: null, engine: deps.disclosure.engine };
  const work = async (): Promise<T> => {
    await deps.budget?.check(tenantId);
    return (await (deps.usage === undefined ? call() : deps.usage.record(tenantId, purpose, call))).value;
  };
  return orLate(work(), signal);
};

const invalid = (): AppError => new AppError('model.invalid_output');

type FollowUp = { question: Question; turns: Turn[]; open: number[] };

/** A follow-up to what was said so far, none of which is a draft or a take that was not sent. */
const followUpOf = ({ room }: Context, question: Question): FollowUp => {
  const turns = scoreableTurns(room.turns.map(({ clientTurnId: _, ...said }) => said));
  return { question, turns, open: openProbes({ question, turns, locale: room.locale }) };
};

const findFollowUp = async (
  context: Context,
  { question, turns, open }: FollowUp,
  turn: number,
): Promise<NextTurn | Wish | null> => {
  const { deps, room, signal } = context;
  const { tenantId, locale } = room;
  const competencies = room.plan.competencies.filter(({ id }) => question.competencyIds.includes(id));
  const value = await askEngine(context, 'follow_up', () =>
    deps.interviewer.followUp({ question, competencies, turns, open }, { signal, tenantId }),
  );
  if (value === null) return null;
  // Nobody's long answer is left out of the score because a model took it for a wish.
  if ('wish' in value) return mayBeWish(room.turns.at(-1)?.answer ?? '') ? value.wish : null;
  const words = probeWords(value, { question, turns, locale });
  const next = words === null ? null : followUpTurn(room, question, turn, words);
  if (next === null) throw invalid();
  return next;
};

const inOtherWords = async (context: Context, { planned, reword: question }: Asking): Promise<NextTurn> => {
  const { deps, room, signal } = context;
  const { interviewer } = deps;
  if (question === undefined || interviewer.reword === undefined) return planned;
  const input = { question, taken: room.plan.questions.map(({ text }) => text) };
  const ask = interviewer.reword.bind(interviewer, input, { signal, tenantId: room.tenantId });
  const words = await askEngine(context, 'reword', ask);
  if (words !== null && findProtectedMatter(words) !== null) throw invalid();
  return words === null ? planned : rewordedTurn(room, planned, words);
};

/** What is asked after the last answer turned out to be a wish. */
const stepAfter = (room: StartedRoom, wish: Wish): Asking => {
  const turns = room.turns.map((turn, index) => (index === room.turns.length - 1 ? { ...turn, intent: wish } : turn));
  const step = nextStep({ ...room, turns });
  if (step.kind !== 'ask') throw invalid();
  return step;
};

/** Whatever fails or is late, `found` is asked; that `passedOver` is written down. */
const orElse = async (
  { deps, room }: Context,
  { found, passedOver }: { found: Found; passedOver: Partial<Found> },
  work: () => Promise<Found>,
): Promise<Found> => {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'internal.error';
    deps.logger.warn('room.follow_up_skipped', { runId: room.runId, code, error });
    return { ...found, ...passedOver };
  }
};

const askFollowUp = async (context: Context, asking: Asking, followUp: FollowUp, found: Found): Promise<Found> => {
  const passedOver = { followUpSkipped: followUp.open.length > 0 };
  return orElse(context, { found, passedOver }, async () => {
    const next = await findFollowUp(context, followUp, asking.planned.turn);
    if (typeof next === 'string') return ask(context, stepAfter(context.room, next), next);
    return { ...found, next: next ?? asking.planned };
  });
};

const resultOf = ({ next, followUpSkipped }: Found): 'asked' | 'skipped' | 'none' => {
  if (followUpSkipped) return 'skipped';
  return next.kind === 'follow_up' ? 'asked' : 'none';
};

const ask = async (context: Context, asking: Asking, wish: Wish | null): Promise<Found> => {
  const { deps, room } = context;
  const found: Found = { next: asking.planned, followUpSkipped: false, wish };
  if (asking.followUpTo === null)
    return orElse(context, { found, passedOver: {} }, async () => ({
      ...found,
      next: await inOtherWords(context, asking),
    }));
  const followUp = followUpOf(context, asking.followUpTo);
  // Without a planned one there is only a wish to be found.
  if (followUp.open.length === 0 && !mayBeWish(room.turns.at(-1)?.answer ?? '')) return found;
  const chosen = await askFollowUp(context, asking, followUp, found);
  if (followUp.open.length > 0) deps.metrics.increment('followUps', { result: resultOf(chosen) });
  return chosen;
};

/** A model that fails or is late never stops the conversation: the planned question comes, and that is recorded. */
export const chooseQuestion = async (
  deps: RoomDeps,
  room: StartedRoom,
  { step, patienceMs }: { step: Asking; patienceMs: number },
): Promise<Found> => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), patienceMs);
  try {
    return await ask({ deps, room, signal: controller.signal }, step, null);
  } finally {
    clearTimeout(timer);
  }
};
