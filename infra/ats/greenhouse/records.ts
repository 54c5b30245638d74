// Greenhouse's record of a candidate over Harvest v3: notes, tags, files and stages; fields are in a file of their own.
import { z } from 'zod';
import type { AtsApplication } from '../../../domain/ports/ats-hooks.ts';
import type { AtsRecords, AtsSession } from '../../../domain/ports/ats-records.ts';
import { checkSize, gone } from '../dialect.ts';
import { textOf, timeOf } from '../hook-parts.ts';
import { trouble } from '../trouble.ts';
import { greenhouseFields } from './custom-fields.ts';
import { idOf, idSchema, listOf, madeId, oneOf, send } from './harvest.ts';
import { configSchema } from './settings.ts';
import { nameOf, preferred, statusOf } from './words.ts';

const applicationSchema = z.looseObject({
  id: z.int(),
  candidate_id: z.int(),
  status: z.string().nullish(),
  job_id: z.int().nullish(),
  job_interview_stage_id: z.int().nullish(),
  stage_name: z.string().nullish(),
  updated_at: z.string().nullish(),
});
const stageOfApplicationSchema = z.looseObject({
  application_id: z.int(),
  job_interview_stage_id: z.int(),
  current: z.boolean().nullish(),
});
const contactSchema = z.array(z.looseObject({ type: z.string().nullish(), value: z.string().nullish() })).nullish();
const candidateSchema = z.looseObject({
  id: z.int(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  email_addresses: contactSchema,
  phone_numbers: contactSchema,
  tags: z.array(z.string()).nullish(),
});
const jobSchema = z.looseObject({
  id: z.int(),
  name: z.string().nullish(),
  status: z.string().nullish(),
  department_id: z.int().nullish(),
});
const namedSchema = z.looseObject({ id: z.int(), name: z.string() });
const noteSchema = z.looseObject({ id: z.int(), body: z.string().nullish() });
const fileSchema = z.looseObject({ id: z.int(), filename: z.string().nullish() });

/** Where an application does not say it: its own `stage_id` is another id than that of the job's stage, of which rules and moves speak. */
const stageOfHistory = async (session: AtsSession, applicationId: number): Promise<number | null> => {
  const filters = { application_ids: String(applicationId), current: 'true' };
  const stages = await listOf(session, '/application_stages', stageOfApplicationSchema, filters);
  const own = stages.find((each) => each.application_id === applicationId && each.current !== false);
  return own?.job_interview_stage_id ?? null;
};

type Application = z.output<typeof applicationSchema>;

const stageOf = async (session: AtsSession, { id, job_interview_stage_id: stageId }: Application) =>
  stageId ?? (await stageOfHistory(session, id));

const jobOf = async (session: AtsSession, jobId: number | null | undefined): Promise<AtsApplication['job']> => {
  const job = jobId == null ? null : await oneOf(session, '/jobs', jobSchema, jobId);
  if (job === null) return null;
  const { department_id: departmentId } = job;
  const status = textOf(job.status);
  const found = departmentId == null ? null : await oneOf(session, '/departments', namedSchema, departmentId);
  const department = textOf(found?.name);
  return {
    id: String(job.id),
    name: textOf(job.name),
    open: status === null ? null : status === 'open',
    departments: department === null ? [] : [department],
  };
};

const personOf = async (session: AtsSession, candidateId: number): Promise<AtsApplication['person']> => {
  const candidate = await oneOf(session, '/candidates', candidateSchema, candidateId);
  return {
    name: nameOf([candidate?.first_name, candidate?.last_name]),
    email: preferred(candidate?.email_addresses),
    phone: preferred(candidate?.phone_numbers),
  };
};

const readApplication: AtsRecords['readApplication'] = async (session, { applicationId }) => {
  const application = await oneOf(session, '/applications', applicationSchema, idOf(applicationId));
  if (application === null) return null;
  const stageId = await stageOf(session, application);
  return {
    applicationId: String(application.id),
    candidateId: String(application.candidate_id),
    status: statusOf(application.status),
    stage: stageId === null ? null : { id: String(stageId), name: textOf(application.stage_name) },
    job: await jobOf(session, application.job_id),
    person: await personOf(session, application.candidate_id),
    profileUrl: null,
    updatedAt: timeOf(application.updated_at),
  };
};

const settingsOf = ({ config }: AtsSession) => {
  const { userId, noteVisibility: visibility = 'public' } = configSchema.parse(config);
  return { userId, visibility };
};

/** Documented nowhere: small enough for what is known of similar products. */
const limits = { noteCharacters: 10_000, fileBytes: 5_000_000 };

const notes: Pick<AtsRecords, 'findNote' | 'addNote'> = {
  findNote: async (session, { candidateId }, mark) => {
    const candidate_ids = String(idOf(candidateId));
    const found = (await listOf(session, '/notes', noteSchema, { candidate_ids })).find(({ body }) =>
      body?.includes(mark),
    );
    return found === undefined ? null : { id: String(found.id) };
  },
  addNote: async (session, { candidateId }, body) => {
    checkSize(body.length, limits.noteCharacters);
    const { userId, visibility } = settingsOf(session);
    // A note has an author.
    if (userId === undefined) throw trouble('vendor.settings_invalid');
    const note = { candidate_id: idOf(candidateId), user_id: idOf(userId), body, visibility, note_type: 'NOTE' };
    return madeId(await send(session, 'POST', '/notes', note));
  },
};

/** The tag of this name, among all that the customer has. */
const tagIdOf = async (session: AtsSession, tag: string): Promise<number | null> => {
  const tags = await listOf(session, '/candidate_tags', namedSchema);
  return tags.find(({ name }) => name === tag)?.id ?? null;
};

const appliedIds = async (session: AtsSession, candidateId: number, tagId: number): Promise<number[]> => {
  const filters = { candidate_ids: String(candidateId), candidate_tag_ids: String(tagId) };
  return (await listOf(session, '/applied_candidate_tags', idSchema, filters)).map(({ id }) => id);
};

const tags: Pick<AtsRecords, 'readTags' | 'addTag' | 'removeTag'> = {
  readTags: async (session, { candidateId }) => {
    const candidate = await oneOf(session, '/candidates', candidateSchema, idOf(candidateId));
    if (candidate === null) throw trouble('record_missing');
    return candidate.tags ?? [];
  },
  addTag: async (session, { candidateId }, tag) => {
    const known = await tagIdOf(session, tag);
    const tagId = known ?? idOf(madeId(await send(session, 'POST', '/candidate_tags', { name: tag })).id);
    const candidate = idOf(candidateId);
    if ((await appliedIds(session, candidate, tagId)).length > 0) return;
    await send(session, 'POST', '/applied_candidate_tags', { candidate_id: candidate, candidate_tag_id: tagId });
  },
  removeTag: async (session, { candidateId }, tag) => {
    const tagId = await tagIdOf(session, tag);
    if (tagId === null) return;
    for (const id of await appliedIds(session, idOf(candidateId), tagId))
      await send(session, 'DELETE', `/applied_candidate_tags/${id}`);
  },
};

const files: Pick<AtsRecords, 'findFile' | 'addFile' | 'deleteFile'> = {
  findFile: async (session, { applicationId }, name) => {
    const application_ids = String(idOf(applicationId));
    const all = await listOf(session, '/attachments', fileSchema, { application_ids });
    const found = all.find(({ filename }) => filename === name);
    return found === undefined ? null : { id: String(found.id) };
  },
  addFile: async (session, { applicationId }, { name, contentType, bytes }) => {
    checkSize(bytes.byteLength, limits.fileBytes);
    const body = {
      application_id: idOf(applicationId),
      filename: name,
      type: 'other',
      content: Buffer.from(bytes).toString('base64'),
      content_type: contentType,
      visibility: settingsOf(session).visibility,
    };
    return madeId(await send(session, 'POST', '/attachments', body));
  },
  deleteFile: async (session, _ref, id) => await gone(send(session, 'DELETE', `/attachments/${idOf(id)}`)),
};

const stages: Pick<AtsRecords, 'listStages' | 'moveStage'> = {
  listStages: async (session, jobId) => {
    const filters = { active: 'true', ...(jobId !== null && { job_ids: String(idOf(jobId)) }) };
    const all = await listOf(session, '/job_interview_stages', namedSchema, filters);
    return all.map(({ id, name }) => ({ id: String(id), name }));
  },
  moveStage: async (session, { applicationId }, { from, to }) => {
    const id = idOf(applicationId);
    const application = from === null ? await oneOf(session, '/applications', applicationSchema, id) : null;
    if (from === null && application === null) throw trouble('record_missing');
    const current = application === null ? idOf(from ?? '') : await stageOf(session, application);
    const body = { ...(current !== null && { from_stage_id: current }), to_stage_id: idOf(to) };
    await send(session, 'POST', `/applications/${id}/move`, body);
  },
};

export const greenhouseRecords: AtsRecords = {
  limits,
  readApplication,
  ...greenhouseFields,
  ...notes,
  ...tags,
  ...files,
  ...stages,
};
