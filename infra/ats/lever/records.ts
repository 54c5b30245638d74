// Lever's record of a candidate is an opportunity: notes, tags, links, files and its stage. It has no fields of a customer's own to write.
import { z } from 'zod';
import type { AtsApplication } from '../../../domain/ports/ats-hooks.ts';
import { VendorTrouble, type AtsRecords, type AtsSession } from '../../../domain/ports/ats-records.ts';
import { checkSize, gone, multipart, shaped } from '../dialect.ts';
import { textOf, timeOf } from '../hook-parts.ts';
import { trouble } from '../trouble.ts';
import { configSchema } from './settings.ts';

/** An id alone, or the thing itself where it was asked for. */
const expandable = z.union([
  z.string().transform((id) => ({ id, text: null })),
  z.looseObject({ id: z.string(), text: z.string().nullish() }),
]);

const opportunitySchema = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  contact: expandable.nullish(),
  emails: z.array(z.string()).nullish(),
  phones: z.array(z.looseObject({ value: z.string().nullish() })).nullish(),
  stage: expandable.nullish(),
  archived: z.looseObject({ reason: z.string().nullish() }).nullish(),
  /** Without the wish to see them they are ids. */
  applications: z.array(z.union([z.string(), z.looseObject({ posting: expandable.nullish() })])).nullish(),
  tags: z.array(z.string()).nullish(),
  links: z.array(z.string()).nullish(),
  urls: z.looseObject({ show: z.string().nullish() }).nullish(),
  updatedAt: z.number().nullish(),
});
const postingSchema = z.looseObject({
  id: z.string(),
  text: z.string().nullish(),
  state: z.string().nullish(),
  categories: z.looseObject({ department: z.string().nullish(), team: z.string().nullish() }).nullish(),
});
const reasonSchema = z.looseObject({ type: z.string().nullish() });
const noteSchema = z.looseObject({
  id: z.string(),
  text: z.string().nullish(),
  value: z.string().nullish(),
  fields: z.array(z.looseObject({ value: z.unknown() })).nullish(),
  deletedAt: z.number().nullish(),
});
const fileSchema = z.looseObject({ id: z.string(), name: z.string().nullish() });
const stageSchema = z.looseObject({ id: z.string(), text: z.string() });
const idSchema = z.looseObject({ id: z.string() });

const perPage = 100;
const pagesMax = 20;

const encoded = (id: string): string => encodeURIComponent(id);
const pathOf = (opportunityId: string, rest = ''): string => `/opportunities/${encoded(opportunityId)}${rest}`;

const dataOf = async <Schema extends z.ZodType>(session: AtsSession, url: string, schema: Schema) => {
  const { body } = await session.call({ method: 'GET', url });
  const { data } = shaped(z.looseObject({ data: z.unknown() }), body);
  return shaped(schema, data);
};

const listOf = async <Row extends z.ZodType>(session: AtsSession, path: string, row: Row): Promise<z.output<Row>[]> => {
  const rows: z.output<Row>[] = [];
  const schema = z.looseObject({ data: z.array(row), hasNext: z.boolean().nullish(), next: z.string().nullish() });
  let offset: string | null = null;
  for (let page = 0; page < pagesMax; page += 1) {
    const query = new URLSearchParams({ limit: String(perPage), ...(offset !== null && { offset }) });
    const { body } = await session.call({ method: 'GET', url: `${path}?${query.toString()}` });
    const answer = shaped(schema, body);
    rows.push(...answer.data);
    offset = answer.next ?? null;
    if (answer.hasNext !== true || offset === null) return rows;
  }
  // A part of a list would hide a note of ours, which would then be written twice.
  throw trouble('vendor.too_many');
};

/** In whose name; without one it is the key's own, where Lever allows that. */
const performAs = ({ config }: AtsSession): string => {
  const { performAs: userId } = configSchema.parse(config);
  return userId === undefined ? '' : `?${new URLSearchParams({ perform_as: userId }).toString()}`;
};

const send = async (session: AtsSession, method: 'POST' | 'PUT', path: string, body: object): Promise<unknown> => {
  const headers = { 'content-type': 'application/json' };
  const url = `${path}${performAs(session)}`;
  return (await session.call({ method, url, headers, body: JSON.stringify(body) })).body;
};

const madeId = (body: unknown): { id: string } => ({ id: shaped(z.looseObject({ data: idSchema }), body).data.id });

const orNull = async <Result>(asking: Promise<Result>): Promise<Result | null> => {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof VendorTrouble && error.code === 'record_missing') return null;
    throw error;
  }
};

/** Whoever was hired is archived too, for a reason of that type. */
const statusOf = async (
  session: AtsSession,
  { archived }: z.output<typeof opportunitySchema>,
): Promise<AtsApplication['status']> => {
  if (archived == null) return 'active';
  const reason =
    archived.reason == null
      ? null
      : await orNull(dataOf(session, `/archive_reasons/${encoded(archived.reason)}`, reasonSchema));
  return reason?.type === 'hired' ? 'hired' : 'rejected';
};

const jobOf = async (
  session: AtsSession,
  { applications }: z.output<typeof opportunitySchema>,
): Promise<AtsApplication['job']> => {
  const [posting] = (applications ?? []).flatMap((each) => (typeof each === 'object' ? (each.posting ?? []) : []));
  if (posting === undefined) return null;
  const job = await orNull(dataOf(session, `/postings/${encoded(posting.id)}`, postingSchema));
  if (job === null) return null;
  const { department, team } = job.categories ?? {};
  const state = textOf(job.state);
  return {
    id: job.id,
    name: textOf(job.text),
    open: state === null ? null : state !== 'closed',
    departments: [...new Set([department, team].flatMap((name) => textOf(name) ?? []))],
  };
};

const firstOf = (texts: readonly unknown[], lengthMax: number): string | null =>
  texts.flatMap((text) => textOf(text, lengthMax) ?? [])[0] ?? null;

const personOf = ({ name, emails, phones }: z.output<typeof opportunitySchema>): AtsApplication['person'] => ({
  name: textOf(name, 200),
  email: firstOf(emails ?? [], 320),
  phone: firstOf(
    (phones ?? []).map(({ value }) => value),
    100,
  ),
});

const readApplication: AtsRecords['readApplication'] = async (session, { applicationId }) => {
  const url = pathOf(applicationId, '?expand=stage&expand=applications');
  const told = await orNull(dataOf(session, url, opportunitySchema));
  if (told === null) return null;
  const { stage } = told;
  return {
    applicationId: told.id,
    candidateId: told.contact?.id ?? told.id,
    status: await statusOf(session, told),
    stage: stage == null ? null : { id: stage.id, name: textOf(stage.text) },
    job: await jobOf(session, told),
    person: personOf(told),
    profileUrl: textOf(told.urls?.show, 2_000),
    updatedAt: timeOf(told.updatedAt),
  };
};

const opportunityOf = (session: AtsSession, id: string) => dataOf(session, pathOf(id), opportunitySchema);

const holds = ({ text, value, fields }: z.output<typeof noteSchema>, mark: string): boolean =>
  [text, value, ...(fields ?? []).map((field) => field.value)].some(
    (each) => typeof each === 'string' && each.includes(mark),
  );

/** 30 MB of a file are documented, a note's length is not. */
const limits = { noteCharacters: 10_000, fileBytes: 30_000_000 };

const notes: Pick<AtsRecords, 'findNote' | 'addNote' | 'deleteNote'> = {
  findNote: async (session, { applicationId }, mark) => {
    const all = await listOf(session, pathOf(applicationId, '/notes'), noteSchema);
    const found = all.find((note) => note.deletedAt == null && holds(note, mark));
    return found === undefined ? null : { id: found.id };
  },
  addNote: async (session, { applicationId }, body) => {
    checkSize(body.length, limits.noteCharacters);
    return madeId(await send(session, 'POST', pathOf(applicationId, '/notes'), { value: body }));
  },
  deleteNote: (session, { applicationId }, id) =>
    gone(session.call({ method: 'DELETE', url: pathOf(applicationId, `/notes/${encoded(id)}`) })),
};

const tags: Pick<AtsRecords, 'readTags' | 'addTag' | 'removeTag'> = {
  readTags: async (session, { applicationId }) => (await opportunityOf(session, applicationId)).tags ?? [],
  addTag: async (session, { applicationId }, tag) => {
    await send(session, 'POST', pathOf(applicationId, '/addTags'), { tags: [tag] });
  },
  removeTag: async (session, { applicationId }, tag) => {
    await send(session, 'POST', pathOf(applicationId, '/removeTags'), { tags: [tag] });
  },
};

const files: Pick<AtsRecords, 'findFile' | 'addFile' | 'deleteFile'> = {
  findFile: async (session, { applicationId }, name) => {
    const all = await listOf(session, pathOf(applicationId, '/files'), fileSchema);
    const found = all.find((file) => file.name === name);
    return found === undefined ? null : { id: found.id };
  },
  addFile: async (session, { applicationId }, file) => {
    checkSize(file.bytes.byteLength, limits.fileBytes);
    const query = performAs(session);
    // Lever wants to know who uploads.
    if (query === '') throw trouble('vendor.settings_invalid');
    const { headers, body } = await multipart(file);
    const url = pathOf(applicationId, `/files${query}`);
    return madeId((await session.call({ method: 'POST', url, headers, body })).body);
  },
  deleteFile: (session, { applicationId }, id) =>
    gone(session.call({ method: 'DELETE', url: pathOf(applicationId, `/files/${encoded(id)}${performAs(session)}`) })),
};

const links: Pick<AtsRecords, 'addLink' | 'readLinks'> = {
  addLink: async (session, { applicationId }, url) => {
    await send(session, 'POST', pathOf(applicationId, '/addLinks'), { links: [url] });
  },
  readLinks: async (session, { applicationId }) => (await opportunityOf(session, applicationId)).links ?? [],
};

const stages: Pick<AtsRecords, 'listStages' | 'moveStage'> = {
  listStages: async (session) =>
    (await listOf(session, '/stages', stageSchema)).map(({ id, text }) => ({ id, name: text })),
  moveStage: async (session, { applicationId }, { to }) => {
    await send(session, 'PUT', pathOf(applicationId, '/stage'), { stage: to });
  },
};

/** Whatever is asked about a field, there is none. */
const noFields = (asked: readonly unknown[]): Promise<never[]> =>
  asked.length === 0 ? Promise.resolve([]) : Promise.reject(trouble('vendor.field_unknown'));

export const leverRecords: AtsRecords = {
  limits,
  readApplication,
  listFields: () => Promise.resolve([]),
  readFields: (_session, _ref, fields) => noFields(fields),
  writeFields: async (_session, _ref, values) => {
    await noFields(values);
  },
  ...notes,
  ...tags,
  ...files,
  ...links,
  ...stages,
};
