// Who tells a hook to its workflow: whoever kept it, for as long as its claim holds; else a relay, in the order of the lane.
import type { Client } from 'pg';
import { expect, it } from 'vitest';
import type { NewHook } from '../../domain/ports/ats-inbox.ts';
import { createHookIntake } from '../../infra/db/inbox/inbox-intake.ts';
import { createHookRelay } from '../../infra/db/inbox/inbox-relay.ts';
import { createHookWork } from '../../infra/db/inbox/inbox-work.ts';
import { newId } from '../../infra/system.ts';
import { administer, testSecretBox as secretBox } from '../api/start-api.ts';
import { connectionOf } from '../harness/connections.ts';
import { useDatabase } from '../harness/database.ts';

const { db } = await useDatabase();
const intake = createHookIntake({ db, secretBox });
const relay = createHookRelay(db);
const work = createHookWork({ db, secretBox });
const { tenantId } = await administer(db).tenantWithKey();
const { id: connectionId } = await connectionOf({ db, tenantId }, 'greenhouse', { credentials: {} });

const hookIn = (lane: string): NewHook => {
  const id = newId('hook');
  const names = { id, tenantId, connectionId, eventKey: id, bodyDigest: id, lane };
  const about = { applicationId: lane, candidateId: null, jobId: null, failure: null, bodySigned: true } as const;
  return { ...names, ...about, action: 'moved', event: 'stage_entered', body: Buffer.from('{}') };
};
const kept = async (hook: NewHook, claim = true) => await intake.keep(hook, { claim });
const claimedBy = async () => (await relay.claim(100)).flatMap(({ ids }) => ids);
const claimsEnd = () =>
  db('ats_inbox')
    .whereNotNull('start_claimed_until')
    .update({ start_claimed_until: new Date(0) });

it('one that is alone in its lane is claimed where that is asked for, and no relay takes it meanwhile', async () => {
  const [own, left] = [hookIn('alone'), hookIn('asked')];

  expect(await kept(own)).toBe('alone');
  expect(await kept(own)).toBe('repeated');
  expect(await kept(left, false)).toBe('left');
  expect(await claimedBy()).toEqual([left.id]);
  await relay.markTold([own.id, left.id]);
});

it('one that follows a hook whose turn is not over is told by whoever keeps it, and is not alone until that is done', async () => {
  const [first, second, third] = [hookIn('under way'), hookIn('under way'), hookIn('under way')];
  await kept(first);
  await relay.markTold([first.id]);

  expect(await kept(second)).toBe('claimed');
  await relay.markTold([second.id]);
  for (const { id } of [first, second]) await work.finish({ tenantId, id }, { outcome: 'nothing_to_do' });

  expect(await kept(third)).toBe('alone');
  await relay.markTold([third.id]);
});

it('of many that arrive in one lane at the same moment one is alone, and it is the first', async () => {
  const hooks = Array.from({ length: 20 }, () => hookIn('rush'));

  const found = await Promise.all(hooks.map((hook) => kept(hook)));

  const ids = (await db('ats_inbox').where({ lane: 'rush' }).orderBy('position').pluck('id')) as string[];
  expect(found.toSorted()).toEqual(['alone', ...Array.from({ length: 19 }, () => 'left')]);
  expect(hooks[found.indexOf('alone')]?.id).toBe(ids[0]);
  await db('ats_inbox').where({ lane: 'rush' }).delete();
});

it('one behind another that nobody has told is never claimed, and waits until that is told', async () => {
  const [first, second, third] = [hookIn('busy'), hookIn('busy'), hookIn('busy')];
  expect(await kept(first)).toBe('alone');

  expect(await kept(second)).toBe('left');
  expect(await claimedBy()).toEqual([]);
  await relay.markTold([first.id]);
  // Behind what a relay has yet to tell there is no overtaking either.
  expect(await kept(third)).toBe('left');

  expect(await claimedBy()).toEqual([second.id, third.id]);
  await relay.markTold([second.id, third.id]);
});

it('whoever keeps the first one wakes the relays for what came behind it', async () => {
  const [first, second, other] = [hookIn('woken'), hookIn('woken'), hookIn('woken-other')];
  await kept(first);
  await kept(other);
  await kept(second);
  const connection = (await db.client.acquireConnection()) as Client;
  let woken = 0;
  connection.on('notification', () => (woken += 1));
  await connection.query('listen ats_hook_added');

  await relay.markTold([other.id]);
  await connection.query('select 1');
  const before = woken;
  await relay.markTold([first.id]);
  await connection.query('select 1');

  expect([before, woken]).toEqual([0, 1]);
  await connection.query('unlisten *');
  await db.client.releaseConnection(connection);
  await relay.markTold([...(await claimedBy())]);
});

it('after a crash of whoever claimed one, a relay has it once the claim is over', async () => {
  const hook = hookIn('crashed');
  await kept(hook);
  expect(await claimedBy()).toEqual([]);

  await claimsEnd();

  expect(await claimedBy()).toEqual([hook.id]);
  await relay.markTold([hook.id]);
});

it('one that its workflow gave back before it was marked as told is told again', async () => {
  const hook = hookIn('given-back');
  await kept(hook);
  await work.hold({ tenantId, id: hook.id });

  await relay.markTold([hook.id]);

  expect(await claimedBy()).toEqual([hook.id]);
});

it('of a long lane no more is claimed than is told at a time, and the rest comes next', async () => {
  const hooks = Array.from({ length: 103 }, () => hookIn('long'));
  for (const hook of hooks) await kept(hook, false);

  const first = await claimedBy();
  expect(first).toEqual(hooks.slice(0, 100).map(({ id }) => id));
  expect(await claimedBy()).toEqual([]);
  await relay.markTold(first);
  const second = await claimedBy();
  expect(second).toEqual(hooks.slice(100).map(({ id }) => id));
  await relay.markTold(second);
});
