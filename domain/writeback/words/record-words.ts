// The words around a record, in each language that the room speaks: what stands in notes and files beside what was said.
import type { DeviationCode } from '../../voice/call-turns.ts';
import type { Outcome, Verdict } from '../../lifecycle/state.ts';

export type RecordWords = {
  title: string;
  part: (part: number, of: number) => string;
  about: {
    job: string;
    language: string;
    started: string;
    completed: string;
    decided: string;
    page: string;
    run: string;
  };
  byMachine: (engine: string) => string;
  advisory: string;
  sections: Record<'decision' | 'scores' | 'questions' | 'transcript' | 'rubric' | 'notes', string>;
  decision: {
    accepted: string;
    rejected: string;
    undecided: string;
    overridden: string;
    reasons: string;
    by: string;
    unnamed: string;
  };
  /** What people did before deciding, beside what was proposed. */
  review: {
    title: string;
    reviewer: (number: number) => string;
    own: string;
    passed: string;
    blind: string;
    opened: (places: number, seconds: number) => string;
    withoutEvidence: string;
  };
  deviations: { title: string; codes: Record<DeviationCode, string> };
  /** Of a call, heard of after the conversation was closed. */
  lateWords: { title: string; text: string; by: Record<'interviewer' | 'candidate', string> };
  total: string;
  verdict: string;
  proposed: string;
  verdicts: Record<Verdict, string>;
  noTotal: string;
  notScored: string;
  of5: (score: number) => string;
  weight: (percent: number) => string;
  required: string;
  minimum: (score: number) => string;
  reason: string;
  question: (number: number) => string;
  answer: string;
  noAnswer: string;
  unheard: string;
  level: (level: string) => string;
  talk: (candidate: number, interviewer: number, percent: number) => string;
  coverage: (answered: number, planned: number) => string;
  /** Of a file whose font lacks some. */
  lettersMissing: (letter: string) => string;
  complete: string;
  scored: string;
  ends: Record<Outcome, string>;
  consentWithdrawn: string;
};
