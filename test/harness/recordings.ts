// A spoken answer as it is kept once it was stored: its row, and its sealed object.
import { hash } from 'node:crypto';
import type { Knex } from 'knex';
import type { RunRef } from '../../domain/access/ids.ts';
import type { SealedObjects } from '../../domain/ports/objects.ts';
const recordingIdOf = (
  digest: (text: string) => string,
  runId: string,
  { turn, take }: { turn: number; take: number },
) => `rec_${digest(['recording', runId, turn, take].join('/')).slice(0, 32)}`;
import { sha256 } from '../../infra/system.ts';

type Kept = { turn?: number; take?: number; content?: Buffer; mediaType?: string };

export const keepRecording = async (
  { db, objects }: { db: Knex; objects: SealedObjects },
  run: RunRef,
  { turn = 2, take = 1, content = Buffer.from('what was said'), mediaType = 'audio/webm' }: Kept = {},
): Promise<string> => {
  const id = recordingIdOf(sha256, run.runId, { turn, take });
  const place = { kind: 'recording', run, id } as const;
  await db('recordings').insert({
    id,
    run_id: run.runId,
    tenant_id: run.tenantId,
    turn,
    take,
    state: 'stored',
    media_type: mediaType,
    duration_ms: 61_400,
    bytes: content.length,
    sha256: hash('sha256', content),
    object_key: objects.keyOf(place),
    received_at: new Date(),
    stored_at: new Date(),
  });
  await objects.put(place, ReadableStream.from([content]));
  return id;
};
