// What an erasure leaves and why: printed into every certificate, in words that a privacy officer can hold it to.
import type { ErasureScope } from '../lifecycle/facts.ts';

export type Remainder = { what: string; why: string };

const decisionEvidence: readonly Remainder[] = [
  {
    what: 'states, times, actors as ids and codes, reason codes',
    why: 'evidence of the procedure, which holds no word of or about the person',
  },
  {
    what: 'scores, verdicts, decisions, positions of evidence in the transcript',
    why: 'evidence of the decision; the positions point into text that nobody can read any more',
  },
  {
    what: 'interview plan and rubric as the planner drafted them, job data as clean text, company name, text of the notice, hash of the transcript',
    why: 'they are about the job and the procedure, not about the person',
  },
  {
    what: 'of plans that people had changed: ids, order, weights, time budgets, thresholds, hashes of rubric and form',
    why: 'evidence of the procedure; every word of them was personal data of this interview and is destroyed',
  },
  {
    what: 'candidateRef, externalId and callbackUrl, as the caller chose them',
    why: 'the caller’s own opaque references: without them it could not match this certificate or the final event',
  },
  {
    what: 'who read what about the person on which day, as ids of keys and links and as counts',
    why: 'evidence of who had access; it holds no word of or about the person',
  },
  {
    what: 'the ids of the destroyed keys',
    why: 'proof of what was destroyed; they open nothing',
  },
  {
    what: 'what was sent before the erasure: mails, webhook bodies, model requests',
    why: 'it is with its receivers, who erase it under their own rules',
  },
  {
    what: 'in the record of the ATS: what `copies` counts as left there, a stage that the application was moved to',
    why: 'its API cannot remove it, a person has changed it, or it could not be reached for a day; the customer erases it there',
  },
  {
    what: 'backups of the key database taken before the destruction',
    why: 'they can still open backups of the data until they expire; see the documentation for their life',
  },
];

const assessmentTexts: Remainder = {
  what: 'the assessment’s own text (rationales, summary), unless people had changed the plan that it was made by, and who decided',
  why: 'kept until its own retention ends or everything is erased; it neither quotes nor names the person',
};

export const remainsAfter = (scope: ErasureScope): readonly Remainder[] =>
  scope === 'all' ? decisionEvidence : [assessmentTexts, ...decisionEvidence];
