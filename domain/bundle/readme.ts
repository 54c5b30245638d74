// The page that lies in every bundle, for people who have never heard of Parley.
import { manifestFile, signatureFile } from './manifest.ts';

export const readmeFile = 'README.txt';

const lines = (runId: string): string[] => [
  'AUDIT BUNDLE OF ONE JOB INTERVIEW',
  '',
  `Interview ${runId}, as recorded by Parley, an AI interviewer whose results people decide on.`,
  'Every file is text; those ending in .json can be opened with any editor or browser. Times are UTC.',
  '',
  'request.json      what was asked for: the job (“original” where it was not plain text), and what was known of the candidate',
  '                  (“order” is what an ATS ordered, with its own ids)',
  'plans.json        every version of the questions and of the criteria (the rubric), with the hash that locks it',
  'consent.json      the exact notice that the candidate read, and the answer given to it',
  'transcript.json   every question and answer, word for word; a correction is a version of its own, “late” ones came after the end',
  'recordings.json   which answers were spoken, how long, and the SHA-256 of each file, which can be had beside this bundle while it is kept',
  'assessments.json  scores, reasons, and for each score the candidate’s own words that it rests on',
  'model-calls.json  which model was asked for what, when, and how the call ended',
  'evaluation.json   the evaluation that the company names as evidence for its scores, and whether what scores has changed since',
  'decisions.json    what people decided, when, and who they were; “unnamed” counts decisions that name nobody, and “claimedBy”',
  '                  is how the program of an operator called itself, which nobody checked; “appeal” is the candidate’s wish for a review',
  'reviews.json      how reviewers rated by themselves (“blind”: before they saw what was proposed), and which evidence they opened,',
  '                  in the order in which they came to it; “without_evidence” is a verdict that was given without any',
  'chats.json        what recruiters asked about the interview afterwards, and the answers',
  'timeline.json     everything that happened, in order',
  'events.json       what other systems were told',
  'deliveries.json   to whom it was sent, with every attempt',
  'write-backs.json  what was written into other systems',
  'audit-log.json    who did what: this interview’s entries of the tenant’s log, each bound to the one before it',
  'access-log.json   who read what is about the candidate, day by day: keys and links by their ids',
  'erasure.json      legal holds, destroyed keys, and the certificate of erasure, if there is one',
  `${manifestFile}     the hash of each file;  ${signatureFile}  the signature over it`,
  '',
  'WHAT IS WITHHELD',
  'Where you read {"withheld": true, "reason": "erased"}, the data was destroyed, at the candidate’s request or because its',
  'time was over. Nobody can restore it. What remains shows how the decision was made, not what was said.',
  'The candidate’s link is withheld as a credential: whoever holds it can open the interview.',
  '',
  'HOW TO CHECK IT',
  'With Parley’s command line, without any network:   npm run parley -- verify-bundle <this file>',
  'It checks the signature and the hash of every file, and computes again what can be: the hashes of rubric, notice and',
  'transcript, every quote against the transcript, total and verdict from the scores, and the audit entries.',
  'Anybody can sign with a key of their own: give the key that the company’s Parley shows under "bundle" at',
  '/.well-known/parley-keys.json with --public-key.',
];

export const readmeOf = (runId: string): string => `${lines(runId).join('\n')}\n`;
