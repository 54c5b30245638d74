// Ashby's record of a candidate: notes, tags, files and stages; fields are in a file of their own. Its API deletes neither notes nor files.
import { z } from 'zod';
import type { AtsApplication } from '../../../domain/ports/ats-hooks.ts';
import type { AtsRecords, AtsSession } from '../../../domain/ports/ats-records.ts';
import { checkSize, multipart, shaped } from '../dialect.ts';
import { textOf, timeOf } from '../hook-parts.ts';
import { trouble } from '../trouble.ts';
import { listOf, orNull, orUnknown, resultsOf } from './calls.ts';
import { ashbyFields } from './custom-fields.ts';
import { configSchema } from './settings.ts';

const valueSchema = z.looseObject({ value: z.string().nullish() }).nullish();
const applicationSchema = z.looseObject({
  id: z.string(),
  status: z.string().nullish(),
  updatedAt: z.string().nullish(),
  candidate: z.looseObject({
    id: z.string(),
    name: z.string().nullish(),
    primaryEmailAddress: valueSchema,
    primaryPhoneNumber: valueSchema,
  }),
  currentInterviewStage: z.looseObject({ id: z.string(), title: z.string().nullish() }).nullish(),
  job: z.looseObject({ id: z.string(), title: z.string().nullish() }).nullish(),
});
const departmentSchema = z.looseObject({ id: z.string(), name: z.string() });
const tagSchema = z.looseObject({ id: z.string(), title: z.string() });
const fileSchema = z.looseObject({ id: z.string(), name: z.string().nullish() });
const candidateSchema = z.looseObject({
  tags: z.array(tagSchema).nullish(),
  fileHandles: z.array(fileSchema).nullish(),
});
const noteSchema = z.looseObject({ id: z.string(), content: z.string().nullish() });
const idSchema = z.looseObject({ id: z.string() });
const stageSchema = z.looseObject({ id: z.string(), title: z.string() });
const jobSchema = z.looseObject({
  status: z.string().nullish(),
  departmentId: z.string().nullish(),
  defaultInterviewPlanId: z.string().nullish(),
  interviewPlanIds: z.array(z.string()).nullish(),
});

const statuses: ReadonlyMap<string, AtsApplication['status']> = new Map([
  ['Active', 'active'],
  ['Archived', 'rejected'],
  ['Hired', 'hired'],
]);

type Told = z.output<typeof applicationSchema>;

const personOf = ({ name, primaryEmailAddress: email, primaryPhoneNumber: phone }: Told['candidate']) => ({
  name: textOf(name, 200),
  email: textOf(email?.value, 320),
  phone: textOf(phone?.value, 100),
});

const departmentsOf = async (session: AtsSession, departmentId: string | null | undefined): Promise<string[]> => {
  if (departmentId == null) return [];
  const found = await orUnknown(resultsOf(session, 'department.info', departmentSchema, { departmentId }));
  const name = textOf(found?.name);
  return name === null ? [] : [name];
};

const jobOf = async (session: AtsSession, { job }: Told): Promise<AtsApplication['job']> => {
  if (job == null) return null;
  const found = await orUnknown(resultsOf(session, 'job.info', jobSchema, { id: job.id }));
  const status = textOf(found?.status);
  return {
    id: job.id,
    name: textOf(job.title),
    open: status === null ? null : status === 'Open',
    departments: await departmentsOf(session, found?.departmentId),
  };
};

const readApplication: AtsRecords['readApplication'] = async (session, { applicationId }) => {
  const told = await orNull(resultsOf(session, 'application.info', applicationSchema, { applicationId }));
  if (told === null) return null;
  const { candidate, currentInterviewStage: stage } = told;
  return {
    applicationId: told.id,
    candidateId: candidate.id,
    status: statuses.get(told.status ?? '') ?? 'other',
    stage: stage == null ? null : { id: stage.id, name: textOf(stage.title) },
    job: await jobOf(session, told),
    person: personOf(candidate),
    profileUrl: null,
    updatedAt: timeOf(told.updatedAt),
  };
};

const candidateOf = (session: AtsSession, candidateId: string) =>
  resultsOf(session, 'candidate.info', candidateSchema, { id: candidateId });

/** Documented nowhere: small enough for what is known of similar products. */
const limits = { noteCharacters: 10_000, fileBytes: 5_000_000 };

const notes: Pick<AtsRecords, 'findNote' | 'addNote'> = {
  findNote: async (session, { candidateId }, mark) => {
    const all = await listOf(session, 'candidate.listNotes', noteSchema, { candidateId });
    const found = all.find(({ content }) => content?.includes(mark));
    return found === undefined ? null : { id: found.id };
  },
  addNote: async (session, { candidateId }, body) => {
    checkSize(body.length, limits.noteCharacters);
    const { onBehalfOf } = configSchema.parse(session.config);
    const note = { candidateId, note: { type: 'text/plain', value: body }, sendNotifications: false };
    const headers: Record<string, string> = onBehalfOf === undefined ? {} : { 'x-on-behalf-of': onBehalfOf };
    const { id } = await resultsOf(session, 'candidate.createNote', idSchema, note, headers);
    return { id };
  },
};

const tagIdOf = async (session: AtsSession, tag: string): Promise<string | null> =>
  (await listOf(session, 'candidateTag.list', tagSchema)).find(({ title }) => title === tag)?.id ?? null;

const tags: Pick<AtsRecords, 'readTags' | 'addTag' | 'removeTag'> = {
  readTags: async (session, { candidateId }) =>
    ((await candidateOf(session, candidateId)).tags ?? []).map(({ title }) => title),
  addTag: async (session, { candidateId }, tag) => {
    const known = await tagIdOf(session, tag);
    const tagId = known ?? (await resultsOf(session, 'candidateTag.create', idSchema, { title: tag })).id;
    await resultsOf(session, 'candidate.addTag', z.unknown(), { candidateId, tagId });
  },
  removeTag: async (session, { candidateId }, tag) => {
    const own = ((await candidateOf(session, candidateId)).tags ?? []).find(({ title }) => title === tag);
    if (own === undefined) return;
    await resultsOf(session, 'candidate.removeTag', z.unknown(), { candidateId, tagId: own.id });
  },
};

const findFile: AtsRecords['findFile'] = async (session, { candidateId }, name) => {
  const found = ((await candidateOf(session, candidateId)).fileHandles ?? []).find((file) => file.name === name);
  return found === undefined ? null : { id: found.id };
};

const files: Pick<AtsRecords, 'findFile' | 'addFile'> = {
  findFile,
  addFile: async (session, ref, file) => {
    checkSize(file.bytes.byteLength, limits.fileBytes);
    const { headers, body } = await multipart(file, { candidateId: ref.candidateId });
    const answer = await session.call({ method: 'POST', url: '/candidate.uploadFile', headers, body });
    shaped(z.looseObject({ success: z.literal(true) }), answer.body);
    // What the upload answers is documented in different ways; what stands in the record is not.
    const found = await findFile(session, ref, file.name);
    if (found === null) throw trouble('vendor.answer_invalid');
    return found;
  },
};

const planIdsOf = async (session: AtsSession, jobId: string | null): Promise<string[]> => {
  if (jobId === null) return (await listOf(session, 'interviewPlan.list', idSchema)).map(({ id }) => id);
  const job = await resultsOf(session, 'job.info', jobSchema, { id: jobId });
  const planIds = job.interviewPlanIds ?? [];
  return [...new Set([...(job.defaultInterviewPlanId == null ? [] : [job.defaultInterviewPlanId]), ...planIds])];
};

/** Of a customer's plans when no job is named: a rule is seldom written for more. */
const plansMax = 20;

const stages: Pick<AtsRecords, 'listStages' | 'moveStage'> = {
  listStages: async (session, jobId) => {
    const found: { id: string; name: string }[] = [];
    for (const interviewPlanId of (await planIdsOf(session, jobId)).slice(0, plansMax)) {
      const own = await listOf(session, 'interviewStage.list', stageSchema, { interviewPlanId });
      found.push(...own.map(({ id, title }) => ({ id, name: title })));
    }
    return found;
  },
  moveStage: async (session, { applicationId }, { to }) => {
    await resultsOf(session, 'application.changeStage', z.unknown(), { applicationId, interviewStageId: to });
  },
};

export const ashbyRecords: AtsRecords = {
  limits,
  readApplication,
  ...ashbyFields,
  ...notes,
  ...tags,
  ...files,
  ...stages,
};
