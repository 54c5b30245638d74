// A simulated ATS as its people and our tests use it: whoever applied, what stands in a record, and every human act.
import {
  anonymize,
  applicationOf,
  candidateOf,
  closeJob,
  decide,
  jobOf,
  merge,
  move,
  papersOf,
  removeCandidate,
  setField,
  stageOf,
  type Application,
  type Author,
  type Book,
  type FieldDefinition,
  type FieldObject,
  type Job,
  type Value,
} from './book.ts';
import type { Hooks } from './outgoing.ts';
import { apply, type Applicant } from './seed.ts';
import type { Exchange, Stage } from './stage.ts';
import type { Trouble, Weather } from './troubles.ts';

/** Ids are texts here, however the vendor writes them. */
export type Person = {
  applicationId: string;
  candidateId: string;
  name: string;
  email: string;
  jobId: string;
  stageId: string;
  stage: string;
};

/** All that a record holds, as plain values. */
export type AtsRecord = Person & {
  status: Application['status'];
  /** By object and key: `application.ai_score`. */
  fields: Record<string, Value>;
  notes: { id: string; body: string; by: Author }[];
  tags: string[];
  files: { id: string; name: string; contentType: string; text: string; size: number }[];
  links: string[];
  moves: { from: string; to: string; by: Author }[];
  /** Stages whose rule sent the candidate a mail. */
  mailed: string[];
};

export type FieldEdit = { applicationId: string; object?: FieldObject; key: string; value: Value };

export type SimulatedAts = {
  /** Where its API is; without a slash at its end. */
  url: string;
  /** Every call of ours, as the vendor saw it. */
  exchanges: Exchange[];
  troubles: Trouble[];
  away: Weather['away'];
  back: Weather['back'];
  hooks: Hooks;
  readonly jobs: readonly Job[];
  readonly fields: readonly FieldDefinition[];
  readonly candidates: readonly Person[];
  /** By its name, in the job of this application. */
  stageNamed(applicationId: string, name: string): string;
  apply(applicant: Applicant, jobId?: string): Person;
  moveTo(applicationId: string, stageId: string): void;
  reject(applicationId: string): void;
  hire(applicationId: string): void;
  deleteCandidate(candidateId: string): void;
  anonymize(candidateId: string): void;
  merge(candidateId: string, into: string): void;
  closeJob(jobId: string): void;
  /** A person writes into a field; null empties it. */
  edit(edit: FieldEdit): void;
  /** Aborted when a call of `/_/stop` asks whoever runs it to end it. */
  stop: AbortController;
  /** Null once it is gone. */
  record(applicationId: string): AtsRecord | null;
  close(): Promise<void>;
};

export type AtsOptions = {
  /** Any free one when absent. */
  port?: number;
  /** What its callers have to present; made when absent. */
  key?: string;
  /** Shortens the pauses before a hook is sent again; 1 is as long as the vendor waits. */
  retryScale?: number;
};

const personOf = (book: Book, application: Application): Person => {
  const { id: applicationId, candidateId, jobId, stageId } = application;
  const { firstName, lastName, email } = candidateOf(book, candidateId);
  const stage = stageOf(book, application).name;
  return { applicationId, candidateId, name: `${firstName} ${lastName}`.trim(), email, jobId, stageId, stage };
};

const fieldsOf = (book: Book, application: Application): Record<string, Value> => {
  const candidate = candidateOf(book, application.candidateId);
  const named = (object: FieldObject, values: ReadonlyMap<string, Value>) =>
    [...values].map(([key, value]): [string, Value] => [`${object}.${key}`, value]);
  return Object.fromEntries([...named('candidate', candidate.fields), ...named('application', application.fields)]);
};

const recordOf = (book: Book, application: Application): AtsRecord => {
  const { notes, files, tags, links } = papersOf(book, application);
  return {
    ...personOf(book, application),
    status: application.status,
    fields: fieldsOf(book, application),
    notes: notes.map(({ id, body, by }) => ({ id, body, by })),
    tags: tags.map(({ tagId }) => book.tags.get(tagId) ?? ''),
    files: files.map(({ id, name, contentType, bytes }) => {
      return { id, name, contentType, text: bytes.toString(), size: bytes.length };
    }),
    links: [...links],
    moves: [...application.moves],
    mailed: [...application.mailed],
  };
};

const editField = (book: Book, { applicationId, object = 'application', key, value }: FieldEdit): void => {
  const field = book.fields.find((one) => one.object === object && [one.key, one.id].includes(key));
  if (field === undefined) throw new Error(`The simulator has no field ${key} of the ${object}.`);
  setField(book, applicationOf(book, applicationId), field, value);
};

const stageNamed = (book: Book, applicationId: string, name: string): string => {
  const { jobId } = applicationOf(book, applicationId);
  const stage = jobOf(book, jobId).stages.find((one) => one.name === name);
  if (stage === undefined) throw new Error(`The job ${jobId} has no stage called ${name}.`);
  return stage.id;
};

type Parts = { book: Book; stage: Stage; weather: Weather; hooks: Hooks };

export const simulatedAts = ({ book, stage, weather, hooks }: Parts): SimulatedAts => ({
  url: stage.url,
  exchanges: stage.exchanges,
  troubles: weather.troubles,
  away: weather.away,
  back: weather.back,
  hooks,
  get jobs() {
    return [...book.jobs.values()];
  },
  fields: book.fields,
  get candidates() {
    return [...book.applications.values()].map((one) => personOf(book, one));
  },
  stageNamed: (applicationId, name) => stageNamed(book, applicationId, name),
  apply: (applicant, jobId = [...book.jobs.keys()][0] ?? '') => personOf(book, apply(book, applicant, jobId)),
  moveTo: (applicationId, stageId) => move(book, applicationId, stageId, 'person'),
  reject: (applicationId) => decide(book, applicationId, 'rejected'),
  hire: (applicationId) => decide(book, applicationId, 'hired'),
  deleteCandidate: (candidateId) => removeCandidate(book, candidateId),
  anonymize: (candidateId) => anonymize(book, candidateId),
  merge: (candidateId, into) => merge(book, candidateId, into),
  closeJob: (jobId) => closeJob(book, jobId),
  edit: (edit) => editField(book, edit),
  stop: new AbortController(),
  record: (applicationId) => {
    const application = book.applications.get(applicationId);
    return application === undefined ? null : recordOf(book, application);
  },
  close: async () => {
    hooks.stop();
    await hooks.settled();
    await stage.close();
  },
});
