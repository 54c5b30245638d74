// The recruiter's page: evidence, scores and the verdict.
import { assessment as english } from '../../en/review/assessment.ts';

export const assessment = english;
