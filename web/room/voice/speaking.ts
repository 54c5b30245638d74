// Speaking one answer, from the microphone to the last piece that arrived: what is under way, what stands in the way, what can be done.
import type { PauseTolerance } from '../../../domain/room/choices.ts';
import { createStore, type Store } from '../state/store.ts';
import { unawaited } from '../../ui/unawaited.ts';
import { openEar, type Ear } from './ear.ts';
import { nextTake, queueFor, takesAt } from './kept-takes.ts';
import { hush, isSounding } from './listen.ts';
import { chooseMicrophone, foreseenTrouble, troubleOf, type Microphone, type MicrophoneTrouble } from './microphone.ts';
import { createLevels, type Levels } from './meter.ts';
import {
  goOnListening,
  hearFrame,
  newListening,
  soundOf,
  type Frame,
  type Listening,
  type Sound,
} from './pause-rule.ts';
import type { PieceQueue, QueueState, TakeCalls } from './piece-queue.ts';
import { inMemory, openPieceStore, type Keeping, type PieceStore, type TakeRecord } from './piece-store.ts';
import { startRecorder, type Recorder, type TakeEnd } from './recorder.ts';

/** Why a take ended that nobody ended; what was said until then may be sent. */
export type Interruption = 'left' | 'lost' | 'full' | 'refused';

export type SpeakingState = {
  phase: 'loading' | 'ready' | 'opening' | 'recording' | 'interrupted' | 'sending';
  trouble: MicrophoneTrouble | 'empty' | null;
  why: Interruption;
  durationMs: number;
  /** The practice went well, and nothing of it was kept. */
  isPractised: boolean;
  sound: Sound;
  muted: boolean;
  countdownMs: number | null;
  queue: QueueState | null;
  keeping: Keeping;
  microphones: Microphone[];
  microphone: string | null;
};

export type SpeakingDeps = {
  /** Null while practising: then nothing is kept or sent. */
  turn: number | null;
  tolerance: () => PauseTolerance;
  /** Of this window; takes of others are not shown. */
  window: string;
  calls: TakeCalls;
};

export type SpeakingNews = {
  onDone: (spoken: { take: number; pieces: number } | null) => void;
  /** The server will not have it, for a reason that the page has to learn from it. */
  onRefused: () => void;
};

type Inside = {
  deps: SpeakingDeps;
  news: SpeakingNews;
  levels: Levels;
  store: Store<SpeakingState>;
  pieces: PieceStore;
  listening: Listening;
  queue: PieceQueue | null;
  ear: Ear | null;
  recorder: Recorder | null;
  full: boolean;
  /** The take is ended in order to begin another one. */
  again: boolean;
  gone: boolean;
};

const queueOf = (inside: Inside, record: TakeRecord): PieceQueue =>
  queueFor(inside.pieces, inside.deps.calls, record, {
    onState: (queue) => inside.store.set({ queue, keeping: inside.pieces.keeping() }),
    onFull: () => {
      inside.full = true;
      inside.recorder?.stop();
    },
  });

const closeEar = (inside: Inside): void => {
  inside.ear?.close();
  inside.ear = null;
  inside.store.set({ countdownMs: null, muted: false });
};

/** Hands the take to the answer once all of it has arrived; else says why it will not. */
const send = async (inside: Inside): Promise<void> => {
  const { news, store } = inside;
  if (inside.queue === null) {
    store.set({ phase: 'ready', isPractised: true });
    return news.onDone(null);
  }
  // What was refused before is asked again from the start.
  if (store.get().queue?.kind === 'refused') inside.queue = queueOf(inside, inside.queue.record());
  const { queue } = inside;
  store.set({ phase: 'sending' });
  const delivered = await queue.end();
  if (inside.gone) return;
  const { take, pieces } = queue.record();
  await queue.handedOver();
  if (delivered && take !== null && pieces > 0) return news.onDone({ take, pieces });
  store.set({ phase: 'interrupted', why: 'refused' });
  news.onRefused();
};

const takeEnded = (inside: Inside, how: TakeEnd): void => {
  const { store, recorder, queue, full, again } = inside;
  const durationMs = recorder?.elapsedMs() ?? 0;
  inside.recorder = null;
  inside.again = false;
  closeEar(inside);
  if (inside.gone) return queue?.stop();
  if (again) return unawaited(begin(inside));
  store.set({ durationMs });
  // While practising there is nothing to keep: it simply begins anew.
  const empty = queue === null ? how === 'lost' : queue.record().pieces === 0;
  if (empty) store.set({ phase: 'ready', trouble: how === 'lost' ? 'failed' : 'empty' });
  else if (full || how === 'lost') store.set({ phase: 'interrupted', why: full ? 'full' : 'lost' });
  else unawaited(send(inside));
};

const hear = (inside: Inside, frame: Frame): void => {
  const { store, recorder } = inside;
  inside.levels.tell(frame.level);
  // Our own voice, asking, is nobody's answer.
  if (recorder === null || isSounding()) return;
  inside.listening = hearFrame(inside.listening, frame);
  const { countdownMs } = inside.listening;
  const sound = soundOf(inside.listening);
  const seconds = countdownMs === null ? null : Math.ceil(countdownMs / 1_000) * 1_000;
  if (store.get().sound !== sound || store.get().countdownMs !== seconds) store.set({ sound, countdownMs: seconds });
  if (countdownMs === 0) recorder.stop();
};

const enter = async (inside: Inside): Promise<void> => {
  const { deps, store } = inside;
  if (deps.turn !== null) inside.pieces = await openPieceStore();
  const [last] = await takesAt(inside.pieces, deps);
  if (inside.gone) return;
  store.set({ phase: 'ready', trouble: foreseenTrouble() });
  if (deps.turn !== null) store.set({ keeping: inside.pieces.keeping() });
  if (last === undefined || last.pieces === 0) return;
  inside.queue = queueOf(inside, last);
  if (last.ended) return send(inside);
  store.set({ phase: 'interrupted', why: 'left', durationMs: last.durationMs });
  inside.queue.go();
};

const beginTake = async (inside: Inside, turn: number, mediaType: string): Promise<void> => {
  inside.queue?.stop();
  const take = await nextTake(inside.pieces, { window: inside.deps.window, turn, mediaType });
  inside.queue = queueOf(inside, take);
};

const record = async (inside: Inside, ear: Ear): Promise<void> => {
  const { deps } = inside;
  inside.listening = newListening(deps.tolerance());
  inside.full = false;
  inside.again = false;
  let begun = Promise.resolve();
  const recorder = startRecorder({
    stream: ear.stream,
    onPiece: async (bytes) => {
      await begun;
      await inside.queue?.add(bytes, Math.round(recorder.elapsedMs()));
    },
    onEnd: (how) => takeEnded(inside, how),
  });
  inside.recorder = recorder;
  inside.store.set({ phase: 'recording', sound: 'starting', countdownMs: null, queue: null });
  if (deps.turn !== null) begun = beginTake(inside, deps.turn, recorder.mediaType);
  await begun;
};

const begin = async (inside: Inside): Promise<void> => {
  const { store } = inside;
  if (store.get().phase === 'opening' || inside.recorder !== null) return;
  // The question, read aloud, is no part of the answer.
  hush();
  store.set({ phase: 'opening', trouble: null, isPractised: false });
  try {
    const ear = await openEar(
      (frame) => hear(inside, frame),
      (news) => store.set(news),
    );
    inside.ear = ear;
    if (inside.gone) return closeEar(inside);
    await record(inside, ear);
  } catch (error) {
    closeEar(inside);
    store.set({ phase: 'ready', trouble: troubleOf(error) });
  }
};

const initial: SpeakingState = {
  phase: 'loading',
  trouble: null,
  why: 'left',
  durationMs: 0,
  isPractised: false,
  sound: 'starting',
  muted: false,
  countdownMs: null,
  queue: null,
  keeping: 'device',
  microphones: [],
  microphone: null,
};

const beginAnew = (inside: Inside): void => {
  inside.again = true;
  if (inside.recorder === null) unawaited(begin(inside));
  else inside.recorder.stop();
};

export const createSpeaking = (deps: SpeakingDeps) => {
  const store = createStore(initial);
  const inside: Inside = {
    deps,
    news: { onDone: () => {}, onRefused: () => {} },
    levels: createLevels(),
    store,
    pieces: inMemory(),
    listening: newListening(deps.tolerance()),
    queue: null,
    ear: null,
    recorder: null,
    full: false,
    again: false,
    gone: false,
  };
  const flush = (): void => {
    if (document.visibilityState === 'hidden') inside.recorder?.flush();
  };
  return {
    store,
    levels: inside.levels,
    enter: (news: SpeakingNews): void => {
      inside.news = news;
      document.addEventListener('visibilitychange', flush);
      unawaited(enter(inside));
    },
    /** What was said stays, and can be sent when the person comes back to it. */
    leave: (): void => {
      document.removeEventListener('visibilitychange', flush);
      inside.gone = true;
      if (inside.recorder === null) inside.queue?.stop();
      else inside.recorder.stop();
    },
    begin: (): void => unawaited(begin(inside)),
    beginAnew: (): void => beginAnew(inside),
    finish: (): void => inside.recorder?.stop(),
    send: (): void => unawaited(send(inside)),
    stillHere: (): void => {
      inside.listening = goOnListening(inside.listening);
      store.set({ countdownMs: null });
    },
    choose: (microphone: string): void => {
      chooseMicrophone(microphone);
      beginAnew(inside);
    },
    elapsedMs: (): number => inside.recorder?.elapsedMs() ?? store.get().durationMs,
  };
};

export type Speaking = ReturnType<typeof createSpeaking>;
