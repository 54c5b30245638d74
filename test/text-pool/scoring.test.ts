import { describe, expect, test } from 'vitest';
import { createEngines } from '../../infra/models/engines.ts';
import { recordingLog } from '../api/start-api.ts';
import { createScoringWorld, tenantId, transcriptOf } from '../assessment/scoring-world.ts';
import { useDatabase } from '../harness/database.ts';
import { createRepairable } from './repairable.ts';

const { db } = await useDatabase();
const world = createScoringWorld(db);

/** Eight thousand characters and more, so that every rule that sees them works in a thread. */
const longTranscript = () => {
  const { plan, turns } = transcriptOf('S S S S');
  const more = ' I led the team there for two years and measured what we did every week.'.repeat(40);
  return { plan, turns: turns.map((turn) => ({ ...turn, answer: turn.answer && `${turn.answer}${more}` })) };
};

describe('scoring a long conversation', () => {
  test('gives in threads what it gives without', async () => {
    const { textWork, repair } = createRepairable();
    repair();
    const { assessor } = await createEngines({ kind: 'offline' }, { log: recordingLog([]), textWork });
    const [here, there] = [await world.addRun(longTranscript()), await world.addRun(longTranscript())];

    await world.activities().scoreInterview({ tenantId, runId: here, revision: 1 });
    await world.activities({ assessor, textWork }).scoreInterview({ tenantId, runId: there, revision: 1 });

    expect(await world.shown(there)).toEqual(await world.shown(here));
  });

  test('that a rule does not read in time stores nothing, rather than a score without the rule; repaired it scores', async () => {
    const { textWork, repair } = createRepairable();
    const { assessor } = await createEngines({ kind: 'offline' }, { log: recordingLog([]), textWork });
    const { scoreInterview } = world.activities({ assessor, textWork });
    const { plan, turns } = longTranscript();
    const answer = `${turns[1]?.answer ?? ''} It was a labyrinth.`;
    const runId = await world.addRun({ plan, turns: turns.map((turn, at) => (at === 1 ? { ...turn, answer } : turn)) });

    await expect(scoreInterview({ tenantId, runId, revision: 1 })).rejects.toMatchObject({ code: 'text.too_complex' });

    expect(await world.shown(runId)).toBeNull();
    repair();
    expect(await scoreInterview({ tenantId, runId, revision: 1 })).toMatchObject({ revision: 1 });
  });
});
