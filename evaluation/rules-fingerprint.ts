// Knows the rules that make scores of readings by what they do: the same readings in, a hash of what comes out.
import { expandSet } from '../domain/evaluation/expand-set.ts';
import { canonicalJson } from '../domain/text/canonical-json.ts';
import { sha256 } from '../infra/system.ts';
import { assess } from './assess.ts';
import { loadSet } from './load-set.ts';
import { scriptedAssessor } from './readers.ts';

const { signal } = new AbortController();
const stamp = { engine: 'scripted', promptHash: '' };
const numbers = { readings: 3, firstReadings: 2 };

/** Changes when, and only when, some reading of the general set would be gated, counted or weighed in another way. */
export const rulesFingerprint = async (): Promise<string> => {
  const outcomes = [];
  for (const interview of expandSet(loadSet('general'), sha256))
    outcomes.push(await assess(interview, 0, { assessor: scriptedAssessor(interview), stamp, numbers }, signal));
  return sha256(canonicalJson(outcomes));
};
