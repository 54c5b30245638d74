// Plays the moment of a recording in which a word was said, and a little around it; one recording sounds at a time.

export type Moment = { startMs: number; endMs: number };

const aroundSeconds = 1;
/** A player that could not be told where to begin before it knew the recording is told again. */
const offMost = 0.3;

/** Whatever else sounds on the page falls silent. */
export const silenceOthers = (player: HTMLAudioElement): void => {
  for (const other of document.querySelectorAll('audio')) if (other !== player) other.pause();
};

const running = new WeakMap<HTMLAudioElement, () => void>();

/** Plays from a second before to a second behind; `onEnd` once, however it ends. Begun in a press, as phones demand. */
export const playMoment = (player: HTMLAudioElement, { startMs, endMs }: Moment, onEnd: () => void): void => {
  running.get(player)?.();
  const from = Math.max(0, startMs / 1000 - aroundSeconds);
  const until = endMs / 1000 + aroundSeconds;
  const place = (): void => {
    if (Math.abs(player.currentTime - from) > offMost) player.currentTime = from;
  };
  const watch = (): void => {
    if (player.currentTime >= until) player.pause();
  };
  const stop = (): void => {
    running.delete(player);
    player.removeEventListener('loadedmetadata', place);
    player.removeEventListener('timeupdate', watch);
    player.removeEventListener('pause', stop);
    player.removeEventListener('error', stop);
    onEnd();
  };
  silenceOthers(player);
  player.currentTime = from;
  player.addEventListener('loadedmetadata', place);
  player.addEventListener('timeupdate', watch);
  // At the end of a recording there is a pause too.
  player.addEventListener('pause', stop);
  player.addEventListener('error', stop);
  running.set(player, stop);
  player.play().catch(() => running.get(player) === stop && stop());
};
