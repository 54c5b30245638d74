// The report of an evaluation: about what, with which set, every measure and every outcome, and the hash it is named by.
import { expectationsOf, type Expectation } from '../domain/evaluation/expectations.ts';
import type { ImportedMeasures } from '../domain/evaluation/imported.ts';
import type { Measures } from '../domain/evaluation/measure-all.ts';
import type { Outcome } from '../domain/evaluation/outcome.ts';
import { canonicalJson } from '../domain/text/canonical-json.ts';
import { sha256 } from '../infra/system.ts';
import type { Trials } from './trials.ts';

export type Report = {
  format: 'parley-evaluation';
  version: 1;
  subject: {
    engine: string;
    model: string | null;
    /** The names under which it answered. */
    served: string[];
    promptHash: string;
    rulesHash: string;
    /** How readings were counted and drawn, in the words of the identity. */
    how: string | null;
    /** At most, and how many of them are asked for at once. */
    readings: number;
    firstReadings: number;
  };
  set: { choice: string; name: string; version: string; hash: string; repeats: number };
  madeAt: string;
  expectations: Expectation[];
  measures: Measures;
  drafts: Trials['drafts'];
  imported: ImportedMeasures | null;
  outcomes: readonly Outcome[];
  /** SHA-256 of the canonical JSON of everything else. */
  hash: string;
};

export const finishReport = (parts: Omit<Report, 'format' | 'version' | 'expectations' | 'hash'>): Report => {
  const whole = {
    format: 'parley-evaluation',
    version: 1,
    expectations: expectationsOf(parts.measures),
    ...parts,
  } as const;
  return { ...whole, hash: sha256(canonicalJson(whole)) };
};
