// The calls of Lever's API that an opportunity is read and written by: lists in pages with an offset token, notes that nobody can edit.
import { z } from 'zod';
import {
  candidateOf,
  decide,
  move,
  papersAt,
  tagNamed,
  tick,
  type Application,
  type Book,
  type Job,
  type KeptFile,
  type Note,
} from '../book.ts';
import type { Upload } from '../bodies.ts';
import type { Reply } from '../stage.ts';

export type LeverCall = {
  book: Book;
  method: string;
  /** Below `/v1`, as `/opportunities/…/notes`. */
  path: string;
  query: URLSearchParams;
  body: Readonly<Record<string, unknown>>;
  upload: Upload | null;
};

export const failure = (status: number, code: string, message: string): Reply => ({ status, body: { code, message } });
const missing = (what: string): Reply => failure(404, 'ResourceNotFound', `${what} was not found`);
const wrong = (message: string): Reply => failure(400, 'InvalidArgument', message);
const data = (value: unknown, status = 200): Reply => ({ status, body: { data: value } });

const mostPerPage = 100;

const page = ({ query }: LeverCall, rows: readonly unknown[]): Reply => {
  const limit = Number(query.get('limit') ?? mostPerPage);
  const token = query.get('offset');
  const from = token === null ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(limit) || limit < 1 || limit > mostPerPage) return wrong('limit is between 1 and 100');
  if (!Number.isInteger(from)) return wrong('offset is not a token of ours');
  const hasNext = rows.length > from + limit;
  const next = Buffer.from(String(from + limit)).toString('base64url');
  return { status: 200, body: { data: rows.slice(from, from + limit), hasNext, ...(hasNext && { next }) } };
};

export const archiveReasons = [
  { id: '63dd55b2-a99f-4e7b-985f-22c7bf80ab42', text: 'Underqualified', status: 'active', type: 'non-hired' },
  { id: 'f1b7a8c2-0000-4000-8000-000000000001', text: 'Hired', status: 'active', type: 'hired' },
] as const;

export const archivedPart = ({ status, updatedAt }: Application) => {
  if (status === 'active') return null;
  return { archivedAt: updatedAt, reason: archiveReasons[status === 'rejected' ? 0 : 1].id };
};

/** What `expand` names is the thing itself instead of its id. */
const expandedRow = ({ book, query }: LeverCall, application: Application) => {
  const names = new Set(query.getAll('expand'));
  const row = opportunityRow(book, application);
  const stage = book.jobs.get(application.jobId)?.stages.find(({ id }) => id === application.stageId);
  const own = row.applications.map((id) => ({
    id,
    opportunityId: row.id,
    posting: application.jobId,
    type: 'posting',
  }));
  return {
    ...row,
    ...(names.has('stage') && stage !== undefined && { stage: { id: stage.id, text: stage.name } }),
    ...(names.has('applications') && { applications: own }),
  };
};

const opportunityRow = (book: Book, application: Application) => {
  const { id, candidateId, jobId, stageId, createdAt, updatedAt, moves } = application;
  const { firstName, lastName, email, phone, anonymized } = candidateOf(book, candidateId);
  const { tags, links } = papersAt(book, id);
  const show = `https://hire.lever.example/candidates/${id}`;
  return {
    id,
    name: anonymized ? 'Anonymized' : `${firstName} ${lastName}`,
    contact: candidateId,
    headline: '',
    stage: stageId,
    confidentiality: 'non-confidential',
    location: '',
    phones: phone === '' ? [] : [{ type: 'mobile', value: phone }],
    emails: email === '' ? [] : [email],
    links,
    archived: archivedPart(application),
    tags: tags.map(({ tagId }) => book.tags.get(tagId)),
    sources: [],
    stageChanges: moves.map(({ to }, toStageIndex) => ({ toStageId: to, toStageIndex, updatedAt })),
    origin: 'applied',
    owner: book.users[0]?.id ?? null,
    followers: [],
    applications: [`${id}-application`],
    postings: [jobId],
    createdAt,
    updatedAt,
    lastInteractionAt: updatedAt,
    isAnonymized: anonymized,
    urls: { list: 'https://hire.lever.example/candidates', show },
  };
};

const postingRow = ({ id, name, open, departments: [department] }: Job) => ({
  id,
  text: name,
  state: open ? 'published' : 'closed',
  categories: { team: department?.name ?? '', department: department?.name ?? '', location: '', commitment: '' },
  confidentiality: 'non-confidential',
});

const noteRow = ({ id, body, userId, at }: Note) => ({
  id,
  text: 'Note',
  fields: [{ type: 'note', text: 'Note', value: body, createdAt: at, user: userId }],
  user: userId,
  secret: false,
  completedAt: at,
  createdAt: at,
  deletedAt: null,
});

const fileRow = ({ id, name, bytes, at }: KeptFile) => ({
  id,
  downloadUrl: `https://api.lever.example/files/${id}/download`,
  ext: name.split('.').at(-1) ?? '',
  name,
  uploadedAt: at,
  status: 'processed',
  size: bytes.length,
});

type OpportunityCall = LeverCall & { application: Application; rowId: string };

/** Who does it, where that has to be told; null for a user there is not. */
const performer = ({ book, query }: LeverCall): string | null | undefined => {
  const given = query.get('perform_as');
  if (given === null) return undefined;
  return book.users.some(({ id }) => id === given) ? given : null;
};

const createNote = (call: OpportunityCall): Reply => {
  const { value } = call.body;
  if (typeof value !== 'string' || value === '') return wrong('value is required');
  const userId = performer(call);
  if (userId === null) return wrong('perform_as is no user');
  const note: Note = { id: call.book.newId(), body: value, by: 'api', userId: userId ?? null, at: tick() };
  papersAt(call.book, call.application.id).notes.push(note);
  return data(noteRow(note), 201);
};

const createFile = (call: OpportunityCall): Reply => {
  if (typeof performer(call) !== 'string') return wrong('perform_as is required');
  const file = call.upload?.files['file'];
  if (file === undefined) return wrong('file is required');
  const kept: KeptFile = { id: call.book.newId(), ...file, at: tick() };
  papersAt(call.book, call.application.id).files.push(kept);
  return data(fileRow(kept), 201);
};

const without = <Row extends { id: string }>(rows: Row[], id: string): boolean => {
  const at = rows.findIndex((row) => row.id === id);
  if (at >= 0) rows.splice(at, 1);
  return at >= 0;
};

const dropNote = ({ book, application, rowId }: OpportunityCall): Reply =>
  without(papersAt(book, application.id).notes, rowId) ? { status: 204 } : missing('Note');

const dropFile = (call: OpportunityCall): Reply => {
  if (typeof performer(call) !== 'string') return wrong('perform_as is required');
  return without(papersAt(call.book, call.application.id).files, call.rowId) ? { status: 204 } : missing('File');
};

const texts = z.array(z.string().min(1)).min(1);

const changeTags =
  (adds: boolean) =>
  ({ book, application, body }: OpportunityCall): Reply => {
    const names = texts.safeParse(body['tags']);
    if (!names.success) return wrong('tags is required');
    const papers = papersAt(book, application.id);
    const ids = new Set(names.data.map((name) => tagNamed(book, name)));
    const others = papers.tags.filter(({ tagId }) => !ids.has(tagId));
    papers.tags = adds ? [...others, ...[...ids].map((tagId) => ({ id: tagId, tagId }))] : others;
    return data(opportunityRow(book, application));
  };

const changeLinks =
  (adds: boolean) =>
  ({ book, application, body }: OpportunityCall): Reply => {
    const links = texts.safeParse(body['links']);
    if (!links.success) return wrong('links is required');
    const papers = papersAt(book, application.id);
    const others = papers.links.filter((link) => !links.data.includes(link));
    papers.links = adds ? [...others, ...links.data] : others;
    return data(opportunityRow(book, application));
  };

const changeStage = ({ book, application, body }: OpportunityCall): Reply => {
  const { stages } = book.jobs.get(application.jobId) ?? { stages: [] };
  const stage = stages.find(({ id }) => id === body['stage']);
  if (stage === undefined) return wrong('stage is no stage');
  move(book, application.id, stage.id, 'api');
  return data({});
};

const archive = ({ book, application, body }: OpportunityCall): Reply => {
  const reason = archiveReasons.find(({ id }) => id === body['reason']);
  if (reason === undefined) return wrong('reason is no archive reason');
  decide(book, application.id, reason.type === 'hired' ? 'hired' : 'rejected');
  return data({});
};

/** Below `/opportunities/:id`. */
const ofOpportunity: Record<string, (call: OpportunityCall) => Reply> = {
  'GET ': (call) => data(expandedRow(call, call.application)),
  'GET /notes': (call) => page(call, papersAt(call.book, call.application.id).notes.map(noteRow)),
  'POST /notes': createNote,
  'DELETE /notes/:id': dropNote,
  'GET /files': (call) => page(call, papersAt(call.book, call.application.id).files.map(fileRow)),
  'POST /files': createFile,
  'DELETE /files/:id': dropFile,
  'POST /addTags': changeTags(true),
  'POST /removeTags': changeTags(false),
  'POST /addLinks': changeLinks(true),
  'POST /removeLinks': changeLinks(false),
  'PUT /stage': changeStage,
  'PUT /archived': archive,
};

const lists: Record<string, (book: Book) => unknown[]> = {
  '/opportunities': (book) => [...book.applications.values()].map((one) => opportunityRow(book, one)),
  '/stages': (book) => ([...book.jobs.values()][0]?.stages ?? []).map(({ id, name }) => ({ id, text: name })),
  '/postings': (book) => [...book.jobs.values()].map(postingRow),
  '/users': (book) => book.users.map((user) => ({ ...user, accessRole: 'super admin', deactivatedAt: null })),
  '/archive_reasons': () => [...archiveReasons],
  '/tags': (book) => [...book.tags.values()].map((text) => ({ text, count: 1 })),
};

const answerOpportunity = (call: LeverCall, id: string, rest: string): Reply => {
  const application = call.book.applications.get(id);
  if (application === undefined) return missing('Opportunity');
  const [, kind = '', rowId = ''] = rest.split('/');
  const form = rowId === '' ? rest : `/${kind}/:id`;
  const act = ofOpportunity[`${call.method} ${form}`];
  return act === undefined ? missing('The endpoint') : act({ ...call, application, rowId });
};

export const answerLever = (call: LeverCall): Reply => {
  const list = call.method === 'GET' ? lists[call.path] : undefined;
  if (list !== undefined) return page(call, list(call.book));
  const [, kind = '', id = ''] = call.path.split('/');
  if (kind === 'opportunities') return answerOpportunity(call, id, call.path.slice(`/opportunities/${id}`.length));
  const reason = kind === 'archive_reasons' ? archiveReasons.find((one) => one.id === id) : undefined;
  if (reason !== undefined && call.method === 'GET') return data(reason);
  const posting = kind === 'postings' && call.method === 'GET' ? call.book.jobs.get(id) : undefined;
  return posting === undefined ? missing('The endpoint') : data(postingRow(posting));
};
