// What Harvest v3 lists: each resource as rows with their filters, in pages that are followed by a cursor alone.
import { papersOf, stageOf, type Application, type Book, type Candidate } from '../book.ts';
import type { Received, Reply } from '../stage.ts';
import { customFields } from './fields.ts';

type Row = Readonly<Record<string, unknown>> & { id: number };

const time = (at: number): string => new Date(at).toISOString();
const epoch = time(Date.UTC(2026, 0, 1));
const made = { created_at: epoch, updated_at: epoch };

export const candidateRow = (book: Book, candidate: Candidate): Row => ({
  id: Number(candidate.id),
  first_name: candidate.firstName,
  last_name: candidate.lastName,
  company: null,
  title: null,
  private: false,
  can_email: true,
  email_addresses: candidate.email === '' ? [] : [{ value: candidate.email, type: 'personal' }],
  phone_numbers: candidate.phone === '' ? [] : [{ value: candidate.phone, type: 'mobile' }],
  addresses: [],
  website_addresses: [],
  social_media_addresses: [],
  tags: (book.papers.get(candidate.id)?.tags ?? []).map(({ tagId }) => book.tags.get(tagId)),
  custom_fields: customFields(book, 'candidate', candidate.fields, { numbersAsText: true }),
  created_at: time(candidate.createdAt),
  updated_at: time(candidate.updatedAt),
  last_activity_at: time(candidate.updatedAt),
});

/** What was `active` in older versions is `in_process`. */
const statusWords = { active: 'in_process', rejected: 'rejected', hired: 'hired' };

export const applicationRow = (book: Book, application: Application): Row => ({
  id: Number(application.id),
  candidate_id: Number(application.candidateId),
  job_id: Number(application.jobId),
  job_post_id: null,
  // Another space of ids than that of the job's stages.
  stage_id: Number(application.stageId) + 5_000_000,
  job_interview_stage_id: Number(application.stageId),
  stage_name: stageOf(book, application).name,
  status: statusWords[application.status],
  prospect: false,
  rejected_at: application.status === 'rejected' ? time(application.updatedAt) : null,
  custom_fields: customFields(book, 'application', application.fields, { numbersAsText: true }),
  created_at: time(application.createdAt),
  updated_at: time(application.updatedAt),
  last_activity_at: time(application.updatedAt),
});

const papersOfAll = (book: Book) =>
  [...book.candidates.keys()].flatMap((candidateId) => {
    const papers = book.papers.get(candidateId);
    return papers === undefined ? [] : [{ candidateId: Number(candidateId), ...papers }];
  });

const noteRows = (book: Book): Row[] =>
  papersOfAll(book).flatMap(({ candidateId, notes }) =>
    notes.map(({ id, body, userId, at }) => ({
      id: Number(id),
      candidate_id: candidateId,
      application_id: null,
      user_id: userId === null ? null : Number(userId),
      body,
      subject: null,
      type: 'NOTE',
      // Written as `public`, and read under another word.
      visibility: 'publicly_visible',
      created_at: time(at),
      updated_at: time(at),
    })),
  );

const attachmentRows = (book: Book): Row[] =>
  [...book.applications.values()].flatMap((application) =>
    papersOf(book, application).files.map(({ id, name, at }) => ({
      id: Number(id),
      application_id: Number(application.id),
      candidate_id: Number(application.candidateId),
      filename: name,
      type: 'other',
      url: `https://files.greenhouse.example/${id}`,
      created_at: time(at),
      updated_at: time(at),
    })),
  );

const tagRows = (book: Book): Row[] => [...book.tags].map(([id, name]) => ({ id: Number(id), name, ...made }));

const appliedTagRows = (book: Book): Row[] =>
  papersOfAll(book).flatMap(({ candidateId, tags }) =>
    tags.map(({ id, tagId }) => {
      return { id: Number(id), candidate_id: candidateId, candidate_tag_id: Number(tagId), ...made };
    }),
  );

const jobRows = (book: Book): Row[] =>
  [...book.jobs.values()].map(({ id, name, open, departments: [department] }) => ({
    id: Number(id),
    name,
    requisition_id: null,
    confidential: false,
    status: open ? 'open' : 'closed',
    department_id: department === undefined ? null : Number(department.id),
    office_ids: [],
    custom_fields: {},
    ...made,
  }));

const stageRows = (book: Book): Row[] =>
  [...book.jobs.values()].flatMap((job) =>
    job.stages.map(({ id, name }, sort_order) => {
      return { id: Number(id), job_id: Number(job.id), name, sort_order, active: true, ...made };
    }),
  );

const departmentRows = (book: Book): Row[] =>
  [...book.jobs.values()].flatMap(({ departments }) =>
    departments.map(({ id, name }) => ({ id: Number(id), name, parent_id: null, external_id: null, ...made })),
  );

const userRows = (book: Book): Row[] =>
  book.users.map(({ id, name, email }) => {
    return { id: Number(id), name, primary_email: email, deactivated: false, site_admin: true, ...made };
  });

const fieldRows = (book: Book): Row[] =>
  book.fields.map(({ id, key, name, object, type }, sort_order) => ({
    id: Number(id),
    name,
    name_key: key,
    field_type: object,
    value_type: type,
    active: true,
    private: false,
    required: false,
    sort_order,
    ...made,
  }));

const optionRows = (book: Book): Row[] =>
  book.fields.flatMap((field) =>
    field.options.map(({ id, label }, sort_order) => {
      return { id: Number(id), custom_field_id: Number(field.id), name: label, active: true, sort_order, ...made };
    }),
  );

const applicationRows = (book: Book): Row[] =>
  [...book.applications.values()].map((application) => applicationRow(book, application));
const candidateRows = (book: Book): Row[] =>
  [...book.candidates.values()].map((candidate) => candidateRow(book, candidate));

/** Filters by the member that they hold a list of ids of, or whose value they name. */
const resources: Record<string, { rows: (book: Book) => Row[]; filters: readonly string[] }> = {
  candidates: { rows: candidateRows, filters: [] },
  applications: { rows: applicationRows, filters: ['candidate_ids', 'job_ids', 'status'] },
  jobs: { rows: jobRows, filters: ['status', 'department_ids'] },
  job_interview_stages: { rows: stageRows, filters: ['job_ids', 'active'] },
  departments: { rows: departmentRows, filters: [] },
  users: { rows: userRows, filters: [] },
  custom_fields: { rows: fieldRows, filters: ['field_type', 'active'] },
  custom_field_options: { rows: optionRows, filters: ['custom_field_ids', 'active'] },
  notes: { rows: noteRows, filters: ['candidate_ids', 'application_ids', 'visibility'] },
  attachments: { rows: attachmentRows, filters: ['candidate_ids', 'application_ids', 'type'] },
  candidate_tags: { rows: tagRows, filters: [] },
  applied_candidate_tags: { rows: appliedTagRows, filters: ['candidate_ids', 'candidate_tag_ids'] },
};

const defaultPerPage = 100;
const mostPerPage = 500;
const mostIds = 50;

export const invalid = (...errors: { field: string; message: string }[]): Reply => ({
  status: 422,
  body: { message: 'Validation error', errors },
});

const idsOf = (filter: string): string => (filter === 'ids' ? 'id' : filter.replace(/s$/, ''));

const fits = (row: Row, filter: string, wanted: string): boolean => {
  const member = filter.endsWith('ids') ? idsOf(filter) : filter;
  return wanted.split(',').includes(String(row[member]));
};

const checkFilters = (filters: readonly string[], asked: ReadonlyMap<string, string>): Reply | null => {
  for (const [name, value] of asked) {
    if (!['ids', 'per_page', ...filters].includes(name)) {
      return invalid({ field: name, message: `Invalid attribute: ${name}` });
    }
    if (name.endsWith('ids') && value.split(',').length > mostIds) {
      return invalid({ field: name, message: `${name} takes at most ${mostIds} ids` });
    }
  }
  const perPage = Number(asked.get('per_page') ?? defaultPerPage);
  const isRight = Number.isInteger(perPage) && perPage >= 1 && perPage <= mostPerPage;
  return isRight ? null : invalid({ field: 'per_page', message: `per_page is between 1 and ${mostPerPage}` });
};

type Cursor = { asked: [string, string][]; below: number };

const readCursor = (cursor: string): Cursor | null => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Cursor;
  } catch {
    return null;
  }
};

const page = (book: Book, name: string, baseUrl: string, { asked, below }: Cursor): Reply => {
  const { rows = () => [], filters = [] } = resources[name] ?? {};
  const wanted = new Map(asked);
  const refusal = checkFilters(filters, wanted);
  if (refusal !== null) return refusal;
  const perPage = Number(wanted.get('per_page') ?? defaultPerPage);
  wanted.delete('per_page');
  const left = rows(book)
    .filter((row) => row.id < below && [...wanted].every(([filter, value]) => fits(row, filter, value)))
    .toSorted((one, other) => other.id - one.id);
  const shown = left.slice(0, perPage);
  if (left.length <= perPage) return { status: 200, body: shown };
  const next: Cursor = { asked, below: shown.at(-1)?.id ?? 0 };
  const cursor = Buffer.from(JSON.stringify(next)).toString('base64url');
  return { status: 200, body: shown, headers: { link: `<${baseUrl}/${name}?cursor=${cursor}>; rel="next"` } };
};

/** `GET /v3/<resource>`; a single row is read by `ids`. Null where there is no such resource. */
export const list = (book: Book, { path, query }: Received, baseUrl: string): Reply | null => {
  const name = path.slice('/v3/'.length);
  if (!Object.hasOwn(resources, name)) return null;
  const asked = [...new URLSearchParams(query)];
  const cursor = asked.find(([key]) => key === 'cursor')?.[1];
  if (cursor === undefined) return page(book, name, baseUrl, { asked, below: Infinity });
  if (asked.length > 1) return invalid({ field: 'cursor', message: 'cursor must be the only query parameter' });
  const read = readCursor(cursor);
  return read === null
    ? invalid({ field: 'cursor', message: 'cursor is invalid' })
    : page(book, name, baseUrl, { ...read, below: Number(read.below) });
};
