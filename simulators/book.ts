// What any ATS keeps: jobs with stages, people who applied, and what was written into their records, by hand or over the API.
export type Value = string | number | boolean | null | readonly string[] | Readonly<Record<string, unknown>>;

export type Author = 'person' | 'api';
export type FieldObject = 'candidate' | 'application';

export type Option = { id: string; label: string };
/** `type` is the vendor's word. */
export type FieldDefinition = {
  id: string;
  key: string;
  name: string;
  object: FieldObject;
  type: string;
  options: readonly Option[];
};

export type StageOfJob = { id: string; name: string };
export type Job = {
  id: string;
  name: string;
  open: boolean;
  departments: readonly { id: string; name: string }[];
  /** Where the vendor has one. */
  planId: string;
  stages: readonly StageOfJob[];
};

export type Candidate = {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
  anonymized: boolean;
  fields: Map<string, Value>;
  createdAt: number;
  updatedAt: number;
};

export type Application = {
  id: string;
  candidateId: string;
  jobId: string;
  stageId: string;
  status: 'active' | 'rejected' | 'hired';
  fields: Map<string, Value>;
  moves: { from: string; to: string; by: Author }[];
  /** Names of the stages whose rule sent the candidate a mail. */
  mailed: string[];
  createdAt: number;
  updatedAt: number;
};

export type Note = { id: string; body: string; by: Author; userId: string | null; at: number };
export type KeptFile = { id: string; name: string; contentType: string; bytes: Buffer; at: number };
/** A tag that was put on: `id` is of this pair, `tagId` of the tag. */
export type AppliedTag = { id: string; tagId: string };
export type Papers = { notes: Note[]; files: KeptFile[]; tags: AppliedTag[]; links: string[] };

export type BookEvent =
  | { type: 'moved' | 'rejected' | 'hired' | 'edited'; application: Application }
  | { type: 'deleted' | 'anonymized'; candidate: Candidate; applicationIds: readonly string[] }
  | { type: 'merged'; candidate: Candidate; into: string }
  | { type: 'closed'; job: Job };

export type Book = {
  newId(): string;
  /** Whose record holds notes, files, tags and links. */
  papersOf: FieldObject;
  jobs: Map<string, Job>;
  candidates: Map<string, Candidate>;
  applications: Map<string, Application>;
  fields: FieldDefinition[];
  tags: Map<string, string>;
  users: { id: string; name: string; email: string }[];
  papers: Map<string, Papers>;
  /** Names of stages that send the candidate a mail when they are entered, however that happened. */
  mailing: Set<string>;
  /** The vendor's hooks. */
  tell(event: BookEvent): void;
};

/** Whatever happens later has a later time, within one millisecond too. */
let last = 0;
export const tick = (): number => (last = Math.max(Date.now(), last + 1));

const found = <Entry>(entries: ReadonlyMap<string, Entry>, id: string): Entry => {
  const entry = entries.get(id);
  if (entry === undefined) throw new Error(`The simulator has no ${id}.`);
  return entry;
};

export const applicationOf = (book: Book, id: string): Application => found(book.applications, id);
export const candidateOf = (book: Book, id: string): Candidate => found(book.candidates, id);
export const jobOf = (book: Book, id: string): Job => found(book.jobs, id);

export const stageOf = (book: Book, { jobId, stageId }: Application): StageOfJob => {
  const stage = jobOf(book, jobId).stages.find(({ id }) => id === stageId);
  if (stage === undefined) throw new Error(`The job ${jobId} has no stage ${stageId}.`);
  return stage;
};

/** By the id of whoever has them. */
export const papersAt = (book: Book, ownerId: string): Papers => {
  const kept = book.papers.get(ownerId) ?? { notes: [], files: [], tags: [], links: [] };
  book.papers.set(ownerId, kept);
  return kept;
};

export const papersOf = (book: Book, { id, candidateId }: Application): Papers =>
  papersAt(book, book.papersOf === 'candidate' ? candidateId : id);

export const applicationsOf = (book: Book, candidateId: string): Application[] =>
  [...book.applications.values()].filter((one) => one.candidateId === candidateId);

export const move = (book: Book, applicationId: string, stageId: string, by: Author): void => {
  const application = applicationOf(book, applicationId);
  const from = application.stageId;
  const stage = stageOf(book, { ...application, stageId });
  Object.assign(application, { stageId, updatedAt: tick() });
  application.moves.push({ from, to: stageId, by });
  if (book.mailing.has(stage.name)) application.mailed.push(stage.name);
  book.tell({ type: 'moved', application });
};

export const decide = (book: Book, applicationId: string, status: 'rejected' | 'hired'): void => {
  const application = applicationOf(book, applicationId);
  Object.assign(application, { status, updatedAt: tick() });
  book.tell({ type: status, application });
};

const dropApplications = (book: Book, candidateId: string): string[] => {
  const ids = applicationsOf(book, candidateId).map(({ id }) => id);
  for (const id of ids) {
    book.applications.delete(id);
    book.papers.delete(id);
  }
  return ids;
};

export const removeCandidate = (book: Book, candidateId: string): void => {
  const candidate = candidateOf(book, candidateId);
  const applicationIds = dropApplications(book, candidateId);
  book.candidates.delete(candidateId);
  book.papers.delete(candidateId);
  book.tell({ type: 'deleted', candidate, applicationIds });
};

export const anonymize = (book: Book, candidateId: string): void => {
  const candidate = candidateOf(book, candidateId);
  const blank = { firstName: '', lastName: '', email: '', phone: '', anonymized: true, updatedAt: tick() };
  Object.assign(candidate, blank);
  candidate.fields.clear();
  const applications = applicationsOf(book, candidateId);
  for (const id of [candidateId, ...applications.map((one) => one.id)]) book.papers.delete(id);
  book.tell({ type: 'anonymized', candidate, applicationIds: applications.map(({ id }) => id) });
};

/** What the one had belongs to the other from now on. */
export const merge = (book: Book, candidateId: string, into: string): void => {
  const candidate = candidateOf(book, candidateId);
  candidateOf(book, into);
  for (const application of applicationsOf(book, candidateId)) Object.assign(application, { candidateId: into });
  const [left, kept] = [papersAt(book, candidateId), papersAt(book, into)];
  for (const kind of ['notes', 'files', 'tags', 'links'] as const) {
    (kept[kind] as unknown[]).push(...left[kind]);
  }
  book.candidates.delete(candidateId);
  book.papers.delete(candidateId);
  book.tell({ type: 'merged', candidate, into });
};

export const closeJob = (book: Book, jobId: string): void => {
  const job = jobOf(book, jobId);
  job.open = false;
  book.tell({ type: 'closed', job });
};

/** Where the values of an object of this application are. */
export const holderOf = (book: Book, application: Application, object: FieldObject): Application | Candidate =>
  object === 'application' ? application : candidateOf(book, application.candidateId);

export const setField = (
  book: Book,
  application: Application,
  { object, key }: Pick<FieldDefinition, 'object' | 'key'>,
  value: Value,
): void => {
  const holder = holderOf(book, application, object);
  if (value === null) holder.fields.delete(key);
  else holder.fields.set(key, value);
  Object.assign(holder, { updatedAt: tick() });
  book.tell({ type: 'edited', application });
};

/** By its name; one that is not there yet is made. */
export const tagNamed = (book: Book, name: string): string => {
  const known = [...book.tags].find(([, one]) => one === name)?.[0];
  if (known !== undefined) return known;
  const id = book.newId();
  book.tags.set(id, name);
  return id;
};
