// The texts about a job as they come from editors and pastes: how long they may be, and what is kept of them.
import { AppError, type FieldProblem } from '../errors.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import { codePointLength } from '../text/code-points.ts';
import { present } from '../present.ts';
import type { InterviewRequest, JobRequest } from './request.ts';

export type JobTexts = Pick<JobRequest, 'position' | 'companyName' | 'qualifications' | 'jobDescription'>;

/** Once they are clean; each entry of the qualifications is as many statements as it held. */
export type CleanTexts = Omit<JobTexts, 'qualifications'> & { qualifications: string[][] };

/** Most characters of each field once it is clean; entries of a list are counted one by one. */
export const cleanLengthMax = { position: 200, companyName: 200, qualifications: 500, jobDescription: 20_000 };
export const qualificationsMax = 30;
/** Markup makes a text as many times as long before anything of it is read. */
const markupShare = 3;
/** Most characters of each field as it is sent. */
export const rawLengthMax = {
  position: cleanLengthMax.position * markupShare,
  companyName: cleanLengthMax.companyName * markupShare,
  qualifications: cleanLengthMax.qualifications * markupShare,
  jobDescription: cleanLengthMax.jobDescription * markupShare,
};

export const jobTextsOf = ({ position, companyName, qualifications, jobDescription }: InterviewRequest): JobTexts =>
  present({ position, companyName, qualifications, jobDescription });

const tooLong = (pointer: string, text: string, lengthMax: number): FieldProblem[] => {
  const length = codePointLength(text);
  if (length <= lengthMax) return [];
  const message = `At most ${lengthMax} characters of text without markup; here are ${length}.`;
  return [{ pointer, code: 'text_too_long', message }];
};

const tooMany = (count: number): FieldProblem[] => {
  if (count <= qualificationsMax) return [];
  const message = `At most ${qualificationsMax} entries, lists within an entry counted item by item; here are ${count}.`;
  return [{ pointer: '/qualifications', code: 'too_many_items', message }];
};

const problemsOf = ({ qualifications, ...clean }: CleanTexts): FieldProblem[] => [
  ...(['position', 'companyName', 'jobDescription'] as const).flatMap((field) =>
    tooLong(`/${field}`, clean[field] ?? '', cleanLengthMax[field]),
  ),
  ...tooMany(qualifications.flat().length),
  ...qualifications.flatMap((entry, at) =>
    entry.flatMap((text) => tooLong(`/qualifications/${at}`, text, cleanLengthMax.qualifications)),
  ),
];

/** What was sent, for the record: kept only of a field that is read otherwise. */
const originalOf = (sent: JobTexts, clean: JobTexts): JobTexts =>
  Object.fromEntries(
    Object.entries(sent).filter(
      ([field, text]) => canonicalJson(text) !== canonicalJson(clean[field as keyof JobTexts] ?? null),
    ),
  );

/** The request with its clean texts, and what was sent instead of them; a text that says nothing is absent. Throws the 400. */
export const withCleanTexts = (
  request: InterviewRequest,
  clean: CleanTexts,
): { request: InterviewRequest; original: JobTexts } => {
  const errors = problemsOf(clean).slice(0, qualificationsMax);
  if (errors.length > 0) throw new AppError('request.invalid', { errors });
  const { position: _p, companyName: _c, qualifications: _q, jobDescription: _d, ...rest } = request;
  const qualifications = clean.qualifications.flat();
  const { qualifications: _entries, ...others } = clean;
  const texts: JobTexts = { ...others, ...(qualifications.length > 0 && { qualifications }) };
  return { request: { ...rest, ...texts }, original: originalOf(jobTextsOf(request), texts) };
};
