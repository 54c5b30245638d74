// Reads everything about one run at one moment, for its audit bundle.
import type { Knex } from 'knex';
import type { BundleContents } from '../../../domain/bundle/contents.ts';
import type { Certificate } from '../../../domain/erasure/certificate.ts';
import type { BundleAbout, BundleMaterial, BundleSource } from '../../../domain/ports/audit.ts';
import type { DestroyedKey } from '../../../domain/ports/erasure.ts';
import type { Clock, Digest } from '../../../domain/ports/system.ts';
import type { ScoringIdentity } from '../../../domain/evaluation/evidence.ts';
import { AppError } from '../../../domain/errors.ts';
import { createRunKeys } from '../../erasure/run-keys.ts';
import type { KeyStore } from '../../seal/key-store.ts';
import type { RunSealer } from '../../seal/sealer.ts';
import { noteAct } from '../audit/audit-intake.ts';
import { readAuditHead, readAuditPage } from '../audit/audit-store.ts';
import { createBundleOpener, credential, type BundleReading } from './bundle-opener.ts';
import {
  isoOf,
  readAccessLog,
  readConsents,
  readDeliveries,
  readEvaluation,
  readHolds,
  readModelCalls,
  readPlans,
  readRecordings,
  readTimeline,
  readWritebacks,
} from './bundle-records.ts';
import { type RunRef } from '../../../domain/access/ids.ts';
import { readReviews } from './bundle-reviews.ts';
import { readAssessments, readChats, readDecisions, readRequest, readTranscriptFile } from './bundle-words.ts';
import { createEventReader } from '../events/event-reader.ts';
import type { Db } from '../knex.ts';

type Deps = {
  db: Knex;
  keys: KeyStore;
  sealer: RunSealer;
  publicUrl: string;
  clock: Clock;
  digest: Digest;
  /** What scores now. */
  scoring: ScoringIdentity;
};

const entriesMax = 10_000;

type RunRow = {
  interview_id: string;
  state: string;
  outcome: string | null;
  erased_at: Date | null;
  assessments_erased_at: Date | null;
  erasure: { scope: 'personal' | 'all'; certificate: Certificate | null } | null;
};

const findRun = async (db: Db, { tenantId, runId }: RunRef): Promise<RunRow | null> => {
  const { rows } = await db.raw<{ rows: RunRow[] }>(
    `select i.interview_id, i.state, i.outcome, i.erased_at, i.assessments_erased_at,
       (select json_build_object('scope', e.scope, 'certificate', e.certificate) from erasures e
         where e.tenant_id = i.tenant_id and e.run_id = i.run_id) as erasure
     from interviews i where i.tenant_id = ? and i.run_id = ?`,
    [tenantId, runId],
  );
  return rows[0] ?? null;
};

/** From the moment an erasure is asked for, what it will take is not shown any more. */
const erasedScope = ({ erased_at, assessments_erased_at, erasure }: RunRow): BundleAbout['erased'] => {
  if (assessments_erased_at !== null || erasure?.scope === 'all') return 'all';
  return erased_at !== null || erasure !== null ? 'personal' : null;
};

const readAuditFile = async (db: Db, { tenantId, runId }: RunRef): Promise<BundleContents['audit-log.json']> => {
  const items = await readAuditPage(db, tenantId, { after: 0, limit: entriesMax + 1, targetId: runId });
  if (items.length > entriesMax) throw new AppError('bundle.too_large');
  const row = await db('audit_intake')
    .where({ tenant_id: tenantId, target_id: runId })
    .whereLike('act', 'interview.%')
    .count('* as count')
    .first();
  return { items, head: await readAuditHead(db, tenantId), waiting: Number(row?.['count'] ?? 0) };
};

/** The candidate's link opens the interview to whoever holds it: a bundle is handed to many. */
const readEvents = async (
  { sealer, publicUrl }: Deps,
  db: Db,
  run: RunRef,
): Promise<BundleContents['events.json']['items']> => {
  const bodies = await createEventReader({ db, sealer, publicUrl }).ofRun(run);
  return bodies.map((body) =>
    'interviewLink' in body.data ? { ...body, data: { ...body.data, interviewLink: credential } } : body,
  );
};

const readErasure = async (
  { db, run }: BundleReading,
  certificate: Certificate | null,
  destroyed: readonly DestroyedKey[],
): Promise<BundleContents['erasure.json']> => ({
  certificate,
  destroyedKeys: destroyed.map((key) => ({ ...key, destroyedAt: isoOf(new Date(key.destroyedAt)) })),
  holds: await readHolds(db, run),
});

const readContents = async (deps: Deps, reading: BundleReading): Promise<Omit<BundleContents, 'erasure.json'>> => {
  const { db, run } = reading;
  const transcript = await readTranscriptFile(reading, deps.digest);
  const timeline = await readTimeline(db, run);
  return {
    'request.json': await readRequest(reading),
    'plans.json': { items: await readPlans(reading) },
    'consent.json': { items: await readConsents(db, run) },
    'transcript.json': transcript,
    'recordings.json': { items: await readRecordings(db, run) },
    'assessments.json': { items: await readAssessments(reading, transcript.turns) },
    'model-calls.json': { items: await readModelCalls(db, run) },
    'evaluation.json': await readEvaluation(db, run, deps.scoring),
    'decisions.json': await readDecisions(reading, timeline),
    'reviews.json': await readReviews(reading),
    'chats.json': { items: await readChats(reading) },
    'timeline.json': { items: timeline },
    'events.json': { items: await readEvents(deps, db, run) },
    'deliveries.json': await readDeliveries(db, run),
    'write-backs.json': { items: await readWritebacks(db, run) },
    'audit-log.json': await readAuditFile(db, run),
    'access-log.json': { items: await readAccessLog(db, run) },
  };
};

const readIn = async (deps: Deps, db: Db, run: RunRef): Promise<BundleMaterial | null> => {
  const row = await findRun(db, run);
  if (row === null) return null;
  const erased = erasedScope(row);
  const destroyed = await createRunKeys(deps).destroyed(run);
  const erasing = { personal: erased !== null, assessment: erased === 'all' };
  const reading = { db, run, opener: createBundleOpener({ sealer: deps.sealer, destroyed, erasing }) };
  const erasure = await readErasure(reading, row.erasure?.certificate ?? null, destroyed);
  return {
    about: { interviewId: row.interview_id, state: row.state, outcome: row.outcome, erased },
    contents: { ...(await readContents(deps, reading)), 'erasure.json': erasure },
  };
};

export const createBundleSource = (deps: Deps): BundleSource => ({
  noteExport: async ({ tenantId, runId }, by) => {
    if ((await findRun(deps.db, { tenantId, runId })) === null) return false;
    const act = { act: 'bundle.exported', targetKind: 'interview', targetId: runId } as const;
    await noteAct(deps.db, tenantId, new Date(deps.clock.now()), { ...act, ...by });
    return true;
  },
  // One snapshot: a command that comes in between is in all files or in none.
  read: (run) =>
    deps.db.transaction((trx) => readIn(deps, trx, run), {
      isolationLevel: 'repeatable read',
      readOnly: true,
    }),
});
