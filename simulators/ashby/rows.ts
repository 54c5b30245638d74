// Applications, candidates and jobs in Ashby's words, as its calls answer and its hooks tell them.
import {
  applicationsOf,
  candidateOf,
  jobOf,
  papersAt,
  stageOf,
  type Application,
  type Book,
  type Candidate,
  type Job,
} from '../book.ts';
import { customFields } from './fields.ts';

const time = (at: number): string => new Date(at).toISOString();

const emailOf = ({ email }: Candidate) => (email === '' ? null : { value: email, type: 'Personal', isPrimary: true });
const phoneOf = ({ phone }: Candidate) => (phone === '' ? null : { value: phone, type: 'Personal', isPrimary: true });
export const nameOf = ({ firstName, lastName, anonymized }: Candidate): string =>
  anonymized ? 'Anonymized Candidate' : `${firstName} ${lastName}`;

const stageTypes: Record<string, string> = { Applied: 'PreInterviewScreen', Offer: 'Offer' };

export const stageRows = ({ planId, stages }: Job) =>
  stages.map(({ id, name }, orderInInterviewPlan) => {
    const type = stageTypes[name] ?? 'Active';
    return { id, title: name, type, orderInInterviewPlan, interviewPlanId: planId, interviewStageGroupId: null };
  });

const statusWords = { active: 'Active', rejected: 'Archived', hired: 'Hired' };

/** Archived, an application stands in a stage of that name. */
const currentStage = (book: Book, application: Application) => {
  const job = jobOf(book, application.jobId);
  const [first] = stageRows(job);
  if (application.status === 'rejected')
    return { ...first, id: `${job.planId}-archived`, title: 'Archived', type: 'Archived' };
  return stageRows(job).find(({ id }) => id === stageOf(book, application).id);
};

export const applicationRow = (book: Book, application: Application) => {
  const candidate = candidateOf(book, application.candidateId);
  const job = jobOf(book, application.jobId);
  return {
    id: application.id,
    createdAt: time(application.createdAt),
    updatedAt: time(application.updatedAt),
    status: statusWords[application.status],
    customFields: customFields(book, 'application', application.fields),
    candidate: {
      id: candidate.id,
      name: nameOf(candidate),
      primaryEmailAddress: emailOf(candidate),
      primaryPhoneNumber: phoneOf(candidate),
    },
    currentInterviewStage: currentStage(book, application),
    source: null,
    archiveReason:
      application.status === 'rejected'
        ? { id: 'reason-1', text: 'Underqualified', reasonType: 'RejectedByOrg' }
        : null,
    job: { id: job.id, title: job.name, locationId: null, departmentId: job.departments[0]?.id ?? null },
    hiringTeam: [],
  };
};

export const tagRow = ([id, title]: readonly [string, string]) => ({ id, title, isArchived: false });

export const candidateRow = (book: Book, candidate: Candidate) => {
  const { tags, files } = papersAt(book, candidate.id);
  const [email, phone] = [emailOf(candidate), phoneOf(candidate)];
  return {
    id: candidate.id,
    createdAt: time(candidate.createdAt),
    updatedAt: time(candidate.updatedAt),
    name: nameOf(candidate),
    primaryEmailAddress: email,
    emailAddresses: email === null ? [] : [email],
    primaryPhoneNumber: phone,
    phoneNumbers: phone === null ? [] : [phone],
    socialLinks: [],
    tags: tags.map(({ tagId }) => tagRow([tagId, book.tags.get(tagId) ?? ''])),
    applicationIds: applicationsOf(book, candidate.id).map(({ id }) => id),
    fileHandles: files.map(({ id, name }) => ({ id, name, handle: `handle-${id}` })),
    customFields: customFields(book, 'candidate', candidate.fields),
    profileUrl: `https://app.ashbyhq.example/candidates/${candidate.id}`,
  };
};

export const jobRow = ({ id, name, open, departments: [department], planId }: Job) => ({
  id,
  title: name,
  confidential: false,
  status: open ? 'Open' : 'Closed',
  employmentType: 'FullTime',
  locationId: null,
  departmentId: department?.id ?? null,
  defaultInterviewPlanId: planId,
  interviewPlanIds: [planId],
  customFields: [],
  hiringTeam: [],
});
