// Takes a request for an interview: stored, validated and told in one transaction; its workflow starts right after.
import type { RunRef } from '../../domain/access/ids.ts';
import { mailboxDigest } from '../../domain/candidates/candidate.ts';
import { addressKey } from '../../domain/mail/address.ts';
import { canonicalJson } from '../../domain/text/canonical-json.ts';
import type { Scope } from '../../domain/access/principal.ts';
import { AppError } from '../../domain/errors.ts';
import type { NewOrder } from '../../domain/orders/order.ts';
import { takeOver, type TemplateUse } from '../../domain/templates/template.ts';
import { jobOf, personalOf, type InterviewRequest, type PersonalRequest } from '../../domain/request/request.ts';
import { apply, record } from '../../domain/lifecycle/apply.ts';
import type { Actor, Fact } from '../../domain/lifecycle/facts.ts';
import {
  initialState,
  type DataQuality,
  type InterviewState,
  type MissingField,
} from '../../domain/lifecycle/state.ts';
import type {
  InterviewStore,
  NewInterview,
  OrderRow,
  StoredInterview,
  SubmissionSettings,
} from '../../domain/ports/interviews.ts';
import type { Clock, Digest, Sealer } from '../../domain/ports/system.ts';
import type { Packages } from '../../domain/ports/templates.ts';
import type { RequestValidation } from '../../domain/request/validate-request.ts';
import type { TextWork } from '../../domain/ports/text-work.ts';
import type { JobTexts } from '../../domain/request/job-texts.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';
import { checkCallback, type AddressCheck } from '../deliveries/callable-address.ts';
import { cleanRequest, type CleanRequest } from './clean-request.ts';
import { checkLocale } from '../../domain/request/interview-locales.ts';
import { checkStartTime } from '../../domain/request/start-time.ts';
import type { WorkflowStarter } from './start-workflow.ts';

/** As long as callers may repeat a request under its `Idempotency-Key`. */
const creationKeyLifeMs = 72 * 3_600_000;
/** Interviews end by the hour, not by the second. */
const roomRetrySeconds = 300;

export type SubmitInterviewDeps = {
  interviews: InterviewStore;
  sealer: Sealer & { createKeys(run: RunRef): Promise<void> };
  starter: WorkflowStarter;
  settingsOf(tenantId: string): Promise<SubmissionSettings>;
  packages: Pick<Packages, 'use'>;
  outbound: AddressCheck;
  textWork: TextWork;
  /** The languages that the engine can hold an interview in. */
  locales: readonly string[];
  clock: Clock;
  /** Keyed, so that what is stored tells nothing about the request once it is erased. */
  keyedDigest: Digest;
  newRunId(): string;
  newInterviewId(): string;
};

export type SubmitOptions = {
  /** Which face the request came through. */
  source: string;
  actor: Actor;
  /** Hash of the request's `Idempotency-Key`, or null without one. */
  creationKey: string | null;
  /** Of the key that asks. */
  scopes: readonly Scope[];
  /** What an ATS ordered through a face, with what finds it again; checked by whoever places it. */
  order?: OrderWish | null;
  /** Whatever the tenant says. */
  autoApprovePlan?: boolean;
};

export type OrderWish = Pick<OrderRow, 'id' | 'naturalKey'> & Omit<NewOrder, 'naturalKey'>;

export type SubmittedInterview = {
  runId: string;
  interviewId: string;
  state: InterviewState;
  dataQuality: DataQuality | null;
  missing: MissingField[];
  /** Null for a new run; else whether the request differs from the one that made the run of this `externalId`. */
  existing: { differs: boolean } | null;
  /** Whether it was there before this call, by `externalId`, `Idempotency-Key` or order: what it says is of today. */
  found: boolean;
};

type Submission = CleanRequest & { requestHash: string } & SubmitOptions;

const sealPersonal = async (sealer: Sealer, run: RunRef, personal: PersonalRequest): Promise<Uint8Array | null> => {
  if (Object.keys(personal).length === 0) return null;
  return sealer.seal(sealPlaces.personalRequest(run), personal);
};

const sealOriginal = async (sealer: Sealer, run: RunRef, original: JobTexts): Promise<Uint8Array | null> =>
  Object.keys(original).length === 0 ? null : sealer.seal(sealPlaces.originalTexts(run), original);

const sealOrder = async (
  sealer: Sealer,
  run: RunRef,
  order: OrderWish | null | undefined,
): Promise<OrderRow | null> => {
  if (order === null || order === undefined) return null;
  const { secret, ...row } = order;
  const isNone = Object.keys(secret).length === 0;
  return { ...row, secretSealed: isNone ? null : await sealer.seal(sealPlaces.orderSecret(run, order.id), secret) };
};

/** A person approved the plan of a package that is ordered, once for all; otherwise the template says, else the tenant. */
const approvesAlone = ({ order, autoApprovePlan }: SubmitOptions, use: TemplateUse | null, tenants: boolean): boolean =>
  autoApprovePlan === true ||
  (order !== null && order !== undefined && use !== null) ||
  (use?.autoApprovePlan ?? tenants);

/** The first two facts: the request came, and what the pure rule thinks of it. */
const firstFacts = (
  { request, actor }: Submission,
  { dataQuality, missing }: RequestValidation,
  at: number,
): Pick<NewInterview, 'initial' | 'facts'> => {
  const initial = { ...initialState, scheduledAt: request.scheduledAt ?? null };
  const received = record(initial, { type: 'received', detail: {} }, actor, at);
  const validated = record(
    received.state,
    { type: 'validated', detail: { dataQuality, missing } },
    { kind: 'system' },
    at,
  );
  return { initial, facts: [received.fact, validated.fact] };
};

const stateAfter = ({ initial, facts }: Pick<NewInterview, 'initial' | 'facts'>) =>
  facts.reduce((state, fact: Fact) => apply(state, fact), initial);

const answerOf = (
  run: Pick<StoredInterview, 'runId' | 'interviewId' | 'machine'>,
  existing: SubmittedInterview['existing'],
  found = true,
): SubmittedInterview => ({
  runId: run.runId,
  interviewId: run.interviewId,
  state: run.machine.state,
  dataQuality: run.machine.dataQuality,
  missing: run.machine.missing,
  existing,
  found,
});

/** Keys come before the row: a crash in between leaves keys that open nothing, never a row that cannot be read. */
const build = async (
  deps: SubmitInterviewDeps,
  tenantId: string,
  asked: Submission,
  { policy, defaultLocale }: SubmissionSettings,
): Promise<NewInterview> => {
  const { templateId } = asked.request;
  const use = templateId === undefined ? null : await deps.packages.use(tenantId, templateId);
  const submission = { ...asked, request: use === null ? asked.request : takeOver(use, asked.request) };
  const { request } = submission;
  const locale = request.locale ?? defaultLocale;
  checkLocale(locale, deps.locales);
  // Before anything is made: a text that cannot be read leaves nothing behind.
  const validation = await deps.textWork.run('validateRequest', request, { tenantId });
  const runId = deps.newRunId();
  await deps.sealer.createKeys({ tenantId, runId });
  return {
    tenantId,
    runId,
    interviewId: deps.newInterviewId(),
    source: submission.source,
    emailDigest:
      request.candidateEmail === undefined ? null : mailboxDigest(deps.keyedDigest, tenantId, request.candidateEmail),
    candidateRef: request.candidateRef ?? null,
    externalId: request.externalId ?? null,
    creationKey: submission.creationKey,
    requestHash: submission.requestHash,
    job: jobOf(request),
    locale,
    personalSealed: await sealPersonal(deps.sealer, { tenantId, runId }, personalOf(request)),
    originalSealed: await sealOriginal(deps.sealer, { tenantId, runId }, submission.original),
    callbackUrl: request.callbackUrl ?? null,
    callbackScopes: request.callbackUrl === undefined ? null : submission.scopes,
    requestedStartAt: request.scheduledAt ?? null,
    policy: { ...policy, autoApprovePlans: approvesAlone(asked, use, policy.autoApprovePlans) },
    template: use,
    completesWhen: use?.completesWhen ?? 'approved',
    order: await sealOrder(deps.sealer, { tenantId, runId }, asked.order),
    ...firstFacts(submission, validation, deps.clock.now()),
  };
};

const findExisting = async (
  deps: SubmitInterviewDeps,
  tenantId: string,
  submission: Submission,
): Promise<SubmittedInterview | null> => {
  const { externalId } = submission.request;
  const run = externalId === undefined ? null : await deps.interviews.findByExternalId(tenantId, externalId);
  // The very request that made the run, repeated after a lost answer, is answered as it was.
  if (run) return answerOf(run, { differs: run.requestHash !== submission.requestHash });
  return null;
};

const findCreated = async (
  deps: SubmitInterviewDeps,
  tenantId: string,
  creationKey: string | null,
): Promise<StoredInterview | null> => {
  if (creationKey === null) return null;
  const run = await deps.interviews.findByCreationKey(tenantId, creationKey);
  if (run === null || deps.clock.now() - run.createdAt < creationKeyLifeMs) return run;
  await deps.interviews.releaseCreationKey({ tenantId, runId: run.runId });
  return null;
};

/** Whatever a repetition or a race can meet: the run of the same `Idempotency-Key`, order or `externalId`. */
const findMade = async (
  deps: SubmitInterviewDeps,
  tenantId: string,
  submission: Submission,
): Promise<SubmittedInterview | null> => {
  const { creationKey, order } = submission;
  const created = await findCreated(deps, tenantId, creationKey);
  if (created) return answerOf(created, null);
  const ordered = order ? await deps.interviews.findByOrder(tenantId, order) : null;
  if (ordered) return answerOf(ordered, null);
  return await findExisting(deps, tenantId, submission);
};

/** At the cap nothing new is made; a request that already made its run is still answered. */
const findOrRefuse = async (
  deps: SubmitInterviewDeps,
  tenantId: string,
  submission: Submission,
  activeInterviewsMax: number,
): Promise<SubmittedInterview> => {
  const made = await findMade(deps, tenantId, submission);
  if (made) return made;
  throw new AppError('tenant.active_interviews_limit', {
    detail: `At most ${activeInterviewsMax} interviews may be open at the same time; \`tenant caps --active-interviews\` sets this limit.`,
    extra: { activeInterviewsMax, setting: 'activeInterviews' },
    retryAfterSeconds: roomRetrySeconds,
  });
};

/** When the insert met a run made meanwhile by the same request, that run is the answer. */
const insertOrFind = async (
  deps: SubmitInterviewDeps,
  tenantId: string,
  submission: Submission,
  settings: SubmissionSettings,
): Promise<SubmittedInterview> => {
  if (!settings.hasRoom) return await findOrRefuse(deps, tenantId, submission, settings.activeInterviewsMax);
  const interview = await build(deps, tenantId, submission, settings);
  if (!(await deps.interviews.insert(interview))) {
    const made = await findMade(deps, tenantId, submission);
    if (made) return made;
    if (await deps.interviews.insert(interview)) return startNew(deps, interview);
    throw new AppError('internal.error');
  }
  return startNew(deps, interview);
};

const startNew = (deps: SubmitInterviewDeps, interview: NewInterview): SubmittedInterview => {
  const { tenantId, runId, policy } = interview;
  const machine = stateAfter(interview);
  deps.starter.start({ version: 1, runId, tenantId, state: machine, policy });
  return answerOf({ ...interview, machine }, null, false);
};

/** One mailbox has several spellings: they make no other request. */
const comparable = (request: InterviewRequest): InterviewRequest =>
  request.candidateEmail === undefined ? request : { ...request, candidateEmail: addressKey(request.candidateEmail) };

/** Creates a run, or finds the one that its `externalId` or `Idempotency-Key` made before. Works while the engine is down. */
export const submitInterview =
  (deps: SubmitInterviewDeps) =>
  async (tenantId: string, sent: InterviewRequest, options: SubmitOptions): Promise<SubmittedInterview> => {
    checkStartTime(sent.scheduledAt, deps.clock.now());
    checkCallback(deps.outbound, sent.callbackUrl, options.scopes);
    const clean = await cleanRequest(deps.textWork, tenantId, sent);
    const { request } = clean;
    const requestHash = deps.keyedDigest(`request:${canonicalJson(comparable(request))}`);
    const submission = { ...clean, requestHash, ...options };
    const created = request.externalId === undefined ? null : await findCreated(deps, tenantId, options.creationKey);
    if (created) return answerOf(created, null);
    const [existing, settings] = await Promise.all([
      findExisting(deps, tenantId, submission),
      deps.settingsOf(tenantId),
    ]);
    return existing ?? insertOrFind(deps, tenantId, submission, settings);
  };
