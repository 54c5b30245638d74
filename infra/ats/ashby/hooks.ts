// What Ashby tells on its own: signed over the bytes where it was given a secret; one change comes as several hooks.
import type { AtsApplication, AtsEvent } from '../../../domain/ports/ats-hooks.ts';
import {
  bodyDigest,
  eventOf,
  eventWith,
  idOf,
  membersOf,
  signedHooks,
  textOf,
  timeOf,
  type Members,
} from '../hook-parts.ts';

const statuses: ReadonlyMap<string, AtsApplication['status']> = new Map([
  ['Active', 'active'],
  ['Archived', 'rejected'],
  ['Hired', 'hired'],
]);

const jobOf = (value: unknown): AtsApplication['job'] => {
  const job = membersOf(value);
  const id = idOf(job['id']);
  if (id === null) return null;
  const status = textOf(job['status']);
  const department = textOf(membersOf(job['department'])['name']) ?? textOf(job['departmentName']);
  return {
    id,
    name: textOf(job['title']),
    open: status === null ? null : status === 'Open',
    // Bodies as they are documented name none: that says nothing about the job.
    departments: department === null ? null : [department],
  };
};

const personOf = (candidate: Members): AtsApplication['person'] => ({
  name: textOf(candidate['name'], 200),
  email: textOf(membersOf(candidate['primaryEmailAddress'])['value'], 320),
  phone: textOf(membersOf(candidate['primaryPhoneNumber'])['value'], 100),
});

const applicationOf = (value: unknown): AtsApplication | null => {
  const application = membersOf(value);
  const candidate = membersOf(application['candidate']);
  const [applicationId, candidateId] = [idOf(application['id']), idOf(candidate['id'])];
  if (applicationId === null || candidateId === null) return null;
  const stage = membersOf(application['currentInterviewStage']);
  const stageId = idOf(stage['id']);
  return {
    applicationId,
    candidateId,
    status: statuses.get(textOf(application['status']) ?? '') ?? 'other',
    stage: stageId === null ? null : { id: stageId, name: textOf(stage['title']) },
    job: jobOf(application['job']),
    person: personOf(candidate),
    profileUrl: textOf(candidate['profileUrl'], 2_000),
    updatedAt: timeOf(application['updatedAt']),
  };
};

const ofApplication: ReadonlyMap<string, AtsEvent['type']> = new Map([
  ['applicationSubmit', 'stage_entered'],
  ['candidateStageChange', 'stage_entered'],
  ['candidateHire', 'application_hired'],
  ['applicationUpdate', 'application_changed'],
]);

/** A hire comes as three hooks, and each of them shows it: what the application is counts more than what the hook is called. */
const typeOf = (told: AtsEvent['type'], { status }: AtsApplication): AtsEvent['type'] => {
  if (status === 'hired') return 'application_hired';
  return status === 'rejected' ? 'application_rejected' : told;
};

const jobEvent = (data: Members): AtsEvent | 'ignored' => {
  const job = jobOf(data['job']);
  if (job === null || job.open === null) return 'ignored';
  return eventWith(job.open ? 'job_opened' : 'job_closed', { jobId: job.id });
};

const deletion = (data: Members): AtsEvent | null => {
  const candidateId = idOf(membersOf(data['candidate'])['id']) ?? idOf(data['candidateId']);
  return candidateId === null ? null : eventWith('candidate_deleted', { candidateId });
};

const eventIn = (action: string, data: Members): AtsEvent | 'ignored' | null => {
  const told = ofApplication.get(action);
  if (told !== undefined) {
    const application = applicationOf(data['application']);
    return application === null ? null : eventOf(typeOf(told, application), application);
  }
  if (action === 'jobUpdate') return jobEvent(data);
  // A merge needs no reading of its own: the next hook of an application names its candidate, who is then the order's.
  return action === 'candidateDelete' ? deletion(data) : 'ignored';
};

/** Its siblings have the same id and the same application, but say more or less: whoever says the same is the same. */
const keyOf = (event: AtsEvent, actionId: string | null, bytes: Uint8Array): string => {
  const { type, application } = event;
  const what = [type, event.applicationId ?? event.candidateId ?? event.jobId, application?.stage?.id ?? ''].join(' ');
  if (actionId !== null) return `${actionId} ${what}`;
  return application === null || application.updatedAt === null
    ? bodyDigest(bytes)
    : `${what} ${application.updatedAt}`;
};

export const ashbyHooks = signedHooks({
  header: 'ashby-signature',
  form: /^sha256=([0-9a-f]{64})$/i,
  eventIn: (action, body) => eventIn(action, membersOf(body['data'])),
  keyOf: (event, body, call) => keyOf(event, idOf(body['webhookActionId']), call.body),
});
