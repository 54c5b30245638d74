// Tells how loud the microphone is, twenty times a second: from a worklet, or by looking where there is none.
import workletUrl from './energy-worklet.ts?worker&url';
import type { Frame } from './pause-rule.ts';

/** Who shows the level, past React, twenty times a second. */
export const createLevels = () => {
  const listeners = new Set<(level: number) => void>();
  return {
    tell: (level: number): void => {
      for (const listener of listeners) listener(level);
    },
    subscribe: (listener: (level: number) => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};

export type Levels = ReturnType<typeof createLevels>;

const frameOf = (meanSquare: number, ms: number): Frame => ({
  level: 10 * Math.log10(Math.max(meanSquare, 1e-10)),
  ms,
});

const byWorklet = async (context: AudioContext, source: AudioNode, onFrame: (frame: Frame) => void): Promise<void> => {
  await context.audioWorklet.addModule(workletUrl);
  const node = new AudioWorkletNode(context, 'energy', { numberOfOutputs: 0 });
  node.port.onmessage = ({ data }: MessageEvent<{ meanSquare: number; ms: number }>) =>
    onFrame(frameOf(data.meanSquare, data.ms));
  source.connect(node);
};

const byLooking = (context: AudioContext, source: AudioNode, onFrame: (frame: Frame) => void): (() => void) => {
  const analyser = context.createAnalyser();
  analyser.fftSize = 2_048;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let before = context.currentTime;
  const timer = setInterval(() => {
    const ms = (context.currentTime - before) * 1_000;
    before = context.currentTime;
    // A clock that stands still heard nothing.
    if (ms <= 0) return;
    analyser.getFloatTimeDomainData(samples);
    onFrame(frameOf(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length, ms));
  }, 50);
  return () => clearInterval(timer);
};

/** Returns how to stop. Never fails: without a meter one can still record, and ends the answer by the button. */
export const startMeter = (stream: MediaStream, onFrame: (frame: Frame) => void): (() => void) => {
  let context: AudioContext;
  try {
    context = new AudioContext();
  } catch {
    return () => {};
  }
  const source = context.createMediaStreamSource(stream);
  let stop = (): void => {};
  let stopped = false;
  const resume = (): void => {
    // A locked screen or a call suspends it, which is no reason to hear nothing afterwards.
    if (!stopped && context.state !== 'running') context.resume().catch(() => {});
  };
  document.addEventListener('visibilitychange', resume);
  resume();
  byWorklet(context, source, onFrame).catch(() => {
    if (!stopped) stop = byLooking(context, source, onFrame);
  });
  return () => {
    stopped = true;
    stop();
    document.removeEventListener('visibilitychange', resume);
    context.close().catch(() => {});
  };
};
