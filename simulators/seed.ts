// Who has applied to whom when a simulated ATS starts: the same people with the same ids each time.
import {
  tick,
  type Application,
  type Book,
  type FieldDefinition,
  type FieldObject,
  type Job,
  type StageOfJob,
} from './book.ts';

export type Applicant = { firstName: string; lastName: string; email: string; phone?: string };

/** Numbers as Greenhouse has them, else the form of a UUID; counted, so that two simulators have the same ones. */
export const countedIds = (form: 'number' | 'uuid'): (() => string) => {
  let count = 1000;
  return () => {
    count += 1;
    return form === 'number' ? String(count) : `00000000-0000-4000-8000-${count.toString().padStart(12, '0')}`;
  };
};

export const stageNames = ['Applied', 'Pre-Screen', 'Interview', 'Offer'] as const;

const jobs = [
  { name: 'Backend Engineer', department: 'Engineering' },
  { name: 'Ward Nurse', department: 'Care' },
];

const people: readonly Applicant[] = [
  { firstName: 'Ada', lastName: 'Example', email: 'ada@example.com', phone: '+1 555 0100' },
  { firstName: 'Sam', lastName: 'Sample', email: 'sam@example.com' },
  // Written in letters that a hook may escape.
  { firstName: 'Zoë', lastName: 'Müller', email: 'zoe@example.com' },
];

const newStages = (book: Book): StageOfJob[] => stageNames.map((name) => ({ id: book.newId(), name }));

const openJob = (book: Book, { name, department }: (typeof jobs)[number], stages: StageOfJob[]): Job => {
  const [id, departmentId, planId] = [book.newId(), book.newId(), book.newId()];
  const job = { id, name, open: true, departments: [{ id: departmentId, name: department }], planId, stages };
  book.jobs.set(id, job);
  return job;
};

/** A new candidate who stands in the first stage. */
export const apply = (book: Book, { phone = '', ...person }: Applicant, jobId: string): Application => {
  const job = book.jobs.get(jobId);
  const stage = job?.stages[0];
  if (stage === undefined) throw new Error(`The simulator has no job ${jobId}.`);
  const at = tick();
  const [candidateId, id] = [book.newId(), book.newId()];
  const times = { createdAt: at, updatedAt: at };
  book.candidates.set(candidateId, {
    id: candidateId,
    ...person,
    phone,
    anonymized: false,
    fields: new Map(),
    ...times,
  });
  const application: Application = {
    id,
    candidateId,
    jobId,
    stageId: stage.id,
    status: 'active',
    fields: new Map(),
    moves: [],
    mailed: [],
    ...times,
  };
  book.applications.set(id, application);
  return application;
};

type SeedField = { object: FieldObject; key: string; name: string; type: string; options?: readonly string[] };

export type Seed = {
  ids: 'number' | 'uuid';
  papersOf: FieldObject;
  /** Whether every job has stages of its own. */
  stages: 'per_job' | 'shared';
  fields: readonly SeedField[];
};

export const seedBook = ({ ids, papersOf, stages, fields }: Seed): Book => {
  const newId = countedIds(ids);
  const book: Book = {
    newId,
    papersOf,
    jobs: new Map(),
    candidates: new Map(),
    applications: new Map(),
    fields: [],
    tags: new Map(),
    users: [{ id: newId(), name: 'Rita Recruiter', email: 'rita@company.example' }],
    papers: new Map(),
    mailing: new Set(['Interview']),
    tell: () => undefined,
  };
  const shared = newStages(book);
  const opened = jobs.map((job) => openJob(book, job, stages === 'shared' ? shared : newStages(book)));
  for (const person of people) apply(book, person, opened[0]?.id ?? '');
  apply(book, { firstName: 'Noa', lastName: 'Nurse', email: 'noa@example.com' }, opened[1]?.id ?? '');
  book.fields.push(
    ...fields.map(({ options = [], ...field }): FieldDefinition => {
      const id = newId();
      return { ...field, id, options: options.map((label) => ({ id: newId(), label })) };
    }),
  );
  return book;
};
