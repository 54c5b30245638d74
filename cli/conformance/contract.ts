// What a contract is: rules that an endpoint must or should keep, each with the calls that try it and the document that says so.
import type { Bench } from './bench.ts';

export type Level = 'must' | 'should';

export type Rule = {
  /** After the contract's name and a dot it is unique among all rules. */
  id: string;
  level: Level;
  says: string;
  /** Where the vendor's documents say so, in words, or why it is asked for all the same. */
  source: string;
  check: (bench: Bench) => Promise<void>;
};

export type Option = {
  name: string;
  shows: string;
  /** Never shown again; `@file` reads it from there. */
  secret?: true;
  required?: true;
};

export type Contract = {
  name: string;
  title: string;
  /** What `--url` names. */
  url: string;
  /** What a run leaves behind. */
  leaves: string;
  /** Its end opens it: reports do not show that. */
  urlIsSecret?: true;
  /** Its answers are about people that were there before: reports show none of them. */
  showsPeople?: true;
  options: readonly Option[];
  rules: readonly Rule[];
};

export type Check = Rule['check'];

export const must = (id: string, says: string, source: string, check: Check): Rule => ({
  id,
  level: 'must',
  says,
  source,
  check,
});

export const should = (id: string, says: string, source: string, check: Check): Rule => ({
  ...must(id, says, source, check),
  level: 'should',
});
