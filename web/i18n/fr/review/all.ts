// All that the recruiter's page says in this language.
import { assessment } from './assessment.ts';
import { beside } from './beside.ts';
import { compare } from './compare.ts';
import { deciding } from './deciding.ts';
import { frame } from './frame.ts';
import { inbox } from './inbox.ts';
import { plan } from './plan.ts';

export const messages = { frame, assessment: { ...assessment, ...deciding }, beside, plan, inbox, compare };
