// A thousand events for a receiver that fails, dawdles, hangs and resets, and a few for one that is well.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted, contradictions, createSeqBook, idsOf, tellEvents } from '../delivery/told-events.ts';
import { moody, startWebhookReceiver, type WebhookReceiver } from '../fakes/webhook-receiver.ts';
import { useDeliveryBench } from '../harness/delivery-bench.ts';
import { eventually } from '../harness/eventually.ts';
import { useOwnTemporal } from '../harness/temporal.ts';

const patienceMs = 600_000;
const bench = await useDeliveryBench({
  temporal: await useOwnTemporal(),
  // So many that no delivery ends dead by chance, even where the machine itself is the slow one.
  delaysMs: [0, ...Array.from({ length: 24 }, () => 200)],
  answerTimeoutMs: 1_500,
});
const sick = await startWebhookReceiver(moody({ seed: 4, troubleShare: 0.2, slowMs: 100 }));
const well = await startWebhookReceiver();
afterAll(() => Promise.all([sick.close(), well.close()]));

/** A tenant of its own, so that nothing but the machinery is shared. */
const tenantOf = async (receiver: WebhookReceiver) => {
  const tenantId = await bench.tenant();
  const { id } = await bench.endpoint({ kind: 'tenant', id: tenantId }, { url: receiver.url });
  return { tenantId, endpointId: id };
};

const untilAccepted = async (receiver: WebhookReceiver, ids: readonly string[]): Promise<void> => {
  const missing = (): number => {
    const arrived = new Set(idsOf(accepted(receiver.received)));
    return ids.filter((id) => !arrived.has(id)).length;
  };
  await eventually(
    async () => missing(),
    (count) => count === 0,
    { timeoutMs: patienceMs },
  );
};

const rowsOf = (endpointId: string) => bench.deliveries({ endpoint_id: endpointId });

describe('a thousand events for a sick receiver', () => {
  const told = { sick: [] as string[], well: [] as string[] };
  const endpoints = { sick: '', well: '' };
  let sickHadWhenWellHadAll = 0;

  beforeAll(async () => {
    const [forSick, forWell] = [await tenantOf(sick), await tenantOf(well)];
    endpoints.sick = forSick.endpointId;
    endpoints.well = forWell.endpointId;
    told.sick = await tellEvents(bench, { tenantId: forSick.tenantId, runs: 50, eventsPerRun: 20 });
    // Behind all of the others.
    told.well = await tellEvents(bench, { tenantId: forWell.tenantId, runs: 10, eventsPerRun: 15 });
    await untilAccepted(well, told.well);
    sickHadWhenWellHadAll = idsOf(accepted(sick.received)).length;
    await untilAccepted(sick, told.sick);
    await eventually(
      async () => (await rowsOf(endpoints.sick)).filter(({ status }) => status === 'pending').length,
      (pending) => pending === 0,
    );
  }, 2 * patienceMs);

  it('lose nothing, and bring nothing that did not happen', async () => {
    expect(idsOf(sick.received).toSorted()).toEqual(told.sick.toSorted());
    expect(new Set((await rowsOf(endpoints.sick)).map(({ status }) => status))).toEqual(new Set(['delivered']));
  });

  it('come again after every kind of trouble, under the same id with the same body', () => {
    const kinds = new Set(sick.received.map(({ behaviour }) => behaviour));

    expect(kinds).toEqual(new Set(['answer', 'slow', 'reset', 'hang', 'deaf']));
    expect(sick.received.length).toBeGreaterThan(told.sick.length * 1.15);
    expect(contradictions(sick.received)).toEqual([]);
  });

  it('are attempted as often as the ledger says, and the last attempt is the one that arrived', async () => {
    const attempts = (await rowsOf(endpoints.sick)).reduce((sum, { attempts: made }) => sum + Number(made), 0);

    expect(attempts).toBe(sick.received.length);
    expect(accepted(sick.received)).toHaveLength(told.sick.length);
  });

  it('come out of order, which the receiver sees by seq and sees healed', () => {
    const book = createSeqBook();
    const gaps = accepted(sick.received).map((message) => {
      book.note(message);
      return book.gaps();
    });

    expect(Math.max(...gaps)).toBeGreaterThan(0);
    expect({ gaps: book.gaps(), heard: book.heard() }).toEqual({ gaps: 0, heard: told.sick.length });
  });

  it('do not hold up another receiver, whose events came later: it is served in turn, and done long before', async () => {
    expect(idsOf(well.received).toSorted()).toEqual(told.well.toSorted());
    expect(well.received).toHaveLength(told.well.length);
    expect((await rowsOf(endpoints.well)).every(({ attempts }) => attempts === 1)).toBe(true);
    expect(sickHadWhenWellHadAll).toBeLessThan(told.sick.length / 2);
  });
});
