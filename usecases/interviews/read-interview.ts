// One run as people read it: the row and everything around it, opened, with the candidate's own words as evidence.
import type { RunRef } from '../../domain/access/ids.ts';
import type { Assessment, CompetencyResult, ShownEvidence } from '../../domain/assessment/assessment.ts';
import { AppError } from '../../domain/errors.ts';
import { invitationOf, type Invitation } from '../../domain/mail/invitation.ts';
import type { InterviewReader, InterviewRecord, SealedAssessment } from '../../domain/ports/interview-reader.ts';
import { shownPlan, type ShownPlan } from '../../domain/plan/shown-plan.ts';
import { showPlan } from '../../domain/seal/open.ts';
import { linkOf, type LinkDeps } from './interview-link.ts';

export type ShownAssessment = Omit<Assessment, 'competencies'> & {
  competencies: (Omit<CompetencyResult, 'evidence'> & { evidence: ShownEvidence[] })[];
};

/** Times are epoch milliseconds. */
export type InterviewView = Omit<
  InterviewRecord,
  'linkSealed' | 'plan' | 'assessment' | 'qualifications' | 'invitation'
> & {
  interviewLink: string | null;
  plan: ShownPlan | null;
  assessment: ShownAssessment | null;
  /** Whether the candidate was sent the link; null before there is one. */
  invitation: Invitation | null;
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
    const { linkSealed, plan: stored, assessment, qualifications, invitation, ...shown } = record;
    const plan = stored && (await showPlan(deps.sealer, run, stored, record.gone));
    return {
      ...shown,
      plan: plan && shownPlan(plan, qualifications),
      invitation: record.gone || invitation === null ? null : invitationOf(invitation),
      interviewLink: await linkOf(deps, run, linkSealed),
      assessment: assessment === null ? null : await deps.openAssessment(run, assessment),
    };
  };
