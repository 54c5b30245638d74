// One suite of guarantees over every vendor's record, against the vendor's simulator: what the ledger of write-backs stands on.
import { afterAll, describe, expect, test } from 'vitest';
import type { AtsField, AtsValue } from '../../domain/ports/ats-records.ts';
import { administer, type LogLine } from '../api/start-api.ts';
import { connectionOf } from '../harness/connections.ts';
import { useDatabase } from '../harness/database.ts';
import { codeOf, sessionsOf } from './processes.ts';
import { recordVendors } from './vendors.ts';

const { db } = await useDatabase();
const { tenantWithKey } = administer(db);
const logs: LogLine[] = [];
const process = sessionsOf(db, logs);

const texts = 'Score 82 of 100, “strong” – Zoë Müller\nsecond line';

/** Something that fits, and nothing that stands there by itself. */
const valueFor = ({ type, options }: AtsField): AtsValue => {
  const ids = (options ?? []).map(({ id }) => id);
  switch (type) {
    case 'number':
      return 82.5;
    case 'boolean':
      return true;
    case 'date':
      return '2026-11-27';
    case 'url':
      return 'https://parley.example/results/1';
    case 'single_select':
      return ids[1] ?? null;
    case 'multi_select':
      return ids.slice(0, 2);
    case 'long_text':
      return texts;
    case 'text':
    case null:
      return 'Rita Reviewer';
  }
};

describe.each(recordVendors)('the record at %s', async (_kind, start) => {
  const vendor = await start();
  const { ats } = vendor;
  afterAll(ats.close);
  const { tenantId } = await tenantWithKey();
  const { id } = await connectionOf({ db, tenantId }, vendor.kind, vendor);
  const { records, session } = await process.open(tenantId, id);
  const whose = (at: number) => {
    const person = ats.candidates[at];
    if (person === undefined) throw new Error('The simulator has too few people.');
    const { applicationId, candidateId, jobId } = person;
    return { ref: { applicationId, candidateId }, person, jobId };
  };
  const record = (applicationId: string) => {
    const found = ats.record(applicationId);
    if (found === null) throw new Error('The simulator has no such record.');
    return found;
  };

  test('is read as an application, in our words', async () => {
    const { ref, person, jobId } = whose(0);

    expect(await records.readApplication(session, ref)).toMatchObject({
      ...ref,
      status: 'active',
      stage: { id: person.stageId, name: person.stage },
      job: { id: jobId, name: 'Backend Engineer', open: true, departments: ['Engineering'] },
      person: { name: person.name, email: person.email },
    });
    expect(await records.readApplication(session, { applicationId: '99999999' })).toBeNull();
  });

  test('takes a note that is found by its mark although the answer was lost, and is then not written again', async () => {
    const { ref } = whose(0);
    const body = `${texts}\n${'line\n'.repeat(500)}parley:mark-7f3a`;
    ats.troubles.push({ on: vendor.noteCall, applied: true });

    expect(await codeOf(records.addNote(session, ref, body))).toBe('vendor.unavailable');
    const found = await records.findNote(session, ref, 'parley:mark-7f3a');

    expect(record(ref.applicationId).notes).toEqual([{ id: found?.id, body, by: 'api' }]);
    expect(await records.findNote(session, ref, 'parley:mark-none')).toBeNull();
    expect(await records.findNote(session, whose(1).ref, 'parley:mark-7f3a')).toBeNull();
  });

  test('loses a note of ours where the vendor can, and once it is gone it is gone', async () => {
    const { ref } = whose(1);
    const { deleteNote } = records;
    const { id: noteId } = await records.addNote(session, ref, 'parley:mark-to-go');
    if (deleteNote === undefined) return expect(vendor.kind).not.toBe('lever');

    expect([await deleteNote(session, ref, noteId), await deleteNote(session, ref, noteId)]).toEqual([true, true]);
    expect(await records.findNote(session, ref, 'parley:mark-to-go')).toBeNull();
  });

  test('takes each field as its type, and leaves every other one as people left it', async () => {
    const { ref } = whose(0);
    const fields = (await records.listFields(session)).filter(({ type }) => type !== null);
    const values = fields.map((field) => ({ ...field, value: valueFor(field) }));
    const { unwritable } = vendor;
    if (unwritable !== null) ats.edit({ applicationId: ref.applicationId, ...unwritable });

    for (const value of values) await records.writeFields(session, ref, [value]);

    expect(await records.readFields(session, ref, fields)).toEqual(values.map(({ value }) => value));
    if (unwritable === null) return expect(fields).toEqual([]);
    expect(record(ref.applicationId).fields[`application.${unwritable.key}`]).toEqual(unwritable.value);
    await records.writeFields(
      session,
      ref,
      values.map((each) => ({ ...each, value: null })),
    );
    expect(await records.readFields(session, ref, fields)).toEqual(fields.map(() => null));
    return undefined;
  });

  test('refuses what is no field, no writable one, or no value of it, before anything is sent', async () => {
    const { ref } = whose(0);
    const fields = await records.listFields(session);
    const named = (name: string | null) => fields.find((field) => field.name === name);
    const select = fields.find(({ type }) => type === 'single_select');
    const before = ats.exchanges.filter(({ method }) => method !== 'GET').length;
    const write = (field: { object: 'application' | 'candidate'; key: string }, value: AtsValue) =>
      codeOf(records.writeFields(session, ref, [{ ...field, value }]));

    expect(await write({ object: 'application', key: 'no_such_field' }, 1)).toBe('vendor.field_unknown');
    const unwritable = named(vendor.unwritable?.name ?? null);
    if (unwritable !== undefined) expect(await write(unwritable, 1)).toBe('vendor.field_not_writable');
    if (select !== undefined) expect(await write(select, 'no-such-option')).toBe('vendor.value_unfit');
    const sent = ats.exchanges.filter(({ method, path }) => method !== 'GET' && !/\.(?:list|info)$/.test(path));
    expect(sent.length).toBeLessThanOrEqual(before);
  });

  test('takes a tag once however often it is added, and gives it back', async () => {
    const { ref } = whose(0);
    const tag = 'Phone screen: Müller & Co';

    await records.addTag(session, ref, tag);
    await records.addTag(session, ref, tag);

    expect(record(ref.applicationId).tags).toEqual([tag]);
    expect(await records.readTags(session, ref)).toEqual([tag]);
    expect(await records.readTags(session, whose(1).ref)).toEqual([]);
    await records.removeTag?.(session, ref, tag);
    await records.removeTag?.(session, ref, tag);
    expect(await records.readTags(session, ref)).toEqual(records.removeTag === undefined ? [tag] : []);
  });

  test('takes a file, byte for byte, that is found by its name although the answer was lost', async () => {
    const { ref } = whose(0);
    const name = 'Interview Ada parley-9c1e.html';
    const file = { name, contentType: 'text/html', bytes: Buffer.from(`<p>${texts}</p>`) };
    ats.troubles.push({ on: vendor.fileCall, applied: true });

    expect(await codeOf(records.addFile(session, ref, file))).toBe('vendor.unavailable');
    const found = await records.findFile(session, ref, name);

    expect(record(ref.applicationId).files).toMatchObject([{ id: found?.id, name, text: `<p>${texts}</p>` }]);
    expect(await records.findFile(session, ref, 'another.html')).toBeNull();
    if (records.deleteFile === undefined) return;
    expect(await records.deleteFile(session, ref, found?.id ?? '')).toBe(true);
    expect(await records.deleteFile(session, ref, found?.id ?? '')).toBe(true);
    expect(record(ref.applicationId).files).toEqual([]);
  });

  test('takes a link where links are part of it', async () => {
    const { ref } = whose(0);
    if (records.addLink === undefined) return;

    await records.addLink(session, ref, 'https://parley.example/results/2');
    await records.addLink(session, ref, 'https://parley.example/results/2');

    expect(await records.readLinks?.(session, ref)).toEqual(['https://parley.example/results/2']);
  });

  test('refuses a note and a file that are longer than it takes, before anything is sent', async () => {
    const { ref } = whose(0);
    const { noteCharacters, fileBytes } = records.limits;
    const before = ats.exchanges.length;
    const file = { name: 'large.pdf', contentType: 'application/pdf', bytes: new Uint8Array(fileBytes + 1) };

    expect(await codeOf(records.addNote(session, ref, 'x'.repeat(noteCharacters + 1)))).toBe('vendor.too_large');
    expect(await codeOf(records.addFile(session, ref, file))).toBe('vendor.too_large');
    expect(ats.exchanges).toHaveLength(before);
  });

  test('is moved to a stage of its job, and stands there when it is read again', async () => {
    const { ref, jobId } = whose(1);
    const stages = await records.listStages(session, jobId);
    const to = stages.find(({ name }) => name === 'Interview')?.id ?? '';

    await records.moveStage?.(session, ref, { from: null, to });

    expect(await records.readApplication(session, ref)).toMatchObject({ stage: { id: to } });
    expect(record(ref.applicationId).moves).toHaveLength(1);
  });

  test('says that it is gone', async () => {
    const { ref } = whose(2);
    ats.deleteCandidate(ref.candidateId);

    expect(await records.readApplication(session, ref)).toBeNull();
    expect(await codeOf(records.readTags(session, ref))).toBe('record_missing');
    expect(await codeOf(records.addNote(session, ref, 'too late'))).toMatch(/^record_missing$|^vendor\.refused$/);
  });

  test('is a code where the vendor answers with a proxy’s page, trouble of its own, or nothing', async () => {
    const { ref } = whose(0);
    const page = '<!DOCTYPE html><title>Attention Required!</title>';
    ats.troubles.push(
      { reply: { status: 403, body: page } },
      { reply: { status: 502, body: page } },
      { reply: { status: 200, body: { surprise: true } } },
      {},
    );
    const codes: string[] = [];
    for (let at = 0; at < 4; at += 1) codes.push(await codeOf(records.readTags(session, ref)));

    expect(codes).toEqual([
      'vendor.answer_invalid',
      'vendor.unavailable',
      'vendor.answer_invalid',
      'vendor.unavailable',
    ]);
  });

  test('leaves neither its credentials nor its people in a log', () => {
    const text = JSON.stringify(logs);
    const secrets = [...Object.values(vendor.credentials), 'Ada', 'ada@example.com'].filter(
      (each): each is string => typeof each === 'string',
    );

    for (const secret of secrets) expect(text).not.toContain(secret);
  });
});
