import { describe, expect, it } from 'vitest';
import { brokenAt } from '../../domain/audit/chain.ts';
import { factAct } from '../../domain/audit/fact-acts.ts';
import type { FactType } from '../../domain/lifecycle/facts.ts';
import { readAudit } from '../../infra/db/audit/audit-store.ts';
import { sha256 } from '../../infra/system.ts';
import { chainEverything } from './chained.ts';
import { candidateName, recruiter, useHeldInterviews } from './held-interview.ts';

const { db, owner, hold } = await useHeldInterviews();
const runId = await hold();
await chainEverything(db);
const entries = await readAudit(db, owner.tenantId);
const ofRun = entries.filter(({ targetId }) => targetId === runId);
const onlyEntry = (act: string) => {
  const found = ofRun.filter((entry) => entry.act === act);
  expect(found).toHaveLength(1);
  return found[0];
};

describe('the audit log of a whole interview', () => {
  it('has every fact exactly once, in order', async () => {
    const facts: { type: FactType }[] = await db('transitions').where({ run_id: runId }).orderBy('seq');
    const acts = ofRun.filter(({ act }) => act.startsWith('interview.')).map(({ act }) => act);

    expect(acts).toEqual(facts.map(({ type }) => factAct(type)));
    expect(acts.length).toBeGreaterThan(9);
    expect(brokenAt(sha256, entries)).toBeNull();
  });

  it.each([
    ['interview.received', 'integrator', 'req_create'],
    ['interview.plan_approved', 'recruiter', 'req_plan'],
    ['link.exchanged', 'candidate', 'req_link'],
    ['consent.refused', 'candidate', 'req_no'],
    ['consent.accepted', 'candidate', 'req_yes'],
    ['interview.session_requested', 'candidate', 'req_start'],
    ['interview.help_requested', 'candidate', 'req_help'],
    ['interview.completed', 'candidate', 'req_finish'],
    ['chat.asked', 'integrator', 'req_chat'],
    ['interview.assessment_approved', 'recruiter', 'req_verdict'],
  ])('has %s once, with who did it and in which request', (act, actorKind, requestId) => {
    expect(onlyEntry(act)).toMatchObject({ actorKind, requestId });
  });

  it('has the acts of administration in the same chain', () => {
    expect(entries.map(({ act }) => act)).toEqual(expect.arrayContaining(['tenant.created', 'key.created']));
  });

  it('gives reasons as codes and names the note of whoever decided, never the person', async () => {
    const verdict = onlyEntry('interview.assessment_approved');
    const note = await db('command_notes').where({ id: verdict?.onBehalfOf }).first();

    expect(verdict?.reason).toBe('strong_reference');
    expect(note).toMatchObject({ run_id: runId, command: 'approveAssessment' });
    const text = JSON.stringify(entries);
    expect([recruiter, candidateName, 'Convincing', 'How long'].filter((word) => text.includes(word))).toEqual([]);
  });
});
