import { describe, expect, it } from 'vitest';
import { erasurePlaces, placeName, placesToEmpty } from '../../domain/erasure/places.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { useDatabase } from '../harness/database.ts';

const { db } = await useDatabase();

/** Bytes that belong to no run: they seal the deployment's own secrets, or are the keys themselves. */
const notOfARun = new Set([
  'run_keys.wrapped_key',
  'webhook_endpoints.secret_sealed',
  'webhook_endpoints.previous_secret_sealed',
  // Names of those who decide on templates: a tenant's own people, and nobody's interview.
  'template_versions.requester_sealed',
  'template_versions.decider_sealed',
  // Pictures of companies, shown to whoever asks.
  'tenant_logos.image',
  'connections.credentials_sealed',
  'connections.previous_credentials_sealed',
  // What a vendor gives us to call it with.
  'ats_sessions.token_sealed',
  'connections.hook_secret_sealed',
  'connections.previous_hook_secret_sealed',
]);

type Column = { table_name: string; column_name: string; data_type: string };

const columns: Column[] = await db('information_schema.columns')
  .select('table_name', 'column_name', 'data_type')
  .where({ table_schema: 'public' });

const nameOf = ({ table_name, column_name }: Column): string => `${table_name}.${column_name}`;
const known = new Set(erasurePlaces.map(placeName));

describe('the list of what an erasure empties', () => {
  it('has every sealed column of the schema', () => {
    const sealed = columns.filter(
      ({ column_name, data_type }) => data_type === 'bytea' || column_name.endsWith('_sealed'),
    );
    const forgotten = sealed.map(nameOf).filter((name) => !known.has(name) && !notOfARun.has(name));

    expect(sealed.length).toBeGreaterThan(10);
    expect(forgotten).toEqual([]);
  });

  it('names only columns that are there, each once', () => {
    const present = new Set(columns.map(nameOf));

    expect(erasurePlaces.map(placeName).filter((name) => !present.has(name))).toEqual([]);
    expect(known.size).toBe(erasurePlaces.length);
  });

  it('has every place where something is sealed, under the key that seals it', () => {
    const run = { tenantId: 't', runId: 'r' };
    const places = Object.values(sealPlaces).map((placeOf) =>
      (placeOf as (...given: unknown[]) => ReturnType<typeof sealPlaces.link>)(run, 1, 1),
    );

    for (const { purpose, table, column } of places)
      expect(erasurePlaces).toContainEqual({
        table,
        column,
        purpose,
        action: expect.any(String) as string,
      });
  });

  it('leaves the assessment’s own texts until everything is erased', () => {
    const personal = placesToEmpty('personal').map(placeName);

    expect(personal).not.toContain('assessments.texts_sealed');
    expect(personal).not.toContain('command_notes.decided_by_sealed');
    expect(placesToEmpty('all')).toEqual(erasurePlaces);
  });
});
