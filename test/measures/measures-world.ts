// Interviews as rows, for figures that one counts by hand: only what the measures look at is written.
import type { Knex } from 'knex';
import type { TenantSettings } from '../../domain/tenant/settings.ts';
import type { Verdict } from '../../domain/lifecycle/state.ts';
import { recordParts } from '../../domain/writeback/item.ts';
import { tenantSettings } from '../../infra/db/access/tenant-store.ts';
import { createMeasuresReader } from '../../infra/db/measures/measures-reader.ts';
import { newId } from '../../infra/system.ts';
import { createReadMeasures } from '../../usecases/measures/read-measures.ts';
import { administer, operator } from '../api/start-api.ts';

export const allParts = [...recordParts];

export type Written = {
  target: string;
  kind?: 'field' | 'note' | 'file' | 'stage';
  status: string;
  revision?: number;
  reason?: string;
  parts?: readonly string[];
  confirmedAt?: string | null;
};

export type Held = {
  completedAt: string;
  /** Who has none still waits, unless it has ended. */
  decidedAt?: string;
  ended?: 'CANCELLED' | 'FAILED';
  proposed?: Verdict | null;
  /** Null for an assessment that was turned down. */
  verdict?: Verdict | null;
  /** Decisions before that one: a run has one today, and the last one counts. */
  before?: (Verdict | null)[];
  /** By which link it was decided. */
  linkId?: string;
  /** When the review page was opened, and by whom. */
  opened?: { at: string; kind?: 'review_link' | 'key' };
  completesWhen?: 'approved' | 'scored';
  connectionId?: string;
  templateId?: string;
  position?: string;
  erased?: true;
  consentWithdrawn?: true;
  written?: Written[];
};

const instant = (text: string): Date => new Date(text.includes('T') ? text : `${text}T12:00:00Z`);

const stateOf = ({ decidedAt, ended, verdict }: Held) => {
  if (ended !== undefined) return { state: 'CANCELLED', outcome: ended };
  if (decidedAt === undefined) return { state: 'ASSESSMENT_PENDING', outcome: null };
  return verdict === null
    ? { state: 'CANCELLED', outcome: 'ASSESSMENT_REJECTED' }
    : { state: 'ASSESSMENT_APPROVED', outcome: 'ASSESSMENT_APPROVED' };
};

const addDecisions = async (db: Knex, ref: { run_id: string; tenant_id: string }, held: Held): Promise<void> => {
  const { decidedAt, verdict = 'HIRE', before = [], proposed = 'HIRE', linkId = null } = held;
  if (decidedAt === undefined) return;
  await db('assessments').insert({
    ...ref,
    revision: 1,
    plan_revision: 1,
    engine: 'offline',
    advisory: false,
    rubric_hash: 'h',
    prompt_hash: 'h',
    transcript_hash: 'h',
    verdict: proposed,
    result: '{}',
  });
  await db('transitions').insert(
    [...before, verdict].map((each, index) => ({
      ...ref,
      seq: index + 1,
      at: instant(decidedAt),
      type: each === null ? 'assessmentRejected' : 'assessmentApproved',
      to_state: each === null ? 'CANCELLED' : 'ASSESSMENT_APPROVED',
      actor_kind: 'recruiter',
      actor_id: linkId,
      detail: JSON.stringify({ revision: 1, ...(each !== null && { verdict: each }) }),
    })),
  );
};

const addOpening = async (db: Knex, ref: { run_id: string; tenant_id: string }, { opened }: Held): Promise<void> => {
  if (opened === undefined) return;
  await db('access_reads').insert({
    ...ref,
    day: opened.at.slice(0, 10),
    reader_kind: opened.kind ?? 'review_link',
    reader_id: 'mail_1',
    part: 'assessment',
    first_at: instant(opened.at),
    last_at: instant(opened.at),
    count: 1,
  });
};

const addOrder = async (db: Knex, ref: { run_id: string; tenant_id: string }, held: Held): Promise<void> => {
  const { connectionId, written = [] } = held;
  if (connectionId === undefined) return;
  const orderId = newId('ord');
  await db('orders').insert({
    id: orderId,
    ...ref,
    face: 'trigger',
    connection_id: connectionId,
    natural_key: orderId,
  });
  for (const { target, kind = 'field', status, revision = 1, reason = null, parts = [], confirmedAt = null } of written)
    await db('writebacks').insert({
      id: newId('wb'),
      ...ref,
      order_id: orderId,
      connection_id: connectionId,
      kind,
      target,
      revision,
      status,
      reason,
      parts: [...parts],
      confirmed_at: status === 'confirmed' ? new Date() : confirmedAt,
    });
};

/** One interview that was held to its end. */
export const addHeld = async (db: Knex, tenantId: string, held: Held): Promise<string> => {
  const { completedAt, decidedAt, verdict = 'HIRE', proposed = 'HIRE' } = held;
  const ref = { run_id: newId('run'), tenant_id: tenantId };
  await db('interviews').insert({
    ...ref,
    ...stateOf(held),
    interview_id: crypto.randomUUID(),
    source: 'native',
    request_hash: 'h',
    locale: 'en',
    job: '{}',
    policy: '{}',
    machine: '{}',
    seq: 1,
    position: held.position ?? null,
    completes_when: held.completesWhen ?? 'approved',
    completed_at: instant(completedAt),
    decided_at: decidedAt === undefined ? null : instant(decidedAt),
    verdict: decidedAt === undefined ? proposed : verdict,
    erased_at: held.erased === undefined ? null : new Date(),
    consent_withdrawn_at: held.consentWithdrawn === undefined ? null : new Date(),
    ...(held.templateId !== undefined && { template_id: held.templateId, template_version: 1 }),
  });
  await addDecisions(db, ref, held);
  await addOpening(db, ref, held);
  await addOrder(db, ref, held);
  return ref.run_id;
};

export const confirmedAll: Written[] = [
  {
    target: 'note:record:1',
    status: 'confirmed',
    parts: ['questions', 'transcript', 'rubric', 'rationale', 'decision'],
  },
  { target: 'field:application:ai_score', status: 'confirmed', parts: ['scores'] },
];

/** Its figures as of a moment: noon of the fifth of March, when nobody says another. */
export const measuresAt = (db: Knex, now = '2026-03-05T12:00:00Z') =>
  createReadMeasures({
    measures: createMeasuresReader(db),
    settingsOf: (tenantId) => tenantSettings(db, tenantId),
    clock: { now: () => Date.parse(now) },
  });

export const newTenant = async (db: Knex, measures: Partial<TenantSettings['measures']> = {}): Promise<string> => {
  const { tenants } = administer(db);
  const { id } = await tenants.createTenant({ name: 'Acme', platformId: null, asker: operator });
  await db('tenants')
    .where({ id })
    .update({ settings: JSON.stringify({ measures }) });
  return id;
};

export const addConnection = async (db: Knex, tenantId: string, name = 'Greenhouse'): Promise<string> => {
  const id = newId('con');
  await db('connections').insert({ id, tenant_id: tenantId, kind: 'greenhouse', name, config: '{}' });
  return id;
};
