import { describe, expect, it } from 'vitest';
import { useSystem } from '../harness/system.ts';
import { createCrashBench } from './crash-bench.ts';

const system = await useSystem();
const bench = createCrashBench(system);
const undisturbed = await bench.undisturbed();

describe('interviews whose worker or api is killed under them', () => {
  it.each([['worker' as const], ['api' as const]])('end as undisturbed ones: %s', async (part) => {
    const ends = await bench.disturbed([part], ['created', 'approving', 'talking', 'finishing', 'deciding']);

    for (const end of ends) expect(end).toEqual(undisturbed);
    expect(bench.failures()).toEqual([]);
  });

  it('and the undisturbed one was a whole interview', () => {
    expect(undisturbed.row).toMatchObject({
      state: 'ASSESSMENT_APPROVED',
      verdict: 'HIRE',
      seq: undisturbed.timeline.length,
    });
    expect(undisturbed.timeline.length).toBe(9);
    expect(undisturbed.turns.length).toBeGreaterThan(4);
    expect(undisturbed.assessments).toHaveLength(1);
    expect(undisturbed.sessions).toHaveLength(1);
  });
});
