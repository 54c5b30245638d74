// What tests of erasures on a whole system share: an interview with everything in it, asking, waiting, and what is left.
import type { Knex } from 'knex';
import type { Certificate } from '../../domain/erasure/certificate.ts';
import { readEndState } from '../crash/end-state.ts';
import { answerAll, createDevice, enterRoom, type CandidateDevice } from './candidate.ts';
import { eventually } from './eventually.ts';
import { answerFor, engineerRequest } from './journey.ts';
import { interviewsPath, pathOf, type NativeClient } from './native-client.ts';

export type ErasureAnswer = {
  state: 'ERASING' | 'ERASED';
  scope: string;
  certificate: Certificate | null;
};

export const erasurePathOf = (runId: string, scope?: 'personal' | 'all'): string =>
  pathOf(runId, `/candidate-data${scope === undefined ? '' : `?scope=${scope}`}`);

export type ScoredRun = { runId: string; link: string; device: CandidateDevice };

/** An interview that waits for its verdict: still open, with a plan, a conversation, notes, an assessment and a chat. */
export const scoredRun = async (client: NativeClient, apiUrl: string): Promise<ScoredRun> => {
  const { runId } = await client.insist<{ runId: string }>('POST', interviewsPath, engineerRequest);
  await client.until(runId, 'PENDING');
  const { interviewLink } = await client.insist<{ interviewLink: string }>('POST', pathOf(runId, '/plan/approve'), {
    approvedBy: 'Rita',
  });
  const device = createDevice(apiUrl);
  const { question } = await enterRoom(device, interviewLink);
  await device.succeed('POST', '/room/api/help', { code: 'technical', note: 'The sound is gone.' });
  await answerAll(device, question, answerFor);
  await device.succeed('POST', '/room/api/finish');
  await client.until(runId, 'ASSESSMENT_PENDING');
  await client.insist('POST', pathOf(runId, '/assessment/chat'), { question: 'Which incident was it?' });
  return { runId, link: interviewLink, device };
};

/** Reads the erasure until its certificate is there. */
export const untilErased = async (client: NativeClient, runId: string): Promise<Certificate> => {
  const { body } = await eventually(
    () => client.call<ErasureAnswer>('GET', erasurePathOf(runId)).catch(() => ({ status: 0, body: null })),
    (answer) => answer.body?.state === 'ERASED',
    // Copies of keys expire in their own time, and a dozen erasures may be cut short at once.
    { timeoutMs: 200_000 },
  );
  if (!body?.certificate) throw new Error('an erasure ends with a certificate');
  return body.certificate;
};

type Row = Record<string, unknown>;

const sealedLeft = async (db: Knex, runId: string): Promise<string[]> => {
  const columns: { table_name: string; column_name: string }[] = await db('information_schema.columns as c')
    .select('c.table_name', 'c.column_name')
    .where({ 'c.table_schema': 'public', 'c.data_type': 'bytea' })
    .whereExists(
      db('information_schema.columns as r').whereRaw(`r.table_name = c.table_name and r.column_name = 'run_id'`),
    );
  const left = await Promise.all(
    columns.map(async ({ table_name: table, column_name: column }) => {
      const rows: Row[] = await db(table).where({ run_id: runId }).whereNotNull(column);
      return rows.length === 0 ? [] : [`${table}.${column}`];
    }),
  );
  return left.flat().toSorted();
};

/** An invitation whose turn comes after the candidate has begun is not written any more: how many mails there were is chance. */
const withoutChance = (emptied: Certificate['emptied']): Certificate['emptied'] =>
  emptied.map((place) => (place.table === 'mails' ? { ...place, rows: Math.min(place.rows, 1) } : place));

const withoutIdsAndTimes = ({ keys, ...certificate }: Certificate): Row => ({
  type: certificate.type,
  version: certificate.version,
  scope: certificate.scope,
  cause: certificate.cause,
  requestedBy: certificate.requestedBy.kind,
  emptied: withoutChance(certificate.emptied),
  copies: certificate.copies,
  remains: certificate.remains,
  keys: keys.map(({ purpose, algorithm }) => ({ purpose, algorithm })),
});

/** Everything that an erasure leaves behind, without ids and times. */
export const readErasedState = async (db: Knex, runId: string, certificate: Certificate) => ({
  ...(await readEndState(db, runId)),
  certificate: withoutIdsAndTimes(certificate),
  erasures: (await db('erasures').where({ run_id: runId }).select('scope', 'state')) as Row[],
  keys: (await db('run_keys')
    .where({ run_id: runId })
    .orderBy('purpose')
    .select(
      'purpose',
      db.raw('wrapped_key is null as gone'),
      db.raw('destroyed_at is not null as destroyed'),
    )) as Row[],
  sealedLeft: await sealedLeft(db, runId),
  times: (
    (await db('interviews')
      .where({ run_id: runId })
      .select(
        db.raw(
          'erased_at is not null as erased, assessments_erased_at is not null as all_erased, ended_at is not null as ended',
        ),
      )) as Row[]
  )[0],
});
