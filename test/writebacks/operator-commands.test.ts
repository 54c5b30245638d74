// `parley hook` and `parley writeback`, as an operator types them: what they print, change, refuse, and end with.
import { expect, test } from 'vitest';
import { atsKinds } from '../../infra/ats/kinds.ts';
import { createHookIntake } from '../../infra/db/inbox/inbox-intake.ts';
import type { NewHook } from '../../domain/ports/ats-inbox.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { commandsOn, operatorEnv } from '../harness/commands.ts';
import { useDatabase } from '../harness/database.ts';
import { runParley } from '../harness/program.ts';
import { createFakeVendor } from './fake-vendor.ts';
import { createWritebackWorld, everything, refused } from './writeback-world.ts';

const { db, url } = await useDatabase();
const world = createWritebackWorld(db, atsKinds);
const parley = commandsOn(url);
const env = operatorEnv(url);
const json = async (...args: [string, ...string[]]): Promise<unknown> => JSON.parse(await parley(...args, '--json'));

const connectionOfTenant = async () => {
  const tenantId = await world.tenant();
  return { tenantId, connectionId: await world.connection(tenantId, 'greenhouse') };
};

type Place = Awaited<ReturnType<typeof connectionOfTenant>>;

const intake = createHookIntake(world);
let told = 0;
/** As kept when it came; with a cause it has failed already. */
const hook = async ({ tenantId, connectionId }: Place, failure: string | null): Promise<string> => {
  const id = world.newId('hok');
  told += 1;
  const kept: NewHook = {
    id,
    tenantId,
    connectionId,
    eventKey: id,
    action: 'candidate_stage_change',
    event: 'stage_entered',
    applicationId: `app_${told}`,
    candidateId: 'cand',
    jobId: 'job',
    lane: id,
    failure,
    bodyDigest: id,
    bodySigned: true,
    body: Buffer.from('{"canary":"Ada Lovelace"}'),
  };
  await intake.keep(kept, { claim: false });
  return id;
};
const statusOf = async (id: string): Promise<unknown> =>
  ((await db('ats_inbox').where({ id }).first('status')) as { status: string }).status;
const actsOf = (tenantId: string) =>
  db('audit_intake')
    .where({ tenant_id: tenantId, actor_kind: 'operator' })
    .orderBy('number')
    .select('act', 'actor_id', 'target_id');

test('hook list shows what an ATS told, by status and cause, and never what it said of a person', async () => {
  const place = await connectionOfTenant();
  const [waiting, failed] = [await hook(place, null), await hook(place, 'template.not_published')];

  const listed = await parley('hook', 'list', place.connectionId);
  expect(listed).toContain(waiting);
  expect(listed).not.toContain('Ada');
  expect(await json('hook', 'list', place.connectionId, '--status', 'failed')).toMatchObject([
    { id: failed, outcome: 'template.not_published' },
  ]);
  expect(await json('hook', 'list', place.connectionId, '--outcome', 'none')).toEqual([]);
  expect(await json('hook', 'list', place.connectionId, '--limit', '1')).toHaveLength(1);
  expect(await parley('hook', 'list', place.connectionId, '--since', '2100-01-01')).toBe('None.');
  expect(await parley('hook', 'list', place.connectionId, '--status', 'lost')).toContain('--status is one of');
  expect(await parley('hook', 'list', place.connectionId, '--since', 'yesterday')).toContain('--since takes a date');
  expect(await parley('hook', 'list', 'con_none')).toBe('refused: There is no connection con_none.');
});

test('hook redrive works on failed ones of its connection alone, one or all, and notes who asked', async () => {
  const [place, other] = [await connectionOfTenant(), await connectionOfTenant()];
  const [one, alike, unlike] = [
    await hook(place, 'template.not_published'),
    await hook(place, 'template.not_published'),
    await hook(place, 'rule.unknown'),
  ];
  const theirs = await hook(other, 'template.not_published');

  expect(await parley('hook', 'redrive', other.connectionId, one)).toContain('refused');
  expect(await parley('hook', 'redrive', place.connectionId, 'hok_none')).toContain('refused');
  expect(await parley('hook', 'redrive', place.connectionId, one, '--since', 'P1D')).toContain('name a hook, or these');
  expect(await parley('hook', 'redrive', 'con_none')).toBe('refused: There is no connection con_none.');
  expect(await statusOf(one)).toBe('failed');

  expect(await json('hook', 'redrive', place.connectionId, one, '--as', 'Olga')).toMatchObject([
    { id: one, status: 'received' },
  ]);
  const redriven = [
    'hook',
    'redrive',
    place.connectionId,
    '--outcome',
    'template.not_published',
    '--since',
    'P1D',
  ] as const;
  expect(await parley(...redriven)).toBe('1 hooks are worked on again.');
  expect(await json(...redriven)).toEqual({ redriven: 0, more: false });
  expect(await Promise.all([one, alike, unlike, theirs].map(statusOf))).toEqual([
    'received',
    'received',
    'failed',
    'failed',
  ]);
  expect(await actsOf(place.tenantId)).toEqual([
    { act: 'connection.hooks_redriven', actor_id: expect.stringMatching(/^op_/), target_id: place.connectionId },
    { act: 'connection.hooks_redriven', actor_id: null, target_id: place.connectionId },
  ]);
  expect(await actsOf(other.tenantId)).toEqual([]);

  await db('ats_inbox').where({ id: unlike }).update({ body_sealed: null });
  expect(await parley('hook', 'redrive', place.connectionId, unlike)).toContain('refused');
  expect(await parley('hook', 'redrive', place.connectionId)).toBe('0 hooks are worked on again.');
});

const written = async () => {
  const vendor = createFakeVendor();
  const place = await connectionOfTenant();
  const order = await world.order(place);
  const wanted = { now: everything() };
  const attempts = world.attemptsOf(vendor, () => wanted.now);
  const work = async (): Promise<void> => {
    for (const { id } of await world.deliveries({ order_id: order.id, channel: 'writeback', status: 'pending' }))
      await attempts.attempt({ tenantId: order.tenantId, id: String(id), attempt: 1 });
  };
  const write = async (): Promise<void> => {
    await world.happen(order);
    await work();
  };
  const idOf = async (target: string): Promise<string> =>
    String((await world.rows(order)).findLast((row) => row.target === target)?.['id']);
  return { ...place, vendor, order, wanted, write, work, idOf };
};

test('writeback show and list say why a record is as it is, without a value of the candidate', async () => {
  const { connectionId, order, vendor, write } = await written();
  expect(await parley('writeback', 'show', order.runId)).toMatch(/^not_complete_yet: /);
  expect(await parley('writeback', 'list', connectionId)).toBe('None.');
  vendor.refuse('addTag', () => refused('vendor.forbidden'));
  vendor.fields.set('application:words', 'a secret of theirs');
  await write();

  const shown = await parley('writeback', 'show', order.runId);
  expect(shown).toMatch(/^needs_attention: /);
  expect(shown).toContain('The credentials lack a permission.');
  expect(shown).not.toMatch(/secret of theirs|scored 72/);
  expect(await json('writeback', 'show', order.runId)).toMatchObject({ code: 'needs_attention', connectionId });
  expect(await json('writeback', 'list', connectionId, '--reason', 'vendor.forbidden')).toMatchObject([
    { target: 'tag:interviewed', status: 'failed' },
  ]);
  expect(await json('writeback', 'list', connectionId, '--status', 'conflicted')).toMatchObject([
    { target: 'field:application:words', reason: 'not_empty' },
  ]);
  expect(await parley('writeback', 'list', connectionId, '--status', 'lost')).toContain('--status is one of');
  expect(await parley('writeback', 'show', 'run_none')).toBe('refused: There is no interview run_none.');
  expect(await parley('writeback', 'list', 'con_none')).toBe('refused: There is no connection con_none.');
});

test('writeback resolve decides a conflict once, in the name that was given, sealed beside the interview', async () => {
  const { tenantId, order, vendor, write, work, idOf } = await written();
  vendor.fields.set('application:words', 'theirs');
  await write();
  const id = await idOf('field:application:words');

  expect(await parley('writeback', 'resolve', id)).toContain('Missing: --take');
  expect(await parley('writeback', 'resolve', id, '--take', 'both')).toContain('--take is one of: theirs, ours');
  expect(await parley('writeback', 'resolve', 'wbk_none', '--take', 'ours')).toBe(
    'refused: There is no write-back wbk_none.',
  );
  const fine = await idOf('field:application:score');
  expect(await parley('writeback', 'resolve', fine, '--take', 'ours', '--as', 'Olga')).toContain('refused');
  expect(await parley('writeback', 'resolve', id, '--take', 'ours', '--as', 'Olga')).toMatch(/^under_way: /);
  await work();

  expect(vendor.fields.get('application:words')).toBe('good');
  const [note, ...others] = (await db('command_notes').where({ run_id: order.runId })) as {
    id: string;
    decided_by_sealed: Buffer;
  }[];
  // What was refused leaves no name behind.
  expect(others).toEqual([]);
  expect(note && (await world.sealer.open(sealPlaces.decidedBy(order, note.id), note.decided_by_sealed))).toBe('Olga');
  expect(await actsOf(tenantId)).toMatchObject([{ act: 'writeback.resolved', target_id: order.runId }]);
});

test('writeback redrive writes again what failed, one thing or a connection’s, and nothing of another one', async () => {
  const [side, other] = [await written(), await written()];
  for (const { vendor, write } of [side, other]) {
    vendor.refuse('addTag', () => refused('vendor.forbidden'));
    await write();
    vendor.recover();
  }
  const { connectionId, vendor, work, idOf } = side;
  expect(await parley('writeback', 'redrive', await idOf('note:record:1'))).toContain('refused');
  expect(await parley('writeback', 'redrive', connectionId)).toContain('There is no write-back');
  expect(await parley('writeback', 'redrive', connectionId, '--reason', 'x')).toContain('--reason needs');
  expect(await parley('writeback', 'redrive', 'con_none', '--since', 'P1D')).toContain('There is no connection');

  expect(await parley('writeback', 'redrive', await idOf('tag:interviewed'))).toMatch(/^under_way: /);
  await work();
  expect(vendor.tags).toEqual(['interviewed']);
  expect(await json('writeback', 'redrive', connectionId, '--since', 'P1D')).toEqual({ count: 0, more: false });
  expect(await parley('writeback', 'redrive', other.connectionId, '--since', 'P1D', '--reason', 'vendor.refused')).toBe(
    '0 records are written anew.',
  );
  expect(await parley('writeback', 'redrive', other.connectionId, '--since', 'P1D')).toBe(
    '1 records are written anew.',
  );
  await other.work();
  expect(other.vendor.tags).toEqual(['interviewed']);
  expect(await actsOf(side.tenantId)).toMatchObject([{ act: 'writeback.redriven' }, { act: 'writeback.redriven' }]);
});

test(
  'as commands of a shell they end with 0 where they help, and with 1 and a sentence where nothing was done',
  {
    timeout: 60_000,
  },
  async () => {
    const [help, unknown] = await Promise.all([
      runParley(['hook', '--help'], env),
      runParley(['writeback', 'redrive', 'wbk_none'], env),
    ]);
    expect([help.exitCode, unknown.exitCode]).toEqual([0, 1]);
    expect([unknown.out, unknown.err.trim()]).toEqual(['', 'There is no write-back wbk_none.']);
    for (const verb of ['list', 'redrive']) expect(help.out).toContain(`hook ${verb} <`);
    for (const verb of ['list', 'show', 'resolve', 'redrive'])
      expect(await parley('writeback', 'lose')).toContain(`writeback ${verb} <`);
  },
);
