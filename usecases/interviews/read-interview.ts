// One run as people read it: the row and everything around it, opened, with the candidate's own words as evidence.
import type { RunRef } from '../../domain/access/ids.ts';
import type { OpenedAssessment } from '../../domain/assessment/assessment.ts';
import { AppError } from '../../domain/errors.ts';
import { invitationOf, type Invitation } from '../../domain/mail/invitation.ts';
import type { InterviewReader, InterviewRecord, SealedAssessment } from '../../domain/ports/interview-reader.ts';
import { shownPlan, type ShownPlan } from '../../domain/plan/shown-plan.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { levelTextsOf, type LevelTexts } from '../../domain/scoring/report.ts';
import { showPlan } from '../../domain/seal/open.ts';
import { linkOf, type LinkDeps } from './interview-link.ts';

export type ShownAssessment = Omit<OpenedAssessment, 'competencies'> & {
  competencies: (OpenedAssessment['competencies'][number] & LevelTexts)[];
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
  openAssessment(run: RunRef, sealed: SealedAssessment): Promise<OpenedAssessment | null>;
};

/** An assessment says nothing of levels beside a plan that it was not made by. */
const withLevels = (assessment: OpenedAssessment | null, plan: Plan | null): ShownAssessment | null =>
  assessment && {
    ...assessment,
    competencies: assessment.competencies.map((result) => {
      const known = plan?.rubricHash === assessment.rubricHash ? plan.competencies : [];
      return { ...result, ...levelTextsOf(result, known.find(({ id }) => id === result.id)?.anchors) };
    }),
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
      assessment: withLevels(assessment && (await deps.openAssessment(run, assessment)), plan),
    };
  };
