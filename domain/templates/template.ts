// What can be ordered: a job with one approved plan for all its candidates. Every change of the job or the plan is a version.
import { AppError } from '../errors.ts';
import type { Plan, RevisionRequest } from '../plan/plan.ts';
import type { InterviewRequest, JobRequest, Level } from '../request/request.ts';
import { canonicalJson } from '../text/canonical-json.ts';

/** When a result counts: after a person's verdict, or, marked as advisory, as soon as it is scored. */
export const completionRules = ['approved', 'scored'] as const;
export type CompletesWhen = (typeof completionRules)[number];

/** Of a version, by its plan: being drafted, waiting for a recruiter, usable, turned down, or not to be drafted. */
export const templateStates = ['drafting', 'pending', 'approved', 'rejected', 'failed'] as const;
export type TemplateState = (typeof templateStates)[number];

/** What a template says of the job; complete, since a template that lacks critical data is never stored. */
export type TemplateJob = {
  position: string;
  level: Level;
  qualifications: string[];
  jobDescription: string | null;
};

/** A template as an ATS orders it: the newest version with an approved plan. */
export type Package = TemplateJob & {
  templateId: string;
  version: number;
  /** How vendors name it: the template's `externalId`, else its id. */
  reference: string;
  name: string;
  description: string | null;
  locale: string;
  completesWhen: CompletesWhen;
};

/** What a run takes over from the version that it uses. */
export type TemplateUse = {
  templateId: string;
  version: number;
  completesWhen: CompletesWhen;
  /** Null where the tenant's setting decides. */
  autoApprovePlan: boolean | null;
  job: JobRequest;
  locale: string;
};

/** What the owner of a template says of it. */
export type TemplateFields = {
  externalId: string | null;
  name: string;
  description: string | null;
  job: TemplateJob;
  locale: string;
  /** Null where the tenant's setting decides. */
  autoApprovePlan: boolean | null;
  completesWhen: CompletesWhen;
};

/** A template with its newest version, and the version that is ordered. */
export type Template = TemplateFields & {
  id: string;
  tenantId: string;
  archived: boolean;
  version: number;
  /** The newest version with an approved plan. */
  publishedVersion: number | null;
  planState: TemplateState;
  /** Why the plan could not be drafted, as a code. */
  planFailure: string | null;
  createdAt: string;
  updatedAt: string;
};

/** What was asked of a plan when it was revised. */
export type RevisionWish = Pick<RevisionRequest, 'instructions' | 'targets'>;

/** The job of a version as a request for an interview says it. */
export const jobRequestOf = ({
  job,
  locale,
}: Pick<TemplateFields, 'job' | 'locale'>): JobRequest & { locale: string } => {
  const { jobDescription, ...rest } = job;
  return { ...rest, ...(jobDescription !== null && { jobDescription }), locale };
};

const takenOver = ['position', 'level', 'qualifications', 'jobDescription', 'locale'] as const;

/** The request with the job of the version; throws `request.invalid` where the request says another one. */
export const takeOver = ({ job, locale }: TemplateUse, request: InterviewRequest): InterviewRequest => {
  const ofTemplate: JobRequest = { ...job, locale };
  const errors = takenOver
    .filter((field) => request[field] !== undefined)
    .filter((field) => canonicalJson(request[field]) !== canonicalJson(ofTemplate[field] ?? null))
    .map((field) => ({
      pointer: `/${field}`,
      code: 'differs_from_template',
      message: 'The template says otherwise: leave this out, or use another template.',
    }));
  if (errors.length > 0) throw new AppError('request.invalid', { errors });
  return { ...request, ...ofTemplate };
};

/** A version with its plan. Times are ISO 8601. */
export type TemplateVersion = Pick<TemplateFields, 'job' | 'locale'> & {
  templateId: string;
  tenantId: string;
  version: number;
  state: TemplateState;
  failure: string | null;
  /** The version whose plan this one redrafts, and what was asked of it. */
  revises: number | null;
  wishes: RevisionWish | null;
  requestedBy: string | null;
  plan: Plan | null;
  decidedBy: string | null;
  feedback: string | null;
  draftedAt: string | null;
  decidedAt: string | null;
};
