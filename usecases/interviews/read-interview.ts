// One run as people read it: the row and everything around it, opened, with the candidate's own words as evidence.
import type { RunRef } from '../../domain/access/ids.ts';
import type { Assessment, CompetencyResult, ShownEvidence } from '../../domain/assessment/assessment.ts';
import { AppError } from '../../domain/errors.ts';
import type { InterviewReader, InterviewRecord, SealedAssessment } from '../../domain/ports/interview-reader.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { showPlan } from '../../domain/seal/open.ts';
import { linkOf, type LinkDeps } from './interview-link.ts';

export type ShownAssessment = Omit<Assessment, 'competencies'> & {
  competencies: (Omit<CompetencyResult, 'evidence'> & { evidence: ShownEvidence[] })[];
};

/** Times are epoch milliseconds. */
export type InterviewView = Omit<InterviewRecord, 'linkSealed' | 'plan' | 'assessment'> & {
  interviewLink: string | null;
  plan: Plan | null;
  assessment: ShownAssessment | null;
};

export type ReadInterviewDeps = LinkDeps & {
  reader: InterviewReader;
  /** Opens an assessment and slices its quotes; texts and quotes are gone once their keys are destroyed. */
  openAssessment(run: RunRef, sealed: SealedAssessment): Promise<ShownAssessment | null>;
};

export type ReadInterview = (run: RunRef) => Promise<InterviewView>;

/** Throws 404 for a run that is absent or another tenant's. */
export const createReadInterview =
  (deps: ReadInterviewDeps): ReadInterview =>
  async (run) => {
    const record = await deps.reader.read(run);
    if (record === null) throw new AppError('interview.not_found');
    const { linkSealed, plan, assessment, ...shown } = record;
    return {
      ...shown,
      plan: plan && (await showPlan(deps.sealer, run, plan, record.gone)),
      interviewLink: await linkOf(deps, run, linkSealed),
      assessment: assessment === null ? null : await deps.openAssessment(run, assessment),
    };
  };
