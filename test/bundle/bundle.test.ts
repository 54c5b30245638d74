import { describe, expect, it } from 'vitest';
import { contentFiles } from '../../domain/bundle/contents.ts';
import { countedOnce, writeReads } from '../../infra/db/access/read-log.ts';
import { unpackArchive } from '../../infra/bundle/archive.ts';
import { answerText, candidateName, recruiter } from '../audit/held-interview.ts';
import { keepRecording } from '../harness/recordings.ts';
import { completeRequest } from '../native/native-bench.ts';
import {
  archive,
  check,
  jsonOf,
  operator,
  signedAnew,
  signingKeys,
  strangersKeys,
  useBundles,
  type Loose,
} from './bundle-world.ts';

const { db, hold, make, erase, api, owner, admin, call, makeAuditBundle, deps } = await useBundles();
const runId = await hold();
const files = await make(runId);
const { publicKey } = signingKeys.bundle;

describe('a bundle', () => {
  it('holds, and says who signed it', () => {
    expect(check(files, publicKey)).toMatchObject({ faults: [], manifest: { runId, publicKey, erased: null } });
    expect([...files.keys()].toSorted()).toEqual(
      [...contentFiles, 'README.txt', 'manifest.json', 'signature.txt'].toSorted(),
    );
    expect(check(files, strangersKeys.bundle.publicKey).faults).toEqual(['it is signed with another key']);
  });

  it('has everything that the decision rests on, word for word', () => {
    expect(jsonOf(files, 'request.json').personal).toMatchObject({ candidateName });
    expect(jsonOf(files, 'consent.json').items).toMatchObject([{ accepted: false }, { accepted: true }]);
    expect(jsonOf(files, 'transcript.json').turns[0]).toMatchObject({ answer: answerText });
    expect(jsonOf(files, 'plans.json').items[0].plan.competencies.length).toBeGreaterThan(1);
    expect(jsonOf(files, 'model-calls.json').items.length).toBeGreaterThan(0);
    expect(jsonOf(files, 'events.json').items.length).toBeGreaterThan(5);
    expect(jsonOf(files, 'chats.json').items[0].exchange.question).toBe('What about latency?');
    expect(jsonOf(files, 'timeline.json').items.length).toBeGreaterThan(9);
    const { competencies, judgements, texts } = jsonOf(files, 'assessments.json').items[0];
    const quotes: Loose[] = competencies.flatMap(({ evidence }: Loose) => evidence);
    expect(quotes.length).toBeGreaterThan(0);
    expect(quotes.every(({ quote }) => answerText.includes(quote))).toBe(true);
    expect(judgements.length).toBeGreaterThan(0);
    expect(Object.keys(texts.rationales).length).toBe(competencies.length);
  });

  it('has what the ATS that ordered it was told, beside webhooks and mails, with every attempt', async () => {
    const of = { tenant_id: owner.tenantId, run_id: runId };
    const event = (await db('events').where(of).first()) as { id: string; type: string; at: Date };
    const about = { event_id: event.id, event_type: event.type, event_at: event.at };
    await db('orders').insert({ ...of, id: 'ord_1', face: 'ashby', natural_key: 'ord_1' });
    await db('deliveries').insert({ ...of, ...about, id: 'dlv_1', channel: 'result', order_id: 'ord_1', number: 1 });
    const attempt = { attempt: 1, at: new Date(), duration_ms: 5, status: 401 };
    await db('delivery_attempts').insert({ ...attempt, delivery_id: 'dlv_1', tenant_id: owner.tenantId });

    const { results, webhooks } = jsonOf(await make(runId), 'deliveries.json');
    expect(results).toMatchObject([
      { id: 'dlv_1', orderId: 'ord_1', connectionId: null, attempts: [{ attempt: 1, status: 401 }] },
    ]);
    expect(webhooks.map(({ id }: Loose) => id)).not.toContain('dlv_1');
  });

  it('has the evaluation that the tenant names, and says when something else scores by now', async () => {
    const none = jsonOf(files, 'evaluation.json');
    const evaluation = { ...none.now, report: 'a'.repeat(64), promptHash: 'b'.repeat(64) };
    await db('tenants')
      .where({ id: owner.tenantId })
      .update({ settings: JSON.stringify({ evaluation }) });
    const named = await make(runId);
    await db('tenants').where({ id: owner.tenantId }).update({ settings: '{}' });

    expect(none).toEqual({ evidence: null, now: expect.anything(), evaluationOutdated: [] });
    expect(none.now).toMatchObject({ engine: 'offline', model: null });
    expect(jsonOf(named, 'evaluation.json')).toMatchObject({
      evidence: { report: 'a'.repeat(64) },
      evaluationOutdated: ['promptHash'],
    });
    expect(check(named, publicKey).faults).toEqual([]);
  });

  it('has the hash of each recording, which an erasure takes, and holds without that file as well', async () => {
    const spoken = await hold();
    const run = { tenantId: owner.tenantId, runId: spoken };
    await keepRecording(deps, run, { turn: 1 });
    const made = await make(spoken);
    const { items } = jsonOf(made, 'recordings.json');
    await db('erasures').insert({
      run_id: spoken,
      tenant_id: run.tenantId,
      scope: 'personal',
      cause: 'request',
      requested_by_kind: 'operator',
    });

    expect(items).toMatchObject([{ turn: 1, take: 1, bytes: 13, durationMs: 61_400, removedAt: null }]);
    expect(items[0].sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(jsonOf(await make(spoken), 'recordings.json').items).toMatchObject([{ turn: 1, sha256: null }]);
    const earlier = signedAnew(made, 'recordings.json', (content) => (content.dropped = true));
    expect(check(earlier, publicKey).faults).toEqual([]);
  });

  it('has who read what, by ids, and holds without that file as earlier versions made it', async () => {
    const reader = { kind: 'key', id: 'key_reader' } as const;
    const at = Date.UTC(2026, 10, 20, 23, 59);
    await writeReads(db, [countedOnce({ tenantId: owner.tenantId, runId, reader, part: 'transcript', at })]);
    const made = await make(runId);

    expect(jsonOf(made, 'access-log.json').items).toEqual([
      {
        day: '2026-11-20',
        readerKind: 'key',
        readerId: 'key_reader',
        part: 'transcript',
        firstAt: new Date(at).toISOString(),
        lastAt: new Date(at).toISOString(),
        count: 1,
      },
    ]);
    expect(check(made, publicKey).faults).toEqual([]);
    const earlier = signedAnew(made, 'access-log.json', (content) => (content.dropped = true));
    expect(earlier.has('access-log.json')).toBe(false);
    expect(check(earlier, publicKey).faults).toEqual([]);
    const odd = signedAnew(made, 'access-log.json', ({ items }) => (items[0].part = 'soul'));
    expect(check(odd, publicKey).faults).toEqual(['access-log.json has not the form it should have']);
  });

  it('names who decided, when and why', () => {
    const verdict = jsonOf(files, 'decisions.json').items.find(({ type }: Loose) => type === 'assessmentApproved');

    expect(verdict).toMatchObject({
      decidedBy: recruiter,
      note: { text: 'Convincing.' },
      detail: { verdict: 'HIRE', reasonCodes: ['strong_reference'] },
    });
  });

  it('counts the decisions that name nobody, and is made without the engine that could tell of operators', async () => {
    expect(jsonOf(files, 'decisions.json').unnamed).toBe(0);
    const nameless = (await call('POST', '/interviews', completeRequest)).body['runId'] as string;
    await db('transitions').insert({
      tenant_id: owner.tenantId,
      run_id: nameless,
      seq: 99,
      at: new Date(),
      type: 'planApproved',
      from_state: 'PENDING',
      to_state: 'APPROVED',
      actor_kind: 'operator',
      detail: '{"revision":1}',
    });

    const { items, unnamed } = jsonOf(await make(nameless), 'decisions.json');

    expect(unnamed).toBe(1);
    expect(items.find(({ type }: Loose) => type === 'planApproved')).toMatchObject({ claimedBy: null });
  });

  it('does not hold the candidate’s link, which would open the interview', async () => {
    const approved = jsonOf(files, 'events.json').items.find(({ type }: Loose) => type === 'interview.approved');

    expect(approved.data.interviewLink).toMatchObject({ withheld: true, reason: 'credential' });
    expect([...files.values()].join('')).not.toContain('/interview/');
  });

  it('is the same for the same moment, byte for byte, and survives its archive', () => {
    expect(archive.pack(files)).toEqual(archive.pack(unpackArchive(archive.pack(files))));
  });
});

describe('GET …/audit-bundle', () => {
  const get = (id: string, key = owner.key) =>
    fetch(`${api.url}/api/v1/integration/interviews/${id}/audit-bundle`, {
      headers: { 'x-api-key': key, 'x-request-id': 'req_bundle' },
    });

  it('gives a file that holds, and keeps in the audit log who took it', async () => {
    const answer = await get(runId);
    const taken = unpackArchive(new Uint8Array(await answer.arrayBuffer()));

    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="audit-bundle-${runId}.zip"`);
    expect(check(taken, publicKey).faults).toEqual([]);
    const acts: Loose[] = jsonOf(await make(runId), 'audit-log.json').items;
    const exports = acts.filter(({ act }) => act === 'bundle.exported');
    expect(exports.at(-1)).toMatchObject({ actorId: owner.keyId, requestId: 'req_bundle', targetId: runId });
  });

  it('knows no interview of another tenant, and none that is not there', async () => {
    const other = await admin.tenantWithKey();
    const before = (await db('audit_intake').where({ act: 'bundle.exported' })).length;

    expect((await get(runId, other.key)).status).toBe(404);
    expect((await get('run_of_nobody')).status).toBe(404);
    expect((await get(runId, (await admin.tenantWithKey('partner')).key)).status).toBe(403);
    expect(await db('audit_intake').where({ act: 'bundle.exported' })).toHaveLength(before);
  });
});

describe('a bundle of an interview that has just begun', () => {
  it('holds too, and tells of acts that are not chained yet', async () => {
    const { body } = await call('POST', '/interviews', completeRequest);
    const { bytes } = await makeAuditBundle({ tenantId: owner.tenantId, runId: body['runId'] as string }, operator);
    const { faults, notes } = check(unpackArchive(bytes), publicKey);

    expect(faults).toEqual([]);
    expect(notes.join()).toMatch(/\d acts had not been chained yet/);
  });
});

describe('after an erasure', () => {
  it('shows what remains, names what is withheld and with which key it went, and holds', async () => {
    const erased = await hold();
    await erase(erased, 'personal');
    const remains = await make(erased);
    const report = check(remains, publicKey);
    const text = [...remains.values()].join('\n');
    const [key] = jsonOf(remains, 'erasure.json').destroyedKeys;

    expect(report.faults).toEqual([]);
    expect(report.manifest?.erased).toBe('personal');
    expect(report.notes.join('\n')).toMatch(/transcript\.json: \d+ withheld, erased since/);
    expect(report.notes.join('\n')).toContain('erased (personal) and certified at');
    expect(jsonOf(remains, 'transcript.json')).toMatchObject({ hash: null });
    expect(jsonOf(remains, 'request.json').personal).toEqual({
      withheld: true,
      reason: 'erased',
      at: key.destroyedAt,
      keyId: key.keyId,
    });
    const verdict = jsonOf(remains, 'decisions.json').items.find(({ type }: Loose) => type === 'assessmentApproved');
    expect(verdict).toMatchObject({ decidedBy: recruiter, detail: { verdict: 'HIRE' } });
    expect([candidateName, answerText.slice(0, 30), 'Convincing'].filter((word) => text.includes(word))).toEqual([]);
    expect(jsonOf(remains, 'timeline.json').items.at(-1)).toMatchObject({ type: 'erased' });
  });

  it('of everything, the assessment’s texts and the deciding person are withheld as well', async () => {
    const erased = await hold();
    await erase(erased, 'all');
    const remains = await make(erased);
    const verdict = jsonOf(remains, 'decisions.json').items.find(({ type }: Loose) => type === 'assessmentApproved');

    expect(check(remains, publicKey).faults).toEqual([]);
    expect(verdict.decidedBy).toMatchObject({ withheld: true });
    expect(jsonOf(remains, 'assessments.json').items[0]).toMatchObject({
      texts: { withheld: true },
      judgements: { withheld: true },
    });
    expect([...remains.values()].join('\n')).not.toContain(recruiter);
  });

  it('withheld words without any erasure are a fault', () => {
    const hidden = signedAnew(files, 'transcript.json', (content) => {
      content.turns[0].answer = { withheld: true, reason: 'erased', at: null, keyId: null };
      content.hash = null;
    });

    expect(check(hidden).faults.join()).toContain('nothing was erased');
  });
});

describe('making one', () => {
  it('is refused when there is no such interview', async () => {
    const making = makeAuditBundle({ tenantId: owner.tenantId, runId: 'run_x' }, operator);

    await expect(making).rejects.toMatchObject({ code: 'interview.not_found' });
  });
});
