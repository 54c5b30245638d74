// Records one take: the browser's recorder cuts it into pieces of some seconds, each of which is handed on as soon as it is there.
import { MicrophoneError, recordedType } from './microphone.ts';

/** `asked`: by us; `lost`: the microphone went away or the recorder gave up. All pieces have been handed on by then. */
export type TakeEnd = 'asked' | 'lost';

export type Recorder = {
  mediaType: string;
  elapsedMs: () => number;
  /** Hands on what was said since the last piece, for a page that may be gone in a moment. */
  flush: () => void;
  stop: () => void;
};

type Wants = {
  stream: MediaStream;
  onPiece: (bytes: ArrayBuffer) => Promise<void>;
  onEnd: (how: TakeEnd) => void;
};

const pieceMs = 3_000;
const bitsPerSecond = 32_000;

export const startRecorder = ({ stream, onPiece, onEnd }: Wants): Recorder => {
  const type = recordedType();
  const recorder = new MediaRecorder(stream, {
    audioBitsPerSecond: bitsPerSecond,
    ...(type !== null && { mimeType: type }),
  });
  let asked = false;
  let endedAt: number | null = null;
  // One after the other: reading the bytes of a piece may take longer than of the next.
  let handedOn = Promise.resolve();
  recorder.addEventListener('dataavailable', ({ data }) => {
    if (data.size > 0) handedOn = handedOn.then(async () => onPiece(await data.arrayBuffer()));
  });
  const lose = (): void => {
    if (recorder.state !== 'inactive') recorder.stop();
  };
  recorder.addEventListener('error', lose);
  for (const track of stream.getAudioTracks()) track.addEventListener('ended', lose);
  recorder.addEventListener('stop', () => {
    endedAt ??= performance.now();
    const end = (): void => onEnd(asked ? 'asked' : 'lost');
    handedOn.then(end, end);
  });
  try {
    recorder.start(pieceMs);
  } catch {
    throw new MicrophoneError('failed');
  }
  const startedAt = performance.now();
  return {
    mediaType: recorder.mimeType || (type ?? 'audio/webm'),
    elapsedMs: () => (endedAt ?? performance.now()) - startedAt,
    flush: () => {
      if (recorder.state === 'recording') recorder.requestData();
    },
    stop: () => {
      asked = true;
      lose();
    },
  };
};
