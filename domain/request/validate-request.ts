// Decides whether a request says enough to draft an interview from, and which gaps a recruiter should close.
import type { InterviewRequest } from './request.ts';
import { showsNothing } from '../text/typed-text.ts';
import type { DataQuality, MissingField, Severity } from '../lifecycle/state.ts';
import { skillsOf } from '../skills/recognise-skills.ts';
import type { MissingReason } from './missing-question.ts';

export type RequestValidation = { dataQuality: DataQuality; missing: MissingField[] };

const descriptionUsableLength = 50;
const descriptionGoodLength = 100;
const skillsEnough = 3;

const gap = (field: string, severity: Severity, reason: MissingReason): MissingField => ({ field, severity, reason });

const lengthOf = (text: string): number => Array.from(text).length;

const statementsOf = (request: InterviewRequest): string[] =>
  (request.qualifications ?? []).map((text) => text.trim()).filter((text) => !showsNothing(text));

/** Gaps in what the interview should be about: statements first, the description where there are none. */
const requirementGaps = (statements: string[], description: string): MissingField[] => {
  if (statements.length === 0 && description === '') return [gap('qualifications', 'CRITICAL', 'requirements_absent')];
  const length = lengthOf(description);
  if (statements.length === 0 && length < descriptionUsableLength) {
    return [gap('jobDescription', 'HIGH', 'description_unusable')];
  }
  const gaps: MissingField[] = [];
  if (statements.length === 1 && description === '') gaps.push(gap('qualifications', 'MEDIUM', 'qualification_single'));
  if (statements.length === 0 && length < descriptionGoodLength) {
    gaps.push(gap('jobDescription', 'MEDIUM', 'description_short'));
  }
  if (skillsOf(statements, description).length < skillsEnough) gaps.push(gap('qualifications', 'MEDIUM', 'skills_few'));
  return gaps;
};

const qualityOf = (missing: MissingField[]): DataQuality => {
  if (missing.some(({ severity }) => severity !== 'MEDIUM')) return 'INSUFFICIENT';
  if (missing.length === 0) return 'EXCELLENT';
  return missing.length === 1 ? 'GOOD' : 'FAIR';
};

/**
 * The pure rule of creation and of `supplyInfo`. `INSUFFICIENT` means that the run waits for the recruiter; other
 * gaps are warnings. Name and e-mail of the candidate are never asked for. Blank texts count as absent.
 */
export const validateRequest = (request: InterviewRequest): RequestValidation => {
  const missing: MissingField[] = [];
  if (showsNothing(request.position ?? '')) missing.push(gap('position', 'CRITICAL', 'position_absent'));
  if (request.level === undefined) missing.push(gap('level', 'CRITICAL', 'level_absent'));
  missing.push(...requirementGaps(statementsOf(request), (request.jobDescription ?? '').trim()));
  return { dataQuality: qualityOf(missing), missing };
};
