// What Harvest v3 writes: fields of an application or a candidate, notes, tags, attachments, and moves that are checked against where it stands.
import { z } from 'zod';
import {
  decide,
  move,
  papersAt,
  papersOf,
  removeCandidate,
  setField,
  tick,
  type Application,
  type Book,
  type FieldObject,
} from '../book.ts';
import { objectIn } from '../bodies.ts';
import type { Reply } from '../stage.ts';
import { readChanges } from './fields.ts';
import { applicationRow, candidateRow, invalid } from './harvest.ts';

export type WriteOptions = {
  /** What a PATCH makes of fields that it does not name: Greenhouse is said to empty them. */
  unnamedFields: 'emptied' | 'kept';
};

export const notFound: Reply = { status: 404, body: { message: 'Resource not found' } };

const id = z.union([z.int().positive(), z.string().regex(/^\d{1,18}$/)]).transform(String);

const noteBody = z.strictObject({
  candidate_id: id,
  user_id: id.optional(),
  body: z.string().min(1),
  visibility: z.enum(['admin_only', 'private', 'public']),
  note_type: z.enum(['NOTE', 'ACTIVITY', 'EMAIL']).optional(),
});

const attachmentBody = z
  .strictObject({
    application_id: id,
    filename: z.string().min(1).max(255),
    type: z.enum([
      'resume',
      'cover_letter',
      'admin_only',
      'public',
      'take_home_test',
      'offer_packet',
      'offer_letter',
      'signed_offer_letter',
      'other',
    ]),
    content: z.base64().optional(),
    url: z.url().optional(),
    content_type: z.string().optional(),
    visibility: z.enum(['admin_only', 'private', 'public']).optional(),
  })
  .refine(({ content, url }) => (content === undefined) !== (url === undefined), {
    path: ['content'],
    error: 'Exactly one of content and url.',
  });

const moveBody = z.strictObject({ from_stage_id: id, to_stage_id: id.optional() });
const appliedTagBody = z.strictObject({ candidate_id: id, candidate_tag_id: id });
const tagBody = z.strictObject({ name: z.string().min(1).max(255) });

const refusal = ({ issues }: z.ZodError): Reply =>
  invalid(...issues.map(({ path, message }) => ({ field: path.join('.'), message: `${path.join('.')}: ${message}` })));

const patchFields = (
  book: Book,
  application: Application,
  object: FieldObject,
  given: unknown,
  options: WriteOptions,
) => {
  const { changes, errors } = readChanges(book, object, given);
  if (errors.length > 0) return invalid(...errors);
  const named = new Set(changes.map(({ field }) => field.key));
  const own = book.fields.filter((field) => field.object === object);
  const emptied = options.unnamedFields === 'emptied' ? own.filter(({ key }) => !named.has(key)) : [];
  for (const field of emptied) setField(book, application, field, null);
  for (const { field, value } of changes) setField(book, application, field, value);
  return null;
};

type Body = Readonly<Record<string, unknown>>;
type Call = { book: Book; id: string; body: Body; options: WriteOptions };

const patchApplication = ({ book, id: applicationId, body, options }: Call): Reply => {
  const application = book.applications.get(applicationId);
  if (application === undefined) return notFound;
  const refused = patchFields(book, application, 'application', body['custom_fields'], options);
  return refused ?? { status: 200, body: applicationRow(book, application) };
};

const patchCandidate = ({ book, id: candidateId, body, options }: Call): Reply => {
  const candidate = book.candidates.get(candidateId);
  const application = [...book.applications.values()].find((one) => one.candidateId === candidateId);
  if (candidate === undefined || application === undefined) return notFound;
  const refused = patchFields(book, application, 'candidate', body['custom_fields'], options);
  return refused ?? { status: 200, body: candidateRow(book, candidate) };
};

const createNote = ({ book, body }: Call): Reply => {
  const { data, error } = noteBody.safeParse(body);
  if (error !== undefined) return refusal(error);
  if (!book.candidates.has(data.candidate_id)) return notFound;
  const userId = data.user_id ?? null;
  if (userId !== null && !book.users.some((user) => user.id === userId)) {
    return invalid({ field: 'user_id', message: 'user_id does not exist' });
  }
  const note = { id: book.newId(), body: data.body, by: 'api' as const, userId, at: tick() };
  papersAt(book, data.candidate_id).notes.push(note);
  const { visibility, note_type: type = 'NOTE' } = data;
  const told = { id: Number(note.id), candidate_id: Number(data.candidate_id), body: note.body, visibility, type };
  return { status: 201, body: { ...told, user_id: userId === null ? null : Number(userId) } };
};

const createAttachment = ({ book, body }: Call): Reply => {
  const { data, error } = attachmentBody.safeParse(body);
  if (error !== undefined) return refusal(error);
  const application = book.applications.get(data.application_id);
  if (application === undefined) return notFound;
  const bytes = Buffer.from(data.content ?? '', 'base64');
  const contentType = data.content_type ?? '';
  const file = { id: book.newId(), name: data.filename, contentType, bytes, at: tick() };
  papersOf(book, application).files.push(file);
  const { candidateId } = application;
  const told = { id: Number(file.id), application_id: Number(application.id), candidate_id: Number(candidateId) };
  const url = `https://files.greenhouse.example/${file.id}`;
  return { status: 201, body: { ...told, filename: file.name, type: data.type, url } };
};

const removeAttachment = ({ book, id: fileId }: Call): Reply => {
  const papers = [...book.papers.values()].find(({ files }) => files.some((file) => file.id === fileId));
  if (papers === undefined) return notFound;
  papers.files = papers.files.filter((file) => file.id !== fileId);
  return { status: 204 };
};

const createTag = ({ book, body }: Call): Reply => {
  const { data, error } = tagBody.safeParse(body);
  if (error !== undefined) return refusal(error);
  if ([...book.tags.values()].includes(data.name)) {
    return invalid({ field: 'name', message: 'name has already been taken' });
  }
  const tagId = book.newId();
  book.tags.set(tagId, data.name);
  return { status: 201, body: { id: Number(tagId), name: data.name } };
};

const applyTag = ({ book, body }: Call): Reply => {
  const { data, error } = appliedTagBody.safeParse(body);
  if (error !== undefined) return refusal(error);
  const { candidate_id: candidateId, candidate_tag_id: tagId } = data;
  if (!book.candidates.has(candidateId) || !book.tags.has(tagId)) return notFound;
  const { tags } = papersAt(book, candidateId);
  if (tags.some((one) => one.tagId === tagId)) {
    return invalid({ field: 'candidate_tag_id', message: 'candidate_tag_id has already been taken' });
  }
  const pair = { id: book.newId(), tagId };
  tags.push(pair);
  const told = { id: Number(pair.id), candidate_id: Number(candidateId), candidate_tag_id: Number(tagId) };
  return { status: 201, body: told };
};

const removeTag = ({ book, id: pairId }: Call): Reply => {
  const papers = [...book.papers.values()].find(({ tags }) => tags.some((pair) => pair.id === pairId));
  if (papers === undefined) return notFound;
  papers.tags = papers.tags.filter((pair) => pair.id !== pairId);
  return { status: 204 };
};

const moveApplication = ({ book, id: applicationId, body }: Call): Reply => {
  const application = book.applications.get(applicationId);
  if (application === undefined) return notFound;
  const { data, error } = moveBody.safeParse(body);
  if (error !== undefined) return refusal(error);
  if (application.status !== 'active') return invalid({ field: 'id', message: 'The application is not in process' });
  const { stages } = book.jobs.get(application.jobId) ?? { stages: [] };
  const at = stages.findIndex((stage) => stage.id === application.stageId);
  if (data.from_stage_id !== application.stageId) {
    return invalid({ field: 'from_stage_id', message: 'from_stage_id is not the current stage' });
  }
  const to = data.to_stage_id === undefined ? stages[at + 1] : stages.find((stage) => stage.id === data.to_stage_id);
  if (to === undefined || to.id === application.stageId) {
    return invalid({ field: 'to_stage_id', message: 'to_stage_id is not another stage of this job' });
  }
  move(book, applicationId, to.id, 'api');
  return { status: 204 };
};

const rejectApplication = ({ book, id: applicationId }: Call): Reply => {
  if (!book.applications.has(applicationId)) return notFound;
  decide(book, applicationId, 'rejected');
  return { status: 204 };
};

const deleteCandidate = ({ book, id: candidateId }: Call): Reply => {
  if (!book.candidates.has(candidateId)) return notFound;
  removeCandidate(book, candidateId);
  return { status: 204 };
};

/** By the form of the call, with `:id` for a number. */
const writes: Record<string, (call: Call) => Reply> = {
  'PATCH /v3/applications/:id': patchApplication,
  'POST /v3/applications/:id/move': moveApplication,
  'POST /v3/applications/:id/reject': rejectApplication,
  'PATCH /v3/candidates/:id': patchCandidate,
  'DELETE /v3/candidates/:id': deleteCandidate,
  'POST /v3/notes': createNote,
  'POST /v3/attachments': createAttachment,
  'DELETE /v3/attachments/:id': removeAttachment,
  'POST /v3/candidate_tags': createTag,
  'POST /v3/applied_candidate_tags': applyTag,
  'DELETE /v3/applied_candidate_tags/:id': removeTag,
};

/** Null where there is no such call. */
export const write = (
  book: Book,
  { method, path, body }: { method: string; path: string; body: string },
  options: WriteOptions,
): Reply | null => {
  const rowId = /\/(\d{1,18})(?:\/|$)/.exec(path)?.[1] ?? '';
  const act = writes[`${method} ${rowId === '' ? path : path.replace(rowId, ':id')}`];
  if (act === undefined) return null;
  const parsed = objectIn(body);
  if (parsed === null) return { status: 400, body: { message: 'Your request included invalid JSON.' } };
  return act({ book, id: rowId, body: parsed, options });
};
