import { expect, test } from 'vitest';
import { prepared, preparedNamed } from '../../infra/db/prepared.ts';
import { useDatabase } from '../harness/database.ts';

const { db } = await useDatabase();

test('a name that stands twice is one value, and a cast is none', async () => {
  const run = preparedNamed('test_twice', `select :b::text as b, :a::int + 1 as a, :b::text || '::c' as again`);

  expect(await run(db, { a: 1, b: 'x' })).toEqual([{ b: 'x', a: 2, again: 'x::c' }]);
  expect(await run(db, { a: 2, b: null })).toEqual([{ b: null, a: 3, again: null }]);
});

test('a value that is missing is refused, and one too many is left out', async () => {
  const run = preparedNamed('test_missing', 'select :a::int as a');

  await expect(run(db, { b: 1 })).rejects.toThrow('test_missing: no value for :a');
  expect(await run(db, { a: 1, b: 2 })).toEqual([{ a: 1 }]);
});

test('runs inside its transaction, and gives its connection back when it fails', async () => {
  const run = prepared<{ id: string }>(
    'test_transaction',
    'select txid_current_if_assigned()::text as id where 1 / $1::int = 1',
  );
  for (let round = 0; round < 30; round += 1) await expect(run(db, [0])).rejects.toThrow('division by zero');
  await db.transaction(async (trx) => {
    await trx.raw('create temporary table seen (n int) on commit drop');
    expect((await run(trx, [1]))[0]?.id).not.toBeNull();
  });
});
