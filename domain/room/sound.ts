// Whether there is anything in a recording that could be speech, told by how loud it is: what stands still is no speech.

/** Loudness of one slice after the other, in dBFS, and how long a slice is. Nobody keeps it: it is measured again if need be. */
export type Loudness = { sliceMs: number; levels: readonly number[] };

const limits = {
  /** A whisper into a bad microphone is some 15 dB above it. */
  audible: -65,
  /** Above the tenth part that is quietest: speech rises and falls, hum and fans hardly do. */
  rise: 6,
  /** In less there may be no pause to tell what is quiet by. */
  floorMs: 1_000,
  /** Shorter are clicks and keys; the shortest words are three times as long. */
  speechMs: 80,
  /** As far must the loudest stand out before a part of the recording is called silent. */
  clear: 20,
  /** Recognisers place what they heard about so well. */
  marginMs: 500,
};

/** Where a slice is loud, and for how long on end. */
const isSpeechIn = (loud: readonly boolean[], slices: number): boolean => {
  let run = 0;
  return loud.some((is) => {
    run = is ? run + 1 : 0;
    return run >= slices;
  });
};

export type Sound = {
  /** Nobody spoke. */
  isSilent: boolean;
  /** Nobody spoke between the two; never said where noise may cover words. */
  isSilentIn(startMs: number, endMs: number): boolean;
};

/** Told in doubt as sound: what is called silent is not heard, whatever a recogniser says. */
export const soundIn = ({ sliceMs, levels }: Loudness): Sound => {
  const sorted = levels.toSorted((a, b) => a - b);
  const quiet = levels.length * sliceMs < limits.floorMs ? undefined : sorted[Math.floor(sorted.length / 10)];
  const floor = quiet ?? -Infinity;
  const slices = Math.ceil(limits.speechMs / sliceMs);
  const loud = levels.map((level) => level >= Math.max(floor + limits.rise, limits.audible));
  const isSilent = !isSpeechIn(loud, slices);
  const isClear = (sorted.at(-slices) ?? floor) >= Math.max(floor, limits.audible) + limits.clear;
  const at = (ms: number): number => Math.max(0, Math.round(ms / sliceMs));
  return {
    isSilent,
    isSilentIn: (startMs, endMs) =>
      isSilent || (isClear && !loud.slice(at(startMs - limits.marginMs), at(endMs + limits.marginMs)).some(Boolean)),
  };
};
