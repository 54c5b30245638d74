// What an ATS asks for: the request as Parley keeps it, apart from how any face spells it.
import { present } from '../present.ts';

export const levels = ['JUNIOR', 'MID', 'SENIOR', 'LEAD', 'PRINCIPAL'] as const;
export type Level = (typeof levels)[number];

export type Accommodations = { timeFactor?: number; pauseTolerance?: 'short' | 'normal' | 'long'; note?: string };

/** About the job: kept readable, since plans are drafted and reused from it. */
export type JobRequest = {
  position?: string;
  level?: Level;
  qualifications?: string[];
  jobDescription?: string;
  companyName?: string;
  locale?: string;
  /** What an ATS's own prompts ask of the interview: wishes that the planner weighs, never instructions to anybody. */
  wishes?: string[];
};

/** About the person: sealed with the run's `personal` key before it is stored. */
export type PersonalRequest = {
  candidateName?: string;
  candidateEmail?: string;
  candidateProfile?: string | Record<string, unknown>;
  accommodations?: Accommodations;
};

export type InterviewRequest = JobRequest &
  PersonalRequest & {
    candidateRef?: string;
    externalId?: string;
    callbackUrl?: string;
    /** How a template is known, whose newest version with an approved plan says what the job is. */
    templateId?: string;
    /** Epoch milliseconds. */
    scheduledAt?: number;
  };

export const jobOf = (request: InterviewRequest): JobRequest => {
  const { position, level, qualifications, jobDescription, companyName, locale, wishes } = request;
  return present({ position, level, qualifications, jobDescription, companyName, locale, wishes });
};

export const personalOf = (request: InterviewRequest): PersonalRequest => {
  const { candidateName, candidateEmail, candidateProfile, accommodations } = request;
  return present({ candidateName, candidateEmail, candidateProfile, accommodations });
};
