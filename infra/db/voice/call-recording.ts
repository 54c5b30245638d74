// The recording of a whole call: one object, sealed like every other, that all turns of the call name.
import { createHash, randomUUID, type Hash } from 'node:crypto';
import type { RunRef } from '../../../domain/access/ids.ts';
import type { CallRef, CallStore } from '../../../domain/ports/calls.ts';
import type { ObjectPlace } from '../../../domain/ports/objects.ts';
import type { Digest } from '../../../domain/ports/system.ts';
import { attemptIdOf } from '../../../domain/room/pieces.ts';
import type { Db } from '../knex.ts';
import type { CallStoreDeps } from './call-deps.ts';

export const callRecordingId = (digest: Digest, { runId, sessionId }: CallRef): string =>
  `rec_${digest(['call', runId, sessionId].join('/')).slice(0, 32)}`;

/** Beyond the takes that a room counts. */
const callTake = 1_000;

/** It waits for its sound, and nobody is to make it of pieces. */
export const insertCallRecording = async (
  trx: Db,
  { tenantId, runId }: RunRef,
  { recordingId, turn, receivedAt }: { recordingId: string; turn: number; receivedAt: number },
): Promise<void> => {
  await trx('recordings')
    .insert({
      id: recordingId,
      tenant_id: tenantId,
      run_id: runId,
      turn,
      take: callTake,
      state: 'received',
      media_type: 'audio/wav',
      pieces: 0,
      received_at: new Date(receivedAt),
      started_at: new Date(receivedAt),
    })
    .onConflict('id')
    .ignore();
};

/** Told to `hash` while it comes. */
async function* hashed(content: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const part of content) {
    hash.update(part);
    yield part;
  }
}

/** Twice is the same as once: an attempt that comes second removes what it put. */
export const putCallRecording = async (
  { objects, recordings }: CallStoreDeps,
  { tenantId, runId }: CallRef,
  recordingId: string,
  { content, mediaType, durationMs }: Parameters<CallStore['storeRecording']>[2],
): Promise<void> => {
  const id = attemptIdOf(recordingId, randomUUID());
  const place: ObjectPlace = { kind: 'recording', run: { tenantId, runId }, id };
  const hash = createHash('sha256');
  const stored = await objects.put(place, hashed(content, hash)).catch(async (error: unknown) => {
    await objects.remove(place).catch(() => undefined);
    throw error;
  });
  const isFirst = await recordings.markStored(
    { tenantId, runId, recordingId },
    {
      objectKey: objects.keyOf(place),
      mediaType,
      bytes: stored.bytes,
      sha256: hash.digest('hex'),
      durationMs,
    },
  );
  if (!isFirst) await objects.remove(place);
};
