// What the page knows of a call, whoever holds it.
import type { MicrophoneTrouble } from '../voice/microphone.ts';
import type { Told } from './captions.ts';

export type CallStatus = 'joining' | 'talking' | 'ended' | 'failed';
/** Why there is no call: the microphone, or the line to who holds it. */
export type CallTrouble = MicrophoneTrouble | 'line';

export type CallTold = {
  at(status: CallStatus): void;
  /** The newest of what is being said, each as it grows. */
  said(lines: readonly Told[]): void;
  /** Nobody adds to what somebody said last. */
  fellSilent(who: Told['by']): void;
};

export type CallLine = { mute(isMuted: boolean): void; end(): void };
