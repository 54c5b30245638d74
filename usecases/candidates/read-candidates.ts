// Candidates as an ATS reads them: who the person is, what became of the interview, and the words behind a result that counts.
import type { RunRef } from '../../domain/access/ids.ts';
import type { CandidateProfile } from '../../domain/candidates/candidate.ts';
import { AppError } from '../../domain/errors.ts';
import { resultOf } from '../../domain/orders/result-of.ts';
import type { Report, Result } from '../../domain/orders/result.ts';
import type { CandidateFilter, CandidateRun, CandidateStore } from '../../domain/ports/candidates.ts';
import type { Orders } from '../../domain/ports/orders.ts';
import type { DataPurpose, Sealer } from '../../domain/ports/system.ts';
import type { PersonalRequest } from '../../domain/request/request.ts';
import { openIfKept } from '../../domain/seal/open.ts';
import { sealPlaces } from '../../domain/seal/seal-places.ts';

export type CandidateDeps = {
  candidates: CandidateStore;
  /** `fetchKeys` gets those that are not at hand in one statement. */
  sealer: Sealer & { fetchKeys(runs: readonly RunRef[], purpose: DataPurpose): Promise<void> };
  orders: Pick<Orders, 'readReport'>;
};

export type Candidate = Omit<CandidateRun, 'personalSealed' | 'facts'> & {
  name: string | null;
  email: string | null;
  profile: CandidateProfile;
  result: Result;
};

const profileOf = ({ candidateProfile: profile }: PersonalRequest): CandidateProfile =>
  typeof profile === 'object' ? profile : {};

const toCandidate = async ({ sealer }: CandidateDeps, run: CandidateRun): Promise<Candidate> => {
  const { personalSealed, facts, ...rest } = run;
  const personal = (await openIfKept(sealer, sealPlaces.personalRequest(run), personalSealed)) ?? {};
  return {
    ...rest,
    name: personal.candidateName ?? null,
    email: personal.candidateEmail ?? null,
    profile: profileOf(personal),
    result: resultOf(facts),
  };
};

const find = async (deps: CandidateDeps, tenantId: string, which: Which): Promise<CandidateRun> => {
  const run = await deps.candidates.find(tenantId, which.candidateId, which.interviewId);
  if (run === null) throw new AppError('candidate.not_found');
  return run;
};

/** A candidate, by one of its interviews or by the newest. */
export type Which = { candidateId: string; interviewId?: string | undefined };

/** `report` is null where there is no result that counts, or none any more. */
export type ReportedRun = { run: CandidateRun; result: Result; report: Report | null };

export const createReadCandidates = (deps: CandidateDeps) => ({
  list: async (tenantId: string, filter: CandidateFilter, page: { limit: number; offset: number }) => {
    const { total, runs } = await deps.candidates.list(tenantId, filter, page);
    await deps.sealer.fetchKeys(runs, 'personal');
    return { total, candidates: await Promise.all(runs.map((run) => toCandidate(deps, run))) };
  },
  /** Throws `candidate.not_found`, like the next. */
  read: async (tenantId: string, which: Which): Promise<Candidate> =>
    toCandidate(deps, await find(deps, tenantId, which)),
  readReport: async (tenantId: string, which: Which): Promise<ReportedRun> => {
    const run = await find(deps, tenantId, which);
    const result = resultOf(run.facts);
    const report = result.status === 'complete' ? await deps.orders.readReport(run) : null;
    return { run, result, report };
  },
});

export type ReadCandidates = ReturnType<typeof createReadCandidates>;
