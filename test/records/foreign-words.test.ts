// What vendors answer as nobody documents it: words that every object has, blanks in place of names, ids too large for a number.
import { describe, expect, test } from 'vitest';
import type { AtsField, AtsRecords, AtsSession } from '../../domain/ports/ats-records.ts';
import { ashbyRecords } from '../../infra/ats/ashby/records.ts';
import { greenhouseRecords } from '../../infra/ats/greenhouse/records.ts';
import { leverRecords } from '../../infra/ats/lever/records.ts';
import { codeOf } from './processes.ts';

type Answers = Readonly<Record<string, unknown>>;

/** Answers by path. */
const sessionOf = (answers: Answers): AtsSession => ({
  config: {},
  credentials: {},
  call: ({ url }) =>
    Promise.resolve({ status: 200, headers: {}, body: answers[new URL(url, 'http://ats.test').pathname] ?? [] }),
});

const greenhouse = ({ application = {}, candidate = {}, job = {} }): Answers => ({
  '/applications': [{ id: 11, candidate_id: 12, job_id: 13, job_interview_stage_id: 14, ...application }],
  '/candidates': [{ id: 12, ...candidate }],
  '/jobs': [{ id: 13, ...job }],
});
const ashby = ({ application = {}, candidate = {}, job = {} }): Answers => ({
  '/application.info': {
    success: true,
    results: { id: '11', candidate: { id: '12', ...candidate }, job: { id: '13', title: ' ' }, ...application },
  },
  '/job.info': { success: true, results: job },
});
const lever = (opportunity: object): Answers => ({
  '/opportunities/11': { data: { id: '11', ...opportunity } },
  '/postings/13': { data: { id: '13', text: ' ', state: '' } },
});

const read = (records: AtsRecords, answers: Answers) =>
  records.readApplication(sessionOf(answers), { applicationId: '11' });

describe('a record', () => {
  test.each(['constructor', 'toString', '__proto__'])('whose status is %s is of another status', async (status) => {
    expect(await read(greenhouseRecords, greenhouse({ application: { status } }))).toMatchObject({ status: 'other' });
    expect(await read(ashbyRecords, ashby({ application: { status } }))).toMatchObject({ status: 'other' });
  });

  test('at Greenhouse gives the first address that is one, a personal one before others', async () => {
    const email_addresses = [
      { value: ' ', type: 'personal' },
      { value: 'desk@example.com', type: 'work' },
      { value: 'home@example.com', type: 'personal' },
    ];
    const phone_numbers = [{ value: '', type: 'mobile' }, { value: null }, { value: '330-281-8004', type: 'home' }];

    expect(await read(greenhouseRecords, greenhouse({ candidate: { email_addresses, phone_numbers } }))).toMatchObject({
      person: { email: 'home@example.com', phone: '330-281-8004' },
    });
  });

  test('at Lever gives the first address that is one, and the first posting that an application has', async () => {
    const told = {
      emails: ['', 'home@example.com'],
      phones: [{ value: ' ' }, { value: '330-281-8004' }],
      applications: ['a-1', { posting: null }, { posting: '13' }],
    };

    expect(await read(leverRecords, lever(told))).toMatchObject({
      person: { email: 'home@example.com', phone: '330-281-8004' },
      job: { id: '13' },
    });
  });

  test('with blanks in place of names says nothing of them', async () => {
    const person = { name: null, email: null, phone: null };
    const blank = { value: ' ' };

    expect(
      await read(
        greenhouseRecords,
        greenhouse({
          application: { stage_name: ' ' },
          candidate: { first_name: ' ', last_name: '', email_addresses: [blank], phone_numbers: [] },
          job: { name: '', status: '' },
        }),
      ),
    ).toMatchObject({ person, stage: { name: null }, job: { name: null, open: null } });
    expect(
      await read(
        ashbyRecords,
        ashby({
          application: { currentInterviewStage: { id: '14', title: ' ' } },
          candidate: { name: ' ', primaryEmailAddress: blank, primaryPhoneNumber: blank },
          job: { status: '' },
        }),
      ),
    ).toMatchObject({ person, stage: { name: null }, job: { name: null, open: null } });
    expect(
      await read(
        leverRecords,
        lever({ name: ' ', stage: { id: '14', text: ' ' }, urls: { show: '' }, applications: [{ posting: '13' }] }),
      ),
    ).toMatchObject({ person, stage: { name: null }, job: { name: null, open: null }, profileUrl: null });
  });

  test('whose id is too large to be told exactly is refused, instead of another one being taken for it', async () => {
    const unsafe = Number.MAX_SAFE_INTEGER + 1;

    for (const application of [{ candidate_id: unsafe }, { job_id: unsafe }, { job_interview_stage_id: unsafe }])
      expect(await codeOf(read(greenhouseRecords, greenhouse({ application })))).toBe('vendor.answer_invalid');
  });
});

describe('a field', () => {
  const fieldsOf = async (records: AtsRecords, answers: Answers): Promise<Partial<AtsField>[]> =>
    await records.listFields(sessionOf(answers));

  test('of a kind that is no word of the vendor’s cannot be written', async () => {
    const definition = { id: 1, name: 'X', name_key: 'x', value_type: 'constructor' };
    const fieldOf = (objectType: string) => ({ id: objectType, title: 'X', fieldType: 'toString', objectType });
    const results = ['Candidate', 'constructor'].map(fieldOf);

    expect(await fieldsOf(greenhouseRecords, { '/custom_fields': [definition] })).toMatchObject([
      { object: 'candidate', type: null },
      { object: 'application', type: null },
    ]);
    expect(await fieldsOf(ashbyRecords, { '/customField.list': { success: true, results } })).toMatchObject([
      { object: 'candidate', type: null },
    ]);
  });

  test('that is empty is read as empty, also when it is named as something that every object has', async () => {
    const definitionOf = (name: string, id: number) => ({ id, name, name_key: name, value_type: 'number' });
    const definitions = ['constructor', 'score'].map(definitionOf);
    const answers = {
      '/custom_fields': definitions,
      '/candidates': [{ id: 12, custom_fields: { score: { value: ' ' } } }],
    };
    const refs = [
      { object: 'candidate', key: 'constructor' },
      { object: 'candidate', key: 'score' },
    ] as const;

    expect(
      await greenhouseRecords.readFields(sessionOf(answers), { applicationId: '11', candidateId: '12' }, refs),
    ).toEqual([null, null]);
  });
});
