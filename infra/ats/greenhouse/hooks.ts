// What Greenhouse tells on its own: signed over the bytes, with a space after the algorithm; the body holds the application.
import type { AtsApplication, AtsEvent } from '../../../domain/ports/ats-hooks.ts';
import {
  bodyDigest,
  eventOf,
  eventWith,
  idOf,
  listOf,
  membersOf,
  signedHooks,
  textOf,
  timeOf,
  type Members,
} from '../hook-parts.ts';
import { nameOf, preferred, statusOf } from './words.ts';

const jobOf = (application: Members): AtsApplication['job'] => {
  const jobs = [...listOf(application['jobs']), application['job']].map(membersOf);
  const job = jobs.find((each) => idOf(each['id']) !== null) ?? {};
  const id = idOf(job['id']);
  if (id === null) return null;
  const status = textOf(job['status']);
  const departments = listOf(job['departments']).flatMap((one) => textOf(membersOf(one)['name']) ?? []);
  return {
    id,
    name: textOf(job['name']),
    open: status === null ? null : status === 'open',
    departments: departments.slice(0, 50),
  };
};

const applicationOf = (value: unknown): AtsApplication | null => {
  const application = membersOf(value);
  const candidate = membersOf(application['candidate']);
  const [applicationId, candidateId] = [idOf(application['id']), idOf(candidate['id'])];
  if (applicationId === null || candidateId === null) return null;
  const stage = membersOf(application['current_stage']);
  const stageId = idOf(stage['id']);
  return {
    applicationId,
    candidateId,
    status: statusOf(application['status']),
    stage: stageId === null ? null : { id: stageId, name: textOf(stage['name']) },
    job: jobOf(application),
    person: {
      name: nameOf([candidate['first_name'], candidate['last_name']]),
      email: preferred(candidate['email_addresses']),
      phone: preferred(candidate['phone_numbers']),
    },
    profileUrl: textOf(application['url'], 2_000) ?? textOf(candidate['url'], 2_000),
    updatedAt: timeOf(application['last_activity_at']),
  };
};

/** What is said of an application; its own status has the last word. */
const ofApplication: ReadonlyMap<string, AtsEvent['type']> = new Map([
  ['candidate_stage_change', 'stage_entered'],
  ['new_candidate_application', 'stage_entered'],
  ['application_updated', 'application_changed'],
  ['unreject_candidate', 'application_changed'],
  ['unhire_candidate', 'application_changed'],
  ['candidate_unhired', 'application_changed'],
  ['reject_candidate', 'application_rejected'],
  ['hire_candidate', 'application_hired'],
]);

const ofJob = (action: string, payload: Members): AtsEvent | null => {
  const job = membersOf(payload['job']);
  const jobId = idOf(job['id']);
  if (jobId === null) return null;
  const status = action === 'job_deleted' ? 'closed' : textOf(job['status']);
  if (status === 'closed') return eventWith('job_closed', { jobId });
  return status === 'open' ? eventWith('job_opened', { jobId }) : null;
};

/**
 * A merge comes as a deletion too where nobody asked to hear of merges: then no application is deleted with the candidate,
 * and nothing of ours is about somebody who is gone.
 */
const deletionOf = (payload: Members): AtsEvent | null => {
  const person = membersOf(payload['person']);
  const gone = person['deleted_application_ids'];
  const candidateId = idOf(person['id']);
  if (candidateId === null || (Array.isArray(gone) && gone.length === 0)) return null;
  return eventWith('candidate_deleted', { candidateId });
};

const mergeOf = (payload: Members): AtsEvent | null => {
  const person = membersOf(payload['person']);
  const [candidateId, mergedInto] = [idOf(person['id']), idOf(person['new_candidate_id'])];
  return candidateId === null || mergedInto === null
    ? null
    : eventWith('candidate_merged', { candidateId, mergedInto });
};

const others: Readonly<Record<string, (payload: Members, action: string) => AtsEvent | null>> = {
  delete_candidate: deletionOf,
  merge_candidate: mergeOf,
  candidate_anonymized: (payload) => {
    const candidateId = idOf(payload['candidate_id']);
    return candidateId === null ? null : eventWith('candidate_anonymized', { candidateId });
  },
  delete_application: (payload) => {
    const applicationId = idOf(membersOf(payload['application'])['id']);
    return applicationId === null ? null : eventWith('candidate_deleted', { applicationId });
  },
  job_updated: (payload, action) => ofJob(action, payload),
  job_deleted: (payload, action) => ofJob(action, payload),
};

const eventIn = (action: string, payload: Members): AtsEvent | 'ignored' | null => {
  const type = ofApplication.get(action);
  if (type !== undefined) {
    const application = applicationOf(payload['application']);
    return application === null ? null : eventOf(type, application);
  }
  return Object.hasOwn(others, action) ? (others[action]?.(payload, action) ?? 'ignored') : 'ignored';
};

export const greenhouseHooks = signedHooks({
  header: 'signature',
  form: /^sha256 ([0-9a-f]{64})$/i,
  eventIn: (action, body) => eventIn(action, membersOf(body['payload'])),
  keyOf: (_event, _body, { body, headers }) => {
    const told = headers['greenhouse-event-id'] ?? '';
    return told === '' ? bodyDigest(body) : told.slice(0, 200);
  },
});
