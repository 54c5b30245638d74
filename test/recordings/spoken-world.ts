// A room in which answers are spoken, with real recordings, and the worker's part of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { createRecordingActivities } from '../../activities/recordings.ts';
import type { RecordingRef } from '../../domain/ports/recordings.ts';
import { remuxAudio } from '../../infra/audio/remux-pool.ts';
import { createRecordingWork } from '../../infra/db/recordings/recording-work.ts';
import { createSpokenAnswers } from '../../infra/db/recordings/spoken-answers.ts';
import { createRoom } from '../../usecases/room/room.ts';
import { activityWorld, createWorld } from '../harness/world.ts';
import { inActivity } from '../harness/in-activity.ts';
import { createRoomWorld, openDevice, startDevice } from '../room/room-world.ts';

/** 4.5 s of Opus in WebM and 3.6 s of AAC in MP4, as recorders write them: without duration or index. See README.md. */
export const spokenWebm = new Uint8Array(readFileSync(join(import.meta.dirname, 'spoken.webm')));
export const spokenMp4 = new Uint8Array(readFileSync(join(import.meta.dirname, 'spoken.mp4')));

/** Nothing answers there: nobody is asked to listen here. */
export const withRecogniser = { PARLEY_STT_URL: 'http://127.0.0.1:9/v1', PARLEY_STT_MODEL: 'test' };

export const cut = (bytes: Uint8Array, count: number): Uint8Array[] => {
  const step = Math.ceil(bytes.length / count);
  return Array.from({ length: count }, (_, n) => bytes.subarray(n * step, (n + 1) * step));
};

export const createSpokenWorld = (db: Knex) => {
  const world = createRoomWorld({ db, env: withRecogniser });
  const received: RecordingRef[] = [];
  const deps = { ...world.deps, recordings: { start: (recording: RecordingRef) => void received.push(recording) } };
  const room = createRoom(deps);
  const { objects, objectStore, sealer, log } = activityWorld(createWorld(db, { clock: world.time }));
  const work = createRecordingWork({ db, sealer });
  const kept = { recordings: work, objects, remux: remuxAudio, log, heartbeat: () => undefined };
  return {
    ...world,
    deps,
    room,
    received,
    work,
    objects,
    objectStore,
    kept,
    activities: inActivity(createRecordingActivities(kept)),
    answers: createSpokenAnswers({ db, sealer, objects }),
    /** A candidate before the first question. */
    begin: async (approval?: Parameters<typeof world.approve>[0]) => {
      const { tenantId, runId, token } = await world.approve(approval);
      const device = await startDevice({ ...world, room }, token);
      return { tenantId, runId, token, ...device, another: () => openDevice({ ...world, room }, token) };
    },
  };
};

export type SpokenWorld = ReturnType<typeof createSpokenWorld>;
export type Candidate = Awaited<ReturnType<SpokenWorld['begin']>>;

type Say = { turn?: number; take?: number; pieces?: readonly Uint8Array[]; mediaType?: string };

/** Sends a whole take, piece by piece. */
export const sendTake = async (
  { room }: SpokenWorld,
  { visit }: Pick<Candidate, 'visit'>,
  { turn = 1, take = 1, pieces = cut(spokenWebm, 4), mediaType = 'audio/webm' }: Say = {},
) => {
  for (const [n, bytes] of pieces.entries()) await room.storePiece(visit(), { turn, take, n, bytes, mediaType });
  return { clientTurnId: `said-${turn}-${take}`, turn, spoken: { take, pieces: pieces.length } };
};
