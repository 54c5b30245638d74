// Makes one sealed object of the pieces of a spoken answer. Safe to run twice: what is stored stays.
import { createHash } from 'node:crypto';
import type { ObjectPlace, SealedObjects } from '../domain/ports/objects.ts';
import type { Logger } from '../domain/ports/log.ts';
import type {
  RecordingRef,
  RecordingStanding,
  RecordingWork,
  RemuxAudio,
  SourceFile,
} from '../domain/ports/recordings.ts';
import { containerOf } from '../domain/room/pieces.ts';
import { isErased } from '../domain/seal/open.ts';
import type { RecordingActivities } from '../workflows/contracts.ts';
import { withHeartbeat } from './with-heartbeat.ts';

export type RecordingDeps = {
  recordings: RecordingWork;
  objects: Pick<SealedObjects, 'keyOf' | 'put' | 'remove'>;
  remux: RemuxAudio;
  log: Pick<Logger, 'warn'>;
  /** Tells Temporal that the activity is alive. */
  heartbeat(): void;
};

/** The pieces as one file: read when they are needed, a few in memory at a time. */
const fileOf = (
  { recordings }: RecordingDeps,
  recording: RecordingRef,
  { pieceBytes }: RecordingStanding,
): Omit<SourceFile, 'mediaType'> => {
  const starts = pieceBytes.reduce<number[]>((all, bytes) => [...all, (all.at(-1) ?? 0) + bytes], [0]);
  let recent = { n: -1, bytes: new Uint8Array() as Uint8Array };
  const piece = async (n: number): Promise<Uint8Array> => {
    if (recent.n !== n) recent = { n, bytes: await recordings.readPiece(recording, n) };
    return recent.bytes;
  };
  return {
    bytes: starts.at(-1) ?? 0,
    read: async (start, end) => {
      const wanted = Buffer.alloc(end - start);
      const first = starts.findLastIndex((at) => at <= start);
      for (let n = first; n < pieceBytes.length && (starts[n] ?? end) < end; n += 1) {
        const at = starts[n] ?? 0;
        const bytes = await piece(n);
        wanted.set(bytes.subarray(Math.max(0, start - at), end - at), Math.max(0, at - start));
      }
      return wanted;
    },
  };
};

async function* wholeOf({ bytes, read }: Pick<SourceFile, 'bytes' | 'read'>): AsyncGenerator<Uint8Array> {
  const step = 256 * 1_024;
  for (let at = 0; at < bytes; at += step) yield await read(at, Math.min(bytes, at + step));
}

type Content = { durationMs: number | null; content: AsyncIterable<Uint8Array> };

/** A file that cannot be written anew is kept as it came, without a duration; null when there is no sound in it. */
const contentOf = async (deps: RecordingDeps, { runId }: RecordingRef, file: SourceFile): Promise<Content | null> => {
  try {
    return await deps.remux(file);
  } catch (error) {
    if (isErased(error)) throw error;
    deps.log.warn('recording.kept_as_it_came', { runId, error });
    return { durationMs: null, content: wholeOf(file) };
  }
};

const put = async (deps: RecordingDeps, recording: RecordingRef, file: SourceFile): Promise<boolean> => {
  const content = await contentOf(deps, recording, file);
  if (content === null) return false;
  const { tenantId, runId, recordingId } = recording;
  const place: ObjectPlace = { kind: 'recording', run: { tenantId, runId }, id: recordingId };
  const hash = createHash('sha256');
  const hashed = async function* hashing() {
    for await (const part of content.content) {
      hash.update(part);
      yield part;
    }
  };
  const { bytes } = await deps.objects.put(place, hashed());
  const stored = await deps.recordings.markStored(recording, {
    objectKey: deps.objects.keyOf(place),
    mediaType: file.mediaType,
    bytes,
    sha256: hash.digest('hex'),
    durationMs: content.durationMs,
  });
  if (stored) return true;
  // Another attempt was first, or it was taken back meanwhile: then nothing of it stays.
  if ((await deps.recordings.read(recording))?.state === 'stored') return true;
  await deps.objects.remove(place);
  return false;
};

const store = async (deps: RecordingDeps, recording: RecordingRef): Promise<boolean> => {
  const standing = await deps.recordings.read(recording);
  if (standing === null || standing.state !== 'received') return standing?.state === 'stored';
  const file = fileOf(deps, recording, standing);
  const mediaType = containerOf(await file.read(0, Math.min(file.bytes, 16)));
  return mediaType !== null && (await put(deps, recording, { ...file, mediaType }));
};

export const createRecordingActivities = (deps: RecordingDeps): RecordingActivities => ({
  storeRecording: async ({ tenantId, runId, recordingId }) => {
    const recording = { tenantId, runId, recordingId };
    try {
      return {
        stored: await withHeartbeat(
          () => deps.heartbeat(),
          () => store(deps, recording),
        ),
      };
    } catch (error) {
      if (isErased(error)) return { stored: false };
      // Another attempt was first, and the pieces went away under this one.
      if ((await deps.recordings.read(recording))?.state === 'stored') return { stored: true };
      throw error;
    }
  },
  giveUpRecording: ({ tenantId, runId, recordingId }) => deps.recordings.giveUp({ tenantId, runId, recordingId }),
});
