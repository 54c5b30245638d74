// An interview for a candidate and a job: at most one that is open at a time, however often and closely it is asked for.
import { mailboxDigest, type CandidateProfile } from '../../domain/candidates/candidate.ts';
import { AppError } from '../../domain/errors.ts';
import { isMailable } from '../../domain/mail/address.ts';
import type { Actor } from '../../domain/lifecycle/facts.ts';
import { resultOf } from '../../domain/orders/result-of.ts';
import type { ResultStatus } from '../../domain/orders/result.ts';
import type { CandidateRun, CandidateStore } from '../../domain/ports/candidates.ts';
import type { OrderRequest, Orders } from '../../domain/ports/orders.ts';
import type { Digest } from '../../domain/ports/system.ts';
import type { Packages } from '../../domain/ports/templates.ts';
import { present } from '../../domain/present.ts';
import type { ReadCandidates } from './read-candidates.ts';

export type InviteDeps = {
  candidates: CandidateStore;
  readCandidates: Pick<ReadCandidates, 'read'>;
  orders: Pick<Orders, 'place'>;
  packages: Pick<Packages, 'use'>;
  keyedDigest: Digest;
};

export type Invitation = {
  face: string;
  /** As the template is named by whoever asks. */
  jobId: string;
  name: string | null;
  email: string;
  profile: CandidateProfile;
  requisitionId: string | null;
  actor: Actor;
};

type Asked = Invitation & { candidateId: string; templateId: string; before: string | null };

const requestOf = ({ templateId, name, email, profile }: Asked): OrderRequest =>
  present({
    templateId,
    candidateName: name ?? undefined,
    candidateEmail: email,
    candidateProfile: Object.keys(profile).length === 0 ? undefined : profile,
  });

export type Invited = { candidateId: string; interviewId: string; status: ResultStatus };

const isOpen = (run: CandidateRun): boolean => !['complete', 'ended'].includes(resultOf(run.facts).status);

const invitedTo = ({ candidateId, interviewId, facts }: CandidateRun): Invited => ({
  candidateId,
  interviewId,
  status: resultOf(facts).status,
});

/** Far more than a person is ever interviewed for one job. */
const roundsMax = 50;

/**
 * Each order is known by the run before it, so that all who ask at one moment make one. What was erased since is found by
 * its order alone, and then the next one is made. Ids of ours only: an order is found again when the person is forgotten.
 */
const place = async (deps: InviteDeps, tenantId: string, asked: Asked): Promise<CandidateRun> => {
  const { face, actor, candidateId, templateId, requisitionId } = asked;
  let before = asked.before ?? '';
  for (let round = 0; round < roundsMax; round += 1) {
    const naturalKey = [candidateId, templateId, before];
    const vendorKeys = requisitionId === null ? {} : { requisitionId };
    const order = { face, connectionId: null, naturalKey, callbackUrl: null, vendorKeys, secret: {} };
    const placed = await deps.orders.place(tenantId, {
      order,
      request: requestOf(asked),
      needsInvitation: true,
      actor,
    });
    const run = await deps.candidates.findOfTemplate(tenantId, candidateId, templateId);
    if (run !== null && run.runId === placed.run.runId) return run;
    before = placed.run.runId;
  }
  throw new AppError('internal.error');
};

const invite = async (deps: InviteDeps, tenantId: string, asked: Invitation): Promise<Invited> => {
  if (!isMailable(asked.email)) throw new AppError('order.email_unusable');
  const { templateId } = await deps.packages.use(tenantId, asked.jobId);
  const mailbox = mailboxDigest(deps.keyedDigest, tenantId, asked.email);
  const candidateId = await deps.candidates.candidateOf(tenantId, mailbox);
  const last = await deps.candidates.findOfTemplate(tenantId, candidateId, templateId);
  if (last !== null && isOpen(last)) return invitedTo(last);
  return invitedTo(await place(deps, tenantId, { ...asked, candidateId, templateId, before: last?.runId ?? null }));
};

export const createInviteCandidate = (deps: InviteDeps) => ({
  /** Throws `order.email_unusable`, `template.*`, `tenant.active_interviews_limit`. */
  invite: (tenantId: string, asked: Invitation) => invite(deps, tenantId, asked),
  /** With what is known of the candidate from the newest run; throws `candidate.not_found` too. */
  inviteAgain: async (
    tenantId: string,
    { candidateId, ...asked }: Pick<Invitation, 'face' | 'jobId' | 'actor'> & { candidateId: string },
  ): Promise<Invited> => {
    const { name, email, profile, requisitionId } = await deps.readCandidates.read(tenantId, { candidateId });
    if (email === null) throw new AppError('order.email_unusable');
    return invite(deps, tenantId, { ...asked, name, email, profile, requisitionId });
  },
});

export type InviteCandidate = ReturnType<typeof createInviteCandidate>;
