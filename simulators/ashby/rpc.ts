// The calls of Ashby's API that a record is read and written by: each a POST, each with a permission, failures mostly with status 200.
import { z } from 'zod';
import {
  anonymize,
  move,
  papersAt,
  setField,
  tick,
  type Application,
  type Book,
  type Candidate,
  type Job,
} from '../book.ts';
import type { Upload } from '../bodies.ts';
import type { Reply } from '../stage.ts';
import { fieldRow, isRightValue, objectOf } from './fields.ts';
import { applicationRow, candidateRow, jobRow, stageRows, tagRow } from './rows.ts';

export type Permission =
  | 'candidatesRead'
  | 'candidatesWrite'
  | 'hiringProcessMetadataRead'
  | 'hiringProcessMetadataWrite'
  | 'interviewsRead'
  | 'jobsRead'
  | 'organizationRead'
  | 'apiKeysRead';

/** A failure has status 200 as well. */
export const failed = (code: string, message: string = code): Reply => ({
  status: 200,
  body: { success: false, errors: [code], errorInfo: { code, message, requestId: 'simulated' } },
});
const succeeded = (results: unknown): Reply => ({ status: 200, body: { success: true, results } });

type Call = { book: Book; body: Readonly<Record<string, unknown>>; upload: Upload | null };

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const withCandidate = (
  { book, body }: Pick<Call, 'book' | 'body'>,
  name: string,
  act: (candidate: Candidate) => Reply,
): Reply => {
  if (typeof body[name] !== 'string') return failed('invalid_input', `${name} is required`);
  const candidate = book.candidates.get(body[name]);
  return candidate === undefined ? failed('candidate_not_found') : act(candidate);
};

const withApplication = ({ book, body }: Call, act: (application: Application) => Reply): Reply => {
  if (typeof body['applicationId'] !== 'string') return failed('invalid_input', 'applicationId is required');
  const application = book.applications.get(body['applicationId']);
  return application === undefined ? failed('application_not_found') : act(application);
};

const withJob = ({ book, body }: Call, act: (job: Job) => Reply): Reply => {
  const job = book.jobs.get(textOf(body['id']));
  return job === undefined ? failed('job_not_found') : act(job);
};

const mostPerPage = 100;

/** The cursor is opaque; without `nextCursor` it was the last page. */
const page = ({ body }: Call, rows: readonly unknown[]): Reply => {
  const limit = Math.min(typeof body['limit'] === 'number' ? body['limit'] : mostPerPage, mostPerPage);
  const from = Number(Buffer.from(textOf(body['cursor']), 'base64url').toString() || 0);
  if (limit < 1 || !Number.isInteger(from)) return failed('invalid_input', 'cursor or limit is invalid');
  const isMore = rows.length > from + limit;
  const nextCursor = Buffer.from(String(from + limit)).toString('base64url');
  const results = rows.slice(from, from + limit);
  return { status: 200, body: { success: true, results, moreDataAvailable: isMore, ...(isMore && { nextCursor }) } };
};

const noteBody = z.object({
  note: z.union([z.string().min(1), z.object({ type: z.enum(['text/plain', 'text/html']), value: z.string().min(1) })]),
});

const author = { id: 'api-key', firstName: 'Parley', lastName: 'API', email: null };

const noteRow = ({ id, body, at }: { id: string; body: string; at: number }) => {
  return { id, content: body, createdAt: new Date(at).toISOString(), isPrivate: false, author };
};

const createNote = (call: Call): Reply =>
  withCandidate(call, 'candidateId', (candidate) => {
    const { data } = noteBody.safeParse(call.body);
    if (data === undefined) return failed('invalid_input', 'note is required');
    const body = typeof data.note === 'string' ? data.note : data.note.value;
    const note = { id: call.book.newId(), body, by: 'api' as const, userId: null, at: tick() };
    papersAt(call.book, candidate.id).notes.push(note);
    return succeeded(noteRow(note));
  });

const setOne = (
  { book }: Call,
  objectId: string,
  objectType: unknown,
  fieldId: unknown,
  value: unknown,
): string | null => {
  const object = objectOf(objectType);
  const field = book.fields.find((one) => one.id === fieldId && one.object === object);
  if (object === null || field === undefined) return 'custom_field_not_found';
  const holder = object === 'application' ? book.applications.get(objectId) : book.candidates.get(objectId);
  const application = [...book.applications.values()].find((one) => [one.id, one.candidateId].includes(objectId));
  if (holder === undefined || application === undefined) return 'object_not_found';
  if (!isRightValue(field, value)) return 'invalid_input';
  setField(book, application, field, value);
  return null;
};

const setValue = (call: Call): Reply => {
  const { objectId, objectType, fieldId, fieldValue } = call.body;
  if (fieldValue === undefined) return failed('invalid_input', 'fieldValue is required');
  const wrong = setOne(call, textOf(objectId), objectType, fieldId, fieldValue);
  return wrong === null ? succeeded({ fieldId, fieldValue }) : failed(wrong);
};

const valuesBody = z.array(z.object({ fieldId: z.string(), fieldValue: z.unknown() })).min(1);

/** All of them or, where one is wrong, none. */
const setValues = (call: Call): Reply => {
  const { objectId, objectType, values } = call.body;
  const { data } = valuesBody.safeParse(values);
  if (data === undefined) return failed('invalid_input', 'values is required');
  const isWrong = data.some(({ fieldId, fieldValue }) => {
    const field = call.book.fields.find((one) => one.id === fieldId);
    return field === undefined || !isRightValue(field, fieldValue);
  });
  if (isWrong) return failed('invalid_input');
  for (const { fieldId, fieldValue } of data) {
    const wrong = setOne(call, textOf(objectId), objectType, fieldId, fieldValue);
    if (wrong !== null) return failed(wrong);
  }
  return succeeded(values);
};

const createTag = ({ book, body }: Call): Reply => {
  const title = textOf(body['title']);
  if (title === '') return failed('invalid_input', 'title is required');
  const known = [...book.tags].find(([, name]) => name === title);
  // Asked for once more it answers with the one there is.
  if (known !== undefined) return succeeded(tagRow(known));
  const id = book.newId();
  book.tags.set(id, title);
  return succeeded(tagRow([id, title]));
};

const addTag = (call: Call): Reply =>
  withCandidate(call, 'candidateId', (candidate) => {
    const tagId = textOf(call.body['tagId']);
    if (!call.book.tags.has(tagId)) return failed('tag_not_found');
    const { tags } = papersAt(call.book, candidate.id);
    if (!tags.some((one) => one.tagId === tagId)) tags.push({ id: call.book.newId(), tagId });
    return succeeded(candidateRow(call.book, candidate));
  });

const removeTag = (call: Call): Reply =>
  withCandidate(call, 'candidateId', (candidate) => {
    const papers = papersAt(call.book, candidate.id);
    papers.tags = papers.tags.filter(({ tagId }) => tagId !== call.body['tagId']);
    return succeeded(candidateRow(call.book, candidate));
  });

const uploadFile = ({ book, upload }: Call): Reply => {
  const file = upload?.files['file'];
  if (upload === null || file === undefined)
    return failed('invalid_input', 'a form with candidateId and file is required');
  return withCandidate({ book, body: upload.fields }, 'candidateId', (candidate) => {
    papersAt(book, candidate.id).files.push({ id: book.newId(), ...file, at: tick() });
    return succeeded(candidateRow(book, candidate));
  });
};

const changeStage = (call: Call): Reply =>
  withApplication(call, (application) => {
    const { book, body } = call;
    const { stages } = book.jobs.get(application.jobId) ?? { stages: [] };
    const stage = stages.find(({ id }) => id === body['interviewStageId']);
    if (stage === undefined) return failed('interview_stage_not_found');
    move(book, application.id, stage.id, 'api');
    return succeeded(applicationRow(book, application));
  });

const stagesOfPlan = ({ book, body }: Call): Reply => {
  const job = [...book.jobs.values()].find(({ planId }) => planId === body['interviewPlanId']);
  if (job === undefined) return failed('interview_plan_not_found');
  return { status: 200, body: { success: true, results: stageRows(job), moreDataAvailable: false } };
};

const department = ({ book, body }: Call): Reply => {
  const all = [...book.jobs.values()].flatMap(({ departments }) => departments);
  const found = all.find(({ id }) => id === body['departmentId']);
  return found === undefined
    ? failed('department_not_found')
    : succeeded({ ...found, isArchived: false, parentId: null });
};

const fileUrl = ({ body }: Call): Reply =>
  typeof body['fileHandle'] === 'string'
    ? succeeded({ url: `https://files.ashbyhq.example/${body['fileHandle']}` })
    : failed('invalid_input');

const anonymizeCandidate = (call: Call): Reply =>
  withCandidate(call, 'candidateId', (candidate) => {
    anonymize(call.book, candidate.id);
    return succeeded(candidateRow(call.book, candidate));
  });

type Operation = { needs: Permission; run: (call: Call) => Reply };

export const operations: Record<string, Operation> = {
  '/apiKey.info': { needs: 'apiKeysRead', run: () => succeeded({ title: 'Parley', scopes: [] }) },
  '/application.info': {
    needs: 'candidatesRead',
    run: (call) => withApplication(call, (one) => succeeded(applicationRow(call.book, one))),
  },
  '/application.list': {
    needs: 'candidatesRead',
    run: (call) =>
      page(
        call,
        [...call.book.applications.values()].map((one) => applicationRow(call.book, one)),
      ),
  },
  '/application.changeStage': { needs: 'candidatesWrite', run: changeStage },
  '/candidate.info': {
    needs: 'candidatesRead',
    run: (call) => withCandidate(call, 'id', (one) => succeeded(candidateRow(call.book, one))),
  },
  '/candidate.createNote': { needs: 'candidatesWrite', run: createNote },
  '/candidate.listNotes': {
    needs: 'candidatesRead',
    run: (call) =>
      withCandidate(call, 'candidateId', ({ id }) => page(call, papersAt(call.book, id).notes.map(noteRow))),
  },
  '/candidate.addTag': { needs: 'candidatesWrite', run: addTag },
  '/candidate.removeTag': { needs: 'candidatesWrite', run: removeTag },
  '/candidate.uploadFile': { needs: 'candidatesWrite', run: uploadFile },
  '/candidate.anonymize': { needs: 'candidatesWrite', run: anonymizeCandidate },
  '/candidateTag.list': {
    needs: 'hiringProcessMetadataRead',
    run: (call) => page(call, [...call.book.tags].map(tagRow)),
  },
  '/candidateTag.create': { needs: 'hiringProcessMetadataWrite', run: createTag },
  '/customField.list': {
    needs: 'hiringProcessMetadataRead',
    run: (call) => page(call, call.book.fields.map(fieldRow)),
  },
  '/customField.setValue': { needs: 'candidatesWrite', run: setValue },
  '/customField.setValues': { needs: 'candidatesWrite', run: setValues },
  '/interviewPlan.list': {
    needs: 'interviewsRead',
    run: (call) =>
      page(
        call,
        [...call.book.jobs.values()].map(({ planId: id, name: title }) => ({ id, title })),
      ),
  },
  '/interviewStage.list': { needs: 'interviewsRead', run: stagesOfPlan },
  '/job.info': { needs: 'jobsRead', run: (call) => withJob(call, (job) => succeeded(jobRow(job))) },
  '/job.list': { needs: 'jobsRead', run: (call) => page(call, [...call.book.jobs.values()].map(jobRow)) },
  '/department.info': { needs: 'organizationRead', run: department },
  '/file.info': { needs: 'candidatesRead', run: fileUrl },
};
