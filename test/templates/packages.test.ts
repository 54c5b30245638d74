// What can be ordered, on a real database: templates with an approved plan, of one's own tenant only.
import { beforeAll, describe, expect, it } from 'vitest';
import { createPackages } from '../../infra/db/templates/package-store.ts';
import { newId } from '../../infra/system.ts';
import { useDatabase } from '../harness/database.ts';
import { approvedTemplate, bySystem as by, templateFields, templateStore } from '../harness/templates.ts';

const { db } = await useDatabase();
const packages = createPackages(db);
const store = templateStore(db);
const mine = newId('tnt');
const theirs = newId('tnt');

beforeAll(async () => {
  await db('tenants').insert([mine, theirs].map((id) => ({ id, name: id })));
});

describe('packages', () => {
  it('lists by name what has an approved plan, with the newest approved version and the name vendors know', async () => {
    const zebra = await approvedTemplate(db, mine, { name: 'Zebra' });
    const ape = await approvedTemplate(db, mine, { name: 'ape', externalId: 'ape-1', completesWhen: 'scored' });
    await store.create(mine, { ...templateFields, id: newId('tpl'), name: 'Draft' }, by);
    const gone = await approvedTemplate(db, mine, { name: 'Gone', externalId: 'gone' });
    await store.change(mine, gone.id, by, () => ({ act: 'template.archived', archived: true }));
    await approvedTemplate(db, theirs, { name: 'Foreign', externalId: 'ape-1' });
    await store.change(mine, zebra.id, by, ({ job, locale }) => ({
      act: 'template.changed',
      newVersion: { job: { ...job, level: 'LEAD' }, locale, revises: null, wishes: null },
    }));

    const listed = await packages.list(mine);
    expect(listed).toMatchObject([
      { templateId: ape.id, version: 1, reference: 'ape-1', name: 'ape', completesWhen: 'scored', locale: 'en' },
      { templateId: zebra.id, version: 1, reference: zebra.id, name: 'Zebra', level: 'SENIOR' },
    ]);
    expect(listed).toHaveLength(2);
  });

  it('are used by externalId, else by id; a version whose plan is not approved yet changes nothing', async () => {
    const one = await approvedTemplate(db, mine, { externalId: 'used', autoApprovePlan: true });

    const use = await packages.use(mine, 'used');
    expect(use).toEqual({
      templateId: one.id,
      version: 1,
      completesWhen: 'approved',
      autoApprovePlan: true,
      job: {
        position: 'Senior Software Engineer',
        level: 'SENIOR',
        qualifications: ['5+ years production TypeScript experience', 'Demonstrated distributed systems design'],
        locale: 'en',
      },
      locale: 'en',
    });
    expect(await packages.use(mine, one.id)).toEqual(use);
  });

  it.each([
    ['template.not_found', () => Promise.resolve('nothing-like-it')],
    ['template.not_found', async () => (await approvedTemplate(db, theirs)).id],
    [
      'template.not_published',
      async () => (await store.create(mine, { ...templateFields, id: newId('tpl') }, by)).template.id,
    ],
    [
      'template.archived',
      async () => {
        const { id } = await approvedTemplate(db, mine);
        await store.change(mine, id, by, () => ({ act: 'template.archived', archived: true }));
        return id;
      },
    ],
  ])('are refused with %s', async (code, reference) => {
    await expect(packages.use(mine, await reference())).rejects.toMatchObject({ code });
  });
});

it('a decision or change that one request made is not made again by its repetition, whatever happened since', async () => {
  const { id } = await approvedTemplate(db, mine);
  const asked = { ...by, request: 'hash-of-a-key' };
  const revise = () =>
    store.change(mine, id, asked, ({ job, locale }) => ({
      act: 'template.plan_revised',
      newVersion: { job, locale, revises: 1, wishes: null },
    }));
  await revise();
  const reject = { ...by, request: 'hash-of-another' };
  const decided = () =>
    store.change(mine, id, reject, () => ({ act: 'template.plan_rejected', decision: { state: 'rejected' } }));
  await decided();
  const acts = () => db('audit_intake').where({ target_id: id }).select('act');
  const before = await acts();

  expect(await revise()).toMatchObject({ version: 2, planState: 'rejected' });
  expect(await decided()).toMatchObject({ version: 2, planState: 'rejected' });
  expect(await acts()).toEqual(before);
});
