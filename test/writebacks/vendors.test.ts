// The ledger over the real adapters, against the vendors' simulators: lost answers, people, outages, equal ids.
import { afterAll, describe, expect, it } from 'vitest';
import type { AtsValue } from '../../domain/ports/ats-records.ts';
import type { Composition, IntendedItem } from '../../domain/writeback/item.ts';
import { atsKinds } from '../../infra/ats/kinds.ts';
import { administer } from '../api/start-api.ts';
import { connectionOf } from '../harness/connections.ts';
import { useDatabase } from '../harness/database.ts';
import { sessionsOf } from '../records/processes.ts';
import { recordVendors, type RecordVendor } from '../records/vendors.ts';
import type { GreenhouseAts } from '../../simulators/greenhouse/ats.ts';
import { createFakeVendor } from './fake-vendor.ts';
import { createWritebackWorld, noteItem } from './writeback-world.ts';

const { db } = await useDatabase();
const world = createWritebackWorld(db, atsKinds);
const { tenantWithKey } = administer(db);
const atsSessions = sessionsOf(db);

/** A number of the application, as the adapter calls it; none where the vendor has no fields. */
const scoreFields = new Map<RecordVendor, string>();

const score = (vendor: RecordVendor, value: AtsValue): IntendedItem[] => {
  const key = scoreFields.get(vendor);
  if (key === undefined) return [];
  return [{ kind: 'field', target: 'field:application:score', parts: ['scores'], object: 'application', key, value }];
};

const setUp = async (vendor: RecordVendor, compose: () => Composition) => {
  const { ats, kind } = vendor;
  const { tenantId } = await tenantWithKey();
  const { id: connectionId } = await connectionOf({ db, tenantId }, kind, vendor);
  const [person] = ats.candidates;
  if (person === undefined) throw new Error('nobody has applied');
  const { applicationId, candidateId, jobId, stageId } = person;
  const { records, session } = await atsSessions.open(tenantId, connectionId);
  const field = (await records.listFields(session)).find(
    ({ object, type }) => object === 'application' && type === 'number',
  );
  if (field !== undefined) scoreFields.set(vendor, field.key);
  const order = await world.order({
    tenantId,
    connectionId,
    vendorKeys: { applicationId, candidateId, jobId, stageId },
  });
  const attempts = world.attemptsOf(createFakeVendor(), compose, { atsSessions });
  const id = await world.happen(order);
  const attempt = (n: number) => attempts.attempt({ tenantId, id, attempt: n });
  const untilDone = async (): Promise<string[]> => {
    const results: string[] = [];
    for (let n = 1; n <= 6 && results.at(-1) !== 'done'; n += 1)
      results.push(
        await attempt(n).then(
          ({ result }) => result,
          (error: unknown) => String(error),
        ),
      );
    return results;
  };
  const again = async () => {
    const next = await world.happen(order);
    return await attempts.attempt({ tenantId, id: next, attempt: 1 });
  };
  return { order, person, attempt, untilDone, again };
};

const started: RecordVendor[] = [];
const start = async (name: string): Promise<RecordVendor> => {
  const found = recordVendors.find(([kind]) => kind === name);
  if (found === undefined) throw new Error(`no vendor ${name}`);
  const vendor = await found[1]();
  started.push(vendor);
  return vendor;
};
afterAll(() => Promise.all(started.map(({ ats }) => ats.close())));

describe.each(['ashby', 'lever'])('a record at %s', (name) => {
  it('whose every answer to a write is lost has each thing once, and a person’s value stays', async () => {
    const vendor = await start(name);
    const { ats } = vendor;
    const value = { now: 72 };
    const pdf = {
      name: 'report-parley-m1.pdf',
      contentType: 'application/pdf',
      bytes: new TextEncoder().encode('%PDF-1.4'),
    };
    const compose = (): Composition => ({
      revision: value.now,
      problems: [],
      items: [
        ...score(vendor, value.now),
        noteItem('the same words'),
        { kind: 'tag', target: 'tag:interviewed', parts: [], tag: 'interviewed' },
        { kind: 'file', target: 'file:pdf', parts: [], mark: 'm1', name: pdf.name, make: () => Promise.resolve(pdf) },
        {
          kind: 'stage',
          target: 'stage',
          parts: [],
          toStageId: ats.stageNamed(ats.candidates[0]?.applicationId ?? '', 'Offer'),
        },
      ],
    });
    const side = await setUp(vendor, compose);
    const { applicationId } = side.person;
    for (const on of [vendor.noteCall, vendor.fileCall]) ats.troubles.push({ on, applied: true });
    await side.untilDone();
    const record = ats.record(applicationId);

    expect(record?.notes).toHaveLength(1);
    expect(record?.files.map((file) => file.name)).toEqual([pdf.name]);
    expect(record?.tags).toEqual(['interviewed']);
    expect(record?.moves.filter(({ by }) => by === 'api')).toHaveLength(1);
    expect(new Set(Object.values(await world.statuses(side.order)))).toEqual(new Set(['confirmed']));
    const key = scoreFields.get(vendor);
    if (key === undefined) return expect(name).toBe('lever');

    ats.edit({ applicationId, key, value: 90 });
    value.now = 75;
    await side.again();
    expect(await world.statuses(side.order)).toMatchObject({
      'field:application:score@75': 'conflicted: changed_by_person',
    });
  });

  it('of a vendor that was away for every attempt but the last is written then', async () => {
    const vendor = await start(name);
    const side = await setUp(vendor, () => ({ revision: 1, problems: [], items: [noteItem('late')] }));
    vendor.ats.away();
    expect([await side.attempt(1), await side.attempt(2)]).toMatchObject([{ result: 'retry' }, { result: 'retry' }]);
    vendor.ats.back();

    expect(await side.attempt(3)).toMatchObject({ result: 'done' });
    expect(vendor.ats.record(side.person.applicationId)?.notes).toHaveLength(1);
  });
});

describe('Greenhouse', () => {
  it('whose token ends in the middle is written on with a new one, and two tenants with the same ids there stay apart', async () => {
    const vendors = [await start('greenhouse'), await start('greenhouse')];
    const composed = (index: number): Composition => ({
      revision: 1,
      problems: [],
      items: [noteItem(`tenant ${index}`)],
    });
    const sides: Awaited<ReturnType<typeof setUp>>[] = [];
    for (const [index, vendor] of vendors.entries()) sides.push(await setUp(vendor, () => composed(index)));
    const [one, other] = sides;
    const ats = vendors[0]?.ats as GreenhouseAts;
    const issued = ats.tokensIssued;
    ats.expireTokens();
    await Promise.all(sides.map((side) => side.attempt(1)));

    expect(ats.tokensIssued).toBe(issued + 1);
    expect(one?.person.applicationId).toBe(other?.person.applicationId);
    expect(
      vendors.map((vendor, index) =>
        vendor.ats.record(sides[index]?.person.applicationId ?? '')?.notes.map(({ body }) => body),
      ),
    ).toEqual([['[mark-1] tenant 0'], ['[mark-1] tenant 1']]);
  });
});
