import { describe, expect, it } from 'vitest';
import { eventually } from '../harness/eventually.ts';
import { partNames, useSystem } from '../harness/system.ts';
import { createCrashBench } from './crash-bench.ts';
import { createOrderBench } from './order-bench.ts';

const system = await useSystem({ ownServers: true });
const bench = createCrashBench(system);
const undisturbed = await bench.undisturbed();

describe('interviews whose servers are killed under them', () => {
  it.each([['temporal' as const], ['postgres' as const]])(
    'end as undisturbed ones, and our own processes live through it: %s',
    async (part) => {
      const ends = await bench.disturbed([part], ['created', 'approving', 'talking', 'finishing']);

      for (const end of ends) expect(end).toEqual(undisturbed);
      expect(bench.failures()).toEqual([]);
      expect([system.programs.api.unexpectedEnds(), system.programs.worker.unexpectedEnds()]).toEqual([0, 0]);
    },
  );

  it('together with everything else end as undisturbed ones', async () => {
    const ends = await bench.disturbed(partNames, ['created', 'talking', 'finishing']);

    for (const end of ends) expect(end).toEqual(undisturbed);
    expect(bench.failures()).toEqual([]);
  });
});

describe('an order that comes while the engine is away', () => {
  it('is taken, repeated as the same, and goes on to the invitation once the engine is back', async () => {
    const { send, ordered, stateOf } = await createOrderBench(system);
    await system.kill('temporal');
    const id = await send();
    expect(await Promise.all([send(), send()])).toEqual([id, id]);
    expect(await ordered()).toEqual([id]);
    await system.start('temporal');

    await eventually(stateOf, (state) => state === 'APPROVED');
  });
});
