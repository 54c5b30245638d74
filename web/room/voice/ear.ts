// An open microphone: how loud it is, whether it is muted, which ones there are, and a screen that stays on meanwhile.
import { closeMicrophone, listMicrophones, microphoneIn, openMicrophone, type Microphone } from './microphone.ts';
import { startMeter } from './meter.ts';
import type { Frame } from './pause-rule.ts';

export type Ear = { stream: MediaStream; close: () => void };

export type EarNews = { muted: boolean } | { microphones: Microphone[]; microphone: string | null };

/** A locked screen stops many microphones. Returns how to let it sleep again. */
const keepAwake = (): (() => void) => {
  const { wakeLock } = navigator as { wakeLock?: WakeLock };
  let lock: WakeLockSentinel | null = null;
  let over = false;
  const ask = (): void => {
    if (document.visibilityState !== 'visible' || over) return;
    wakeLock?.request('screen').then(
      (granted) => {
        lock = granted;
        if (over) granted.release().catch(() => {});
      },
      () => {},
    );
  };
  ask();
  // The browser takes it back whenever the page is hidden.
  document.addEventListener('visibilitychange', ask);
  return () => {
    over = true;
    document.removeEventListener('visibilitychange', ask);
    lock?.release().catch(() => {});
  };
};

/** Throws a `MicrophoneError`. */
export const openEar = async (onFrame: (frame: Frame) => void, onNews: (news: EarNews) => void): Promise<Ear> => {
  const stream = await openMicrophone();
  const stopMeter = startMeter(stream, onFrame);
  const letSleep = keepAwake();
  const list = (): void => {
    listMicrophones().then(
      (microphones) => onNews({ microphones, microphone: microphoneIn(stream) }),
      () => {},
    );
  };
  for (const track of stream.getAudioTracks()) {
    track.addEventListener('mute', () => onNews({ muted: true }));
    track.addEventListener('unmute', () => onNews({ muted: false }));
    onNews({ muted: track.muted });
  }
  list();
  navigator.mediaDevices.addEventListener('devicechange', list);
  return {
    stream,
    close: () => {
      navigator.mediaDevices.removeEventListener('devicechange', list);
      stopMeter();
      letSleep();
      closeMicrophone(stream);
    },
  };
};
