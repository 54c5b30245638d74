import { beforeAll, describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../../domain/lifecycle/policy.ts';
import { initialState } from '../../../domain/lifecycle/state.ts';
import { useDatabase } from '../../../test/harness/database.ts';
import { listQuery, readStatement } from './interview-read-store.ts';

const { db } = await useDatabase();

/** Enough rows of several tenants that a planner would rather not look at all of them. */
const fill = async (): Promise<void> => {
  await db('tenants').insert(['a', 'b', 'c'].map((id) => ({ id, name: id })));
  await db.raw(
    `insert into interviews (run_id, tenant_id, interview_id, source, request_hash, locale, job, policy, state, machine, seq,
       position, candidate_ref, external_id, created_at, updated_at)
     select 'run_' || i, (array['a', 'b', 'c'])[1 + i % 3], gen_random_uuid(), 'native', 'x', 'en', '{}', ?,
       (array['PENDING', 'APPROVED', 'CANCELLED', 'COMPLETED'])[1 + i % 4], ?, 2, 'p' || i % 50, 'c' || i, 'x' || i,
       now() - i * interval '1 minute', now() - i * interval '1 second'
     from generate_series(1, 6000) as i`,
    [JSON.stringify(defaultPolicy), JSON.stringify(initialState)],
  );
  await db.raw(`insert into transitions (run_id, seq, tenant_id, at, type, from_state, to_state, actor_kind, detail)
    select run_id, s, tenant_id, now(), 'x', 'PENDING', 'PENDING', 'system', '{}' from interviews, generate_series(1, 3) as s`);
  await db.raw('analyze');
};

const explain = async (sql: string, bindings: readonly unknown[]): Promise<string> => {
  const { rows }: { rows: object[] } = await db.raw(`explain ${sql.replace(/\$\d+/g, '?')}`, bindings as string[]);
  return rows.map((row) => Object.values(row).join(' ')).join('\n');
};

describe('reads use indexes', () => {
  beforeAll(fill);

  const after = { at: '2026-01-01T00:00:00.000000Z', runId: 'run_1' };

  it.each([
    ['everything', {}, after, 'interviews_by_tenant'],
    ['a state', { state: 'PENDING' }, after, 'interviews_by_state'],
    ['changes', { updatedSince: '2020-01-01T00:00:00.000Z' }, after, 'interview_changes_by_time'],
    ['a position', { position: 'p7' }, null, 'interviews_by_position'],
    ['a candidate', { candidateRef: 'c7' }, null, 'interviews_by_candidate'],
    ['an external id', { externalId: 'x7' }, null, 'interviews_external_id_unique'],
  ] as const)('a list of %s', async (_, filter, place, index) => {
    const query = listQuery(db, 'a', filter, { limit: 50, after: place }).toSQL().toNative();
    const text = await explain(query.sql, query.bindings);

    expect(text).toContain(index);
    expect(text).not.toContain('Seq Scan');
  });

  it('one run with all that belongs to it', async () => {
    const text = await explain(readStatement, ['a', 'run_3']);

    expect(text).toContain('interviews_pkey');
    expect(text).toContain('transitions_pkey');
    expect(text).not.toMatch(/Seq Scan on (interviews|transitions)/);
  });
});
