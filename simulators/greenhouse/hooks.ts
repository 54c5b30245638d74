// The webhooks of Greenhouse as its pages show them: bodies with every letter beyond ASCII escaped, and the signature over exactly these bytes.
import { createHmac, randomUUID } from 'node:crypto';
import {
  jobOf,
  papersOf,
  stageOf,
  candidateOf,
  type Application,
  type Book,
  type BookEvent,
  type Job,
} from '../book.ts';
import type { Hook, HookDialect, Message } from '../outgoing.ts';
import { customFields } from './fields.ts';

const time = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
const minute = 60_000;

/** `\u00eb`, and also what HTML gives a meaning to. */
export const escaped = (json: string): string =>
  json.replaceAll(/[^ -;=?-~]|&/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

const messageOf = ({ secret }: Hook, action: string, payload: unknown): Message => {
  const body = escaped(JSON.stringify({ action, payload }));
  const signature = `sha256 ${createHmac('sha256', secret).update(body).digest('hex')}`;
  return { action, body, headers: { Signature: signature, 'Greenhouse-Event-ID': randomUUID() } };
};

const jobPart = (job: Job) => ({
  id: Number(job.id),
  name: job.name,
  requisition_id: null,
  notes: null,
  confidential: false,
  status: job.open ? 'open' : 'closed',
  created_at: '2026-01-01T00:00:00Z',
  opened_at: '2026-01-01T00:00:00Z',
  closed_at: job.open ? null : time(Date.now()),
  departments: job.departments.map(({ id, name }) => ({ id: Number(id), name, external_id: null })),
  offices: [],
  custom_fields: {},
});

const candidatePart = (book: Book, application: Application) => {
  const { id, firstName, lastName, email, phone, fields, createdAt } = candidateOf(book, application.candidateId);
  const { tags, files } = papersOf(book, application);
  return {
    id: Number(id),
    first_name: firstName,
    last_name: lastName,
    title: null,
    company: null,
    created_at: time(createdAt),
    external_id: null,
    photo_url: null,
    url: `https://app.greenhouse.example/people/${id}`,
    is_private: false,
    can_email: true,
    phone_numbers: phone === '' ? [] : [{ value: phone, type: 'mobile' }],
    email_addresses: email === '' ? [] : [{ value: email, type: 'personal' }],
    addresses: [],
    website_addresses: [],
    social_media_addresses: [],
    educations: [],
    employments: [],
    recruiter: null,
    coordinator: null,
    attachments: files.map((file) => {
      return { filename: file.name, url: `https://files.greenhouse.example/${file.id}`, type: 'attachment' };
    }),
    tags: tags.map(({ tagId }) => book.tags.get(tagId)),
    custom_fields: customFields(book, 'candidate', fields, { numbersAsText: false }),
  };
};

/** Without the stage that it came from: Greenhouse does not say. */
const applicationPart = (book: Book, application: Application) => {
  const { id, candidateId, status, fields, createdAt, updatedAt } = application;
  const stage = stageOf(book, application);
  return {
    id: Number(id),
    rejected_at: status === 'rejected' ? time(updatedAt) : null,
    prospect: false,
    status,
    applied_at: time(createdAt),
    last_activity_at: time(updatedAt),
    url: `https://app.greenhouse.example/people/${candidateId}?application_id=${id}`,
    source: { id: 31, name: 'Agency' },
    credited_to: null,
    rejection_reason: null,
    rejection_details: null,
    current_stage: { id: Number(stage.id), name: stage.name, interviews: [] },
    custom_fields: customFields(book, 'application', fields, { numbersAsText: false }),
    candidate: candidatePart(book, application),
    jobs: [jobPart(jobOf(book, application.jobId))],
  };
};

const personPart = ({
  id,
  firstName,
  lastName,
  createdAt,
}: {
  id: string;
  firstName: string;
  lastName: string;
  createdAt: number;
}) => ({
  id: Number(id),
  first_name: firstName,
  last_name: lastName,
  company: null,
  title: null,
  created_at: time(createdAt),
  headline: null,
  is_private: false,
  recruiter_user_id: null,
  coordinator_user_id: null,
  can_email: true,
});

const anonymizedFields = ['full_name', 'phone_numbers', 'emails', 'addresses', 'notes', 'attachments', 'custom_fields'];

const actions = {
  moved: 'candidate_stage_change',
  rejected: 'reject_candidate',
  hired: 'hire_candidate',
  edited: 'application_updated',
} as const;

/** As one message per event, in the form of Greenhouse's examples. */
export const greenhouseMessage = (book: Book, event: BookEvent): ((hook: Hook) => Message) => {
  if ('application' in event) {
    const payload = { application: applicationPart(book, event.application) };
    return (hook) => messageOf(hook, actions[event.type], payload);
  }
  if (event.type === 'closed') return (hook) => messageOf(hook, 'job_updated', { job: jobPart(event.job) });
  if (event.type === 'merged') {
    const person = { ...personPart(event.candidate), new_candidate_id: Number(event.into) };
    return (hook) => messageOf(hook, 'merge_candidate', { person });
  }
  if (event.type === 'deleted') {
    return (hook) => messageOf(hook, 'delete_candidate', { person: personPart(event.candidate) });
  }
  const payload = { candidate_id: Number(event.candidate.id), anonymized_fields: anonymizedFields };
  return (hook) => messageOf(hook, 'candidate_anonymized', payload);
};

export const greenhouseHooks: HookDialect = {
  ping: (hook) => messageOf(hook, 'ping', { web_hook_id: Number(hook.id), url: hook.url, enabled: true }),
  isTaken: (status) => status === 200,
  isFinal: () => false,
  retryAfterMs: [1, 15, 60, 120, 240, 480].map((minutes) => minutes * minute),
};
