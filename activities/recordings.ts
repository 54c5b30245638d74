// Makes one sealed object of the pieces of a spoken answer. Safe to run twice: what is stored stays.
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ObjectPlace, SealedObjects } from '../domain/ports/objects.ts';
import type { Logger } from '../domain/ports/log.ts';
import type {
  RecordingRef,
  RecordingStanding,
  RecordingWork,
  RemuxAudio,
  SourceFile,
} from '../domain/ports/recordings.ts';
import { attemptIdOf, containerOf } from '../domain/room/pieces.ts';
import { isErased } from '../domain/seal/open.ts';
import type { RecordingActivities } from '../workflows/contracts.ts';
import { withHeartbeat } from './with-heartbeat.ts';

export type RecordingDeps = {
  recordings: RecordingWork;
  objects: Pick<SealedObjects, 'keyOf' | 'put' | 'remove' | 'removeAttempts'>;
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

/**
 * A file that cannot be written anew is kept as it came, without a duration; null when there is no sound in it. Pieces that
 * cannot be read just now say nothing about the file.
 */
const contentOf = async (deps: RecordingDeps, { runId }: RecordingRef, file: SourceFile): Promise<Content | null> => {
  const unread: unknown[] = [];
  const read = (start: number, end: number): Promise<Uint8Array> =>
    file.read(start, end).catch((error: unknown) => {
      unread.push(error);
      throw error;
    });
  try {
    return await deps.remux({ ...file, read });
  } catch (error) {
    if (unread.length > 0) throw unread[0];
    deps.log.warn('recording.kept_as_it_came', { runId, error });
    return { durationMs: null, content: wholeOf(file) };
  }
};

const put = async (deps: RecordingDeps, recording: RecordingRef, file: SourceFile): Promise<boolean> => {
  const content = await contentOf(deps, recording, file);
  if (content === null) return false;
  const { tenantId, runId, recordingId } = recording;
  const id = attemptIdOf(recordingId, randomUUID());
  const place: ObjectPlace = { kind: 'recording', run: { tenantId, runId }, id };
  const hash = createHash('sha256');
  const hashed = async function* hashing() {
    for await (const part of content.content) {
      hash.update(part);
      yield part;
    }
  };
  const { bytes } = await deps.objects.put(place, hashed()).catch(async (error: unknown) => {
    // What failed may lie there all the same, and no row will ever name it.
    await deps.objects.remove(place).catch(() => undefined);
    throw error;
  });
  const stored = await deps.recordings.markStored(recording, {
    objectKey: deps.objects.keyOf(place),
    mediaType: file.mediaType,
    bytes,
    sha256: hash.digest('hex'),
    durationMs: content.durationMs,
  });
  if (stored) return true;
  // Another attempt was first, or it was taken back meanwhile: then nothing of this one stays.
  await deps.objects.remove(place);
  return (await deps.recordings.read(recording))?.state === 'stored';
};

/** Objects of attempts that did not live to remove them. What cannot be removed now is found by the daily sweep. */
const tidy = async ({ recordings, objects, log }: RecordingDeps, recording: RecordingRef): Promise<void> => {
  const { tenantId, runId, recordingId } = recording;
  try {
    const named = await recordings.readFinalKey(recording);
    if (named !== undefined) await objects.removeAttempts({ tenantId, runId }, recordingId, named);
  } catch (error) {
    log.warn('recording.not_tidied', { runId, error });
  }
};

const store = async (deps: RecordingDeps, recording: RecordingRef): Promise<boolean> => {
  const standing = await deps.recordings.read(recording);
  if (standing === null || standing.state !== 'received') return standing?.state === 'stored';
  const file = fileOf(deps, recording, standing);
  const mediaType = containerOf(await file.read(0, Math.min(file.bytes, 16)));
  return mediaType !== null && (await put(deps, recording, { ...file, mediaType }));
};

const storeAndTidy = async (deps: RecordingDeps, recording: RecordingRef): Promise<boolean> => {
  const stored = await store(deps, recording).catch(async (error: unknown) => {
    if (isErased(error)) return false;
    // Another attempt was first, and the pieces went away under this one.
    if ((await deps.recordings.read(recording))?.state === 'stored') return true;
    throw error;
  });
  if (stored) await tidy(deps, recording);
  return stored;
};

/** A store that hangs keeps nobody from being told that the words are lost. */
const tidyMaxMs = 2_000;

export const createRecordingActivities = (deps: RecordingDeps): RecordingActivities => ({
  storeRecording: async ({ tenantId, runId, recordingId }) => ({
    stored: await withHeartbeat(
      () => deps.heartbeat(),
      () => storeAndTidy(deps, { tenantId, runId, recordingId }),
    ),
  }),
  giveUpRecording: async ({ tenantId, runId, recordingId }) => {
    const recording = { tenantId, runId, recordingId };
    await deps.recordings.giveUp(recording);
    await Promise.race([tidy(deps, recording), pause(tidyMaxMs, undefined, { ref: false })]);
  },
});
