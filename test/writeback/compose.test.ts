// What is composed of an interview for the record of an ATS, from rows as the workers leave them.
import { beforeAll, describe, expect, test } from 'vitest';
import { mappingFeature } from '../../api/wiring/mapping.ts';
import { proposedMapping, type Mapping } from '../../domain/mapping/mapping.ts';
import type { Composition, IntendedItem } from '../../domain/writeback/item.ts';
import { createMappingStore } from '../../infra/db/connections/mapping-store.ts';
import { composerOf } from '../../worker/wiring/composer.ts';
import { answerText, assessedRun } from '../native/assessed-run.ts';
import { useNativeApi } from '../native/native-bench.ts';
import { createFakeVendor, vendorFields } from './fake-records.ts';

const world = await useNativeApi({ features: [mappingFeature] });
const { call, db, deps, owner } = world;
const { kind } = createFakeVendor();
const { tenantId } = owner;
const connectionId = 'con_compose';
const mappings = createMappingStore(db);
const composer = composerOf({ ...deps, atsKinds: { ...deps.atsKinds, acme: kind } });

const save = (mapping: Partial<Mapping>) =>
  mappings.save(tenantId, connectionId, {
    mapping: { ...proposedMapping, ...mapping },
    targets: vendorFields,
    expectedVersions: null,
    actor: { kind: 'operator', id: null },
    requestId: null,
  });
const compose = (runId: string) => composer.compose(tenantId, { runId, connectionId });
const bodiesOf = (composition: Composition | null): string[] =>
  (composition?.items ?? []).flatMap((item) => (item.kind === 'note' ? [item.body] : []));
const valuesOf = (composition: Composition | null) =>
  Object.fromEntries(
    (composition?.items ?? []).flatMap((item) => (item.kind === 'field' ? [[item.target, item.value]] : [])),
  );
const targetsOf = (composition: Composition | null): string[] =>
  (composition?.items ?? []).map(({ target }: IntendedItem) => target);
const approved = async (): Promise<string> => {
  const runId = await assessedRun(world);
  await call('POST', `/interviews/${runId}/assessment/approve`, { approvedBy: 'Ruth Recruiter' });
  return runId;
};

beforeAll(async () => {
  await db('connections').insert({
    id: connectionId,
    tenant_id: tenantId,
    kind: 'acme',
    name: 'Acme',
    config: {},
    credentials_hints: {},
    credentials_sealed: Buffer.from('x'),
  });
});

describe('a decided interview', () => {
  test('is composed into fields, notes with the whole record, tags and a link', async () => {
    await save({
      fields: [
        { source: 'assessment.score100', target: { object: 'application', key: 'ai_score' } },
        {
          source: 'assessment.verdict',
          target: { object: 'application', key: 'disposition' },
          convert: { kind: 'table', values: { HIRE: 'Advance' }, else: 'Hold' },
        },
        { source: 'decision.at', target: { object: 'candidate', key: 'decided_on' } },
        { expression: '$uppercase(assessment.summary)', target: { object: 'application', key: 'summary' } },
      ],
      tags: [{ tag: 'advance', when: { verdicts: ['HIRE'] } }],
    });
    const runId = await approved();

    const composition = await compose(runId);

    expect(composition?.problems).toEqual([]);
    expect(valuesOf(composition)).toEqual({
      'field:application:ai_score': 70,
      'field:application:disposition': '11',
      'field:candidate:decided_on': expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
      'field:application:summary': 'ENOUGH EVIDENCE.',
    });
    expect(targetsOf(composition).slice(4)).toEqual(['note:record:1', 'note:record:2', 'tag:advance', 'link']);
    const whole = bodiesOf(composition).join('\n');
    for (const part of [
      '70 / 100',
      'Ruth Recruiter',
      'I moved the traffic to Dublin',
      'Acted and wrote it down',
      answerText,
    ])
      expect(whole).toContain(part);
    expect(new Set(composition?.items.flatMap(({ parts }) => parts))).toEqual(
      new Set(['questions', 'transcript', 'rubric', 'rationale', 'decision', 'scores']),
    );
  });

  test('is not composed at all while its expressions cannot be begun', async () => {
    const busy = { evaluate: () => Promise.resolve([{ failure: 'busy' as const }]), read: () => Promise.resolve([]) };
    const later = composerOf({
      ...deps,
      atsKinds: { ...deps.atsKinds, acme: kind },
      expressions: busy,
    } as Parameters<typeof composerOf>[0]);
    await save({ fields: [{ expression: '1', target: { object: 'application', key: 'ai_score' } }] });
    const runId = await approved();

    await expect(later.compose(tenantId, { runId, connectionId })).rejects.toMatchObject({ code: 'text.busy' });
  });
});
