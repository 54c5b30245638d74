// The test of a microphone: how loud it is, five seconds of it, and nothing that leaves the device.
import { createStore } from '../state/store.ts';
import { openEar, type Ear } from './ear.ts';
import { chooseMicrophone, foreseenTrouble, troubleOf, type Microphone, type MicrophoneTrouble } from './microphone.ts';
import { createLevels } from './meter.ts';
import { hearFrame, newListening, soundOf, type Frame, type Sound } from './pause-rule.ts';
import { startRecorder, type Recorder } from './recorder.ts';

export type CheckingState = {
  phase: 'closed' | 'opening' | 'open' | 'recording' | 'recorded';
  trouble: MicrophoneTrouble | null;
  sound: Sound;
  muted: boolean;
  microphones: Microphone[];
  microphone: string | null;
  secondsLeft: number;
  /** Of what was recorded, for this page only. */
  url: string | null;
  silent: boolean;
};

const seconds = 5;

const initial: CheckingState = {
  phase: 'closed',
  trouble: null,
  sound: 'starting',
  muted: false,
  microphones: [],
  microphone: null,
  secondsLeft: seconds,
  url: null,
  silent: false,
};

/** `stop` ends it early; null when nothing came of it. */
const recordSome = (
  stream: MediaStream,
  onSecond: (left: number) => void,
  onEnd: (url: string | null) => void,
): Recorder => {
  const pieces: ArrayBuffer[] = [];
  const recorder = startRecorder({
    stream,
    onPiece: (bytes) => Promise.resolve(void pieces.push(bytes)),
    onEnd: () => {
      clearInterval(timer);
      onEnd(pieces.length === 0 ? null : URL.createObjectURL(new Blob(pieces, { type: recorder.mediaType })));
    },
  });
  let left = seconds;
  onSecond(left);
  const timer = setInterval(() => {
    left -= 1;
    onSecond(left);
    if (left <= 0) recorder.stop();
  }, 1_000);
  return recorder;
};

export const createChecking = () => {
  const levels = createLevels();
  const store = createStore({ ...initial, trouble: foreseenTrouble() });
  let ear: Ear | null = null;
  let recorder: Recorder | null = null;
  let gone = false;
  let listening = newListening('button');

  const hear = (frame: Frame): void => {
    levels.tell(frame.level);
    listening = hearFrame(listening, frame);
    const sound = soundOf(listening);
    if (store.get().sound !== sound) store.set({ sound });
  };
  const close = (): void => {
    ear?.close();
    ear = null;
  };
  const show = (url: string | null, silent = false): void => {
    const { url: before } = store.get();
    if (before !== null) URL.revokeObjectURL(before);
    store.set({ url, silent });
  };
  const failed = (error: unknown): void => {
    close();
    store.set({ phase: 'closed', trouble: troubleOf(error) });
  };
  const open = async (): Promise<void> => {
    close();
    show(null);
    listening = newListening('button');
    store.set({ phase: 'opening', trouble: null, sound: 'starting', muted: false });
    ear = await openEar(hear, (news) => store.set(news));
    if (gone) close();
    else store.set({ phase: 'open' });
  };
  const ended = (url: string | null): void => {
    recorder = null;
    close();
    show(url, listening.spokenMs === 0);
    if (gone) show(null);
    else store.set(url === null ? { phase: 'closed', trouble: 'failed' } : { phase: 'recorded' });
  };
  const record = async (): Promise<void> => {
    if (ear === null) await open();
    if (ear === null || recorder !== null) return;
    listening = newListening('button');
    recorder = recordSome(ear.stream, (secondsLeft) => store.set({ secondsLeft }), ended);
    store.set({ phase: 'recording' });
  };
  return {
    store,
    levels,
    open: (): void => void open().catch(failed),
    record: (): void => void record().catch(failed),
    choose: (microphone: string): void => {
      chooseMicrophone(microphone);
      open().catch(failed);
    },
    leave: (): void => {
      gone = true;
      if (recorder === null) ended(null);
      else recorder.stop();
    },
  };
};

export type Checking = ReturnType<typeof createChecking>;
