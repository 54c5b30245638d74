import { randomBytes, randomUUID } from 'node:crypto';
import knex, { type Knex } from 'knex';
import { describe, expect, inject, it } from 'vitest';

import { listMigrations, migrateToLatest } from '../../infra/db/migrate.ts';
import { createDatabase } from '../harness/database.ts';

const newDatabase = (): Promise<string> => createDatabase(inject('postgresUrl'), `m_${randomBytes(6).toString('hex')}`);

const onDatabase = async <T>(url: string, work: (db: Knex) => Promise<T>): Promise<T> => {
  const db = knex({ client: 'pg', connection: url, pool: { min: 0, max: 2 } });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
};

const applied = (url: string): Promise<string[]> =>
  onDatabase(url, async (db) =>
    (await db('schema_migrations').orderBy('id')).map(({ name }: { name: string }) => name),
  );

/** A row in every table that a migration has made, as an installation of that day would have. */
const rowsAfter: Record<string, [table: string, row: Record<string, unknown>][]> = {
  '001-tenants': [
    ['platforms', { id: 'p1', name: 'Platform' }],
    ['tenants', { id: 't1', name: 'Tenant', platform_id: 'p1' }],
    ['api_keys', { id: 'k1', kind: 'core', tenant_id: 't1', scopes: ['candidates:read'], secret_hash: 'h' }],
  ],
  '002-interviews': [
    [
      'interviews',
      {
        run_id: 'run_1',
        tenant_id: 't1',
        interview_id: '7b0e9a52-6d8f-4b53-9a55-0b8f0c1d2e3f',
        source: 'native',
        request_hash: 'h',
        locale: 'en',
        job: '{}',
        policy: '{}',
        state: 'PENDING',
        machine: '{}',
        seq: 3,
      },
    ],
    ['command_notes', { id: 'note_1', run_id: 'run_1', tenant_id: 't1', command: 'revisePlan' }],
  ],
  '003-plans-and-assessments': [
    [
      'plans',
      {
        run_id: 'run_1',
        revision: 1,
        tenant_id: 't1',
        plan: '{}',
        rubric_hash: 'r',
        form_id: 'f',
        planner_input_hash: 'p',
      },
    ],
  ],
  '004-room': [
    ['sessions', { id: 's1', run_id: 'run_1', tenant_id: 't1', attempt: 1, provider: 'room', mode: 'text' }],
  ],
};

describe('the migrations', () => {
  it('bring an empty database to the newest schema, and do nothing the second time', async () => {
    const url = await newDatabase();

    expect(await migrateToLatest(url)).toEqual(listMigrations());
    expect(await migrateToLatest(url)).toEqual([]);
  });

  it('each keep what an installation has stored under the ones before it', async () => {
    const url = await newDatabase();

    for (const name of listMigrations()) {
      expect(await migrateToLatest(url, { until: name })).toEqual([name]);
      await onDatabase(url, async (db) => {
        for (const [table, row] of rowsAfter[name] ?? []) await db(table).insert(row);
      });
    }

    for (const [table, row] of Object.values(rowsAfter).flat()) {
      const [key = ''] = Object.keys(row);
      const kept = await onDatabase(url, (db) =>
        db(table)
          .where({ [key]: row[key] })
          .first(),
      );
      expect(kept, table).toBeDefined();
    }
  });

  it('run from several places at once are applied once', async () => {
    const url = await newDatabase();

    const runs = await Promise.all([migrateToLatest(url), migrateToLatest(url), migrateToLatest(url)]);

    expect(runs.flat().toSorted()).toEqual(listMigrations());
    expect(await applied(url)).toEqual(listMigrations());
  });
});

describe('keys from before transcripts had a scope', () => {
  it('may read them where their kind may, and not where somebody chose their scopes', async () => {
    const url = await newDatabase();
    const all = listMigrations();
    await migrateToLatest(url, { until: all[all.findIndex((name) => name.startsWith('026')) - 1] ?? '' });
    const key = { tenant_id: 't1', scopes: ['interviews:read'] };
    await onDatabase(url, async (db) => {
      await db('platforms').insert({ id: 'p1', name: 'Platform' });
      await db('tenants').insert({ id: 't1', name: 'Tenant', platform_id: 'p1' });
      for (const kind of ['integration', 'custom', 'core'])
        await db('api_keys').insert({ ...key, id: kind, kind, secret_hash: kind });
      const ofPlatform = { ...key, tenant_id: null, platform_id: 'p1', kind: 'platform' };
      await db('api_keys').insert({ ...ofPlatform, id: 'platform', secret_hash: 'platform' });
    });

    await migrateToLatest(url);

    const kept = await onDatabase(url, (db) =>
      db('api_keys').whereRaw(`'transcripts:read' = any(scopes)`).orderBy('id'),
    );
    expect(kept.map(({ id }: { id: string }) => id)).toEqual(['integration', 'platform']);
  });
});

describe('plans from before it was known whose words they are', () => {
  type Stored = [runId: string, revision: number, reusedFrom: string | null, tenantId?: string];
  const own: Stored[] = [
    ['run_own', 1, null],
    ['run_copy', 1, 'run_own/1'],
    ['run_copy_of_copy', 1, 'run_copy/1'],
  ];
  const dictated: Stored[] = [
    ['run_own', 2, null],
    ['run_copy', 2, 'run_own/1'],
    ['run_of_revised', 1, 'run_own/2'],
    ['run_of_that', 1, 'run_of_revised/1'],
    ['run_of_nothing', 1, 'run_gone/1'],
    ['run_circle', 1, 'run_circle_2/1'],
    ['run_circle_2', 1, 'run_circle/1'],
    ['run_itself', 1, 'run_itself/1'],
    ['run_garbled', 1, 'run_own/1/1'],
    ['run_foreign', 1, 'run_own/1', 't2'],
  ];

  it('count as dictated unless their chain of copies ends in a planner’s own first draft', async () => {
    const url = await newDatabase();
    const until = listMigrations().find((name) => name.startsWith('010')) ?? '';
    await migrateToLatest(url, { until });
    const [[, platform], [, tenant]] = rowsAfter['001-tenants'] as [[string, object], [string, object]];
    const [[, run]] = rowsAfter['002-interviews'] as [[string, object]];
    const [[, plan]] = rowsAfter['003-plans-and-assessments'] as [[string, object]];
    await onDatabase(url, async (db) => {
      await db('platforms').insert(platform);
      for (const id of ['t1', 't2']) await db('tenants').insert({ ...tenant, id });
      for (const [runId, revision, reusedFrom, tenantId = 't1'] of [...own, ...dictated]) {
        const ids = { run_id: runId, tenant_id: tenantId, interview_id: randomUUID() };
        await db('interviews')
          .insert({ ...run, ...ids })
          .onConflict('run_id')
          .ignore();
        await db('plans').insert({ ...plan, run_id: runId, tenant_id: tenantId, revision, reused_from: reusedFrom });
        const assessment = { engine: 'e', advisory: true, rubric_hash: 'r', prompt_hash: 'p', transcript_hash: 't' };
        const row = {
          ...assessment,
          run_id: runId,
          tenant_id: tenantId,
          revision,
          plan_revision: revision,
          result: '{}',
        };
        await db('assessments').insert(row);
      }
    });

    await migrateToLatest(url);

    const marked = (table: string, rows: Stored[]) =>
      onDatabase(url, (db) =>
        Promise.all(
          rows.map(async ([runId, revision]) => {
            const row = (await db(table).where({ run_id: runId, revision }).first()) as Record<string, unknown>;
            return [row['dictated'], row['planner_input_hash']];
          }),
        ),
      );
    expect(await marked('plans', own)).toEqual(own.map(() => [false, 'p']));
    expect(await marked('plans', dictated)).toEqual(dictated.map(() => [true, null]));
    expect(await marked('assessments', own)).toEqual(own.map(() => [false, undefined]));
    expect(await marked('assessments', dictated)).toEqual(dictated.map(() => [true, undefined]));
  });
});
