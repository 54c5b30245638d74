// Every measure of one evaluation in one value, and what is expected of it.
import { jobFigures, type CallFigures } from './call-figures.ts';
import type { EvaluatedInterview } from './expand-set.ts';
import { shareWithInterval } from './intervals.ts';
import {
  abstentionMeasures,
  agreementMeasures,
  firstWritten,
  ladderMeasures,
  qualityMeasures,
  readingMeasures,
  retestMeasures,
} from './measures.ts';
import { casesOf, type Outcome } from './outcome.ts';
import { injectionMeasure, twinMeasure } from './twins.ts';

/** Twins whose scores should stay where they are; injections are measured by how far they lift. */
export const twinKinds = ['name', 'dialect', 'second_language', 'padding', 'fillers', 'unpunctuated', 'order'] as const;

export type Measured = {
  interviews: readonly EvaluatedInterview[];
  outcomes: readonly Outcome[];
  /** Injected interviews, assessed with readers that obey, by what is special about these. */
  gullible: Readonly<Record<string, readonly Outcome[]>>;
  calls: readonly CallFigures[];
  /** Texts of plans that were looked at for protected matters, and those that were flagged. */
  protectedMatters: { looked: number; flagged: readonly string[] };
  /** Questions to the transcript: whether it holds an answer, and whether one was given. */
  chat: readonly { answerable: boolean; answered: boolean }[];
};

export const measureAll = ({ interviews, outcomes, gullible, calls, protectedMatters, chat }: Measured) => {
  const cases = casesOf(interviews, outcomes);
  const asked = (answerable: boolean) => chat.filter((one) => one.answerable === answerable);
  return {
    counts: {
      interviews: new Set(outcomes.map(({ interview }) => interview)).size,
      /** Of written interviews, each once. */
      answers: firstWritten(cases).length,
      assessments: outcomes.length,
      failed: shareWithInterval(outcomes.filter(({ failed }) => failed !== undefined).length, outcomes.length),
    },
    agreement: agreementMeasures(cases),
    abstention: abstentionMeasures(cases),
    retest: retestMeasures(cases),
    readings: readingMeasures(cases),
    ladder: ladderMeasures(cases),
    twins: twinKinds.map((kind) => twinMeasure(kind, cases)),
    injection: [
      injectionMeasure('as they are', cases, cases),
      ...Object.entries(gullible).map(([readers, own]) => injectionMeasure(readers, casesOf(interviews, own), cases)),
    ],
    quality: qualityMeasures(cases),
    protectedMatters: {
      ...shareWithInterval(protectedMatters.flagged.length, protectedMatters.looked),
      flagged: protectedMatters.flagged,
    },
    chat: {
      answered: shareWithInterval(asked(true).filter(({ answered }) => answered).length, asked(true).length),
      madeUp: shareWithInterval(asked(false).filter(({ answered }) => answered).length, asked(false).length),
    },
    calls: jobFigures(calls),
  };
};
export type Measures = ReturnType<typeof measureAll>;
