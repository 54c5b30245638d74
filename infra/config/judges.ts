// Who reads each competency: the deployment's own model as often as it is named, and models of others beside it.
import type { EngineConfig } from './engine.ts';
import type { PriceSetting } from './parsers.ts';
import type { ConfigProblem, Values } from './read-variables.ts';
import type { Secret } from './secret.ts';
import type { engineVariables } from './variables.ts';

type RemoteConfig = Exclude<EngineConfig, { kind: 'offline' }>;
type Jobs = NonNullable<RemoteConfig['jobs']>;

export type AssessmentConfig = {
  /** In the order of the readings. */
  judges: readonly ('own' | RemoteConfig)[];
  readings: number;
  firstReadings: number;
};

type EngineValues = Values<typeof engineVariables>;

const problemOf = (problem: string, remedy: string): ConfigProblem => ({ variable: 'PARLEY_JUDGES', problem, remedy });

const keyFor = (address: string | undefined, keys: ReadonlyMap<string, Secret>): Secret | undefined =>
  keys.get(new URL(address ?? 'https://api.anthropic.com').host);

/** Words for effort are those of one vendor. */
const withoutEffort = ({ planner, interviewer, assessor, assistant }: Jobs): Jobs => ({
  planner: { ...planner, effort: undefined },
  interviewer: { ...interviewer, effort: undefined },
  assessor: { ...assessor, effort: undefined },
  assistant: { ...assistant, effort: undefined },
});

type Named = Exclude<NonNullable<EngineValues['PARLEY_JUDGES']>[number], 'own'>;
type Given = { keys: ReadonlyMap<string, Secret>; prices: ReadonlyMap<string, PriceSetting> };

const noPrices = { priceInPerMillion: undefined, priceOutPerMillion: undefined, priceCachedPerMillion: undefined };

/** A key goes to the host that it was given for, and the deployment's own to its own address. */
const foreignConfig = (
  { kind, modelName, address }: Named & { kind: RemoteConfig['kind'] },
  { timeoutMs, jobs }: RemoteConfig,
  { keys, prices }: Given,
): RemoteConfig | ConfigProblem => {
  const { base: url, query = '' } = address ?? {};
  const key = keyFor(url, keys);
  const settings = {
    modelName,
    timeoutMs,
    query,
    ...(prices.get(modelName) ?? noPrices),
    ...(jobs && { jobs: withoutEffort(jobs) }),
  };
  if (kind === 'openai-compatible')
    return url === undefined
      ? problemOf(`names "${modelName}" without its address`, 'Write it as openai-compatible:model@https://….')
      : { kind, url, key, ...settings };
  return key === undefined
    ? problemOf(`names "${modelName}", for which there is no key`, 'Set PARLEY_JUDGE_KEYS=api.anthropic.com=….')
    : { kind, url, key, ...settings };
};

/** Nothing is guessed of a price. */
const judgeConfig = (named: Named, own: RemoteConfig, given: Given): RemoteConfig | ConfigProblem => {
  const { kind = own.kind, modelName, address } = named;
  const isOwn = kind === own.kind && (address === undefined || address.base === own.url);
  if (!isOwn) return foreignConfig({ ...named, kind }, own, given);
  return modelName === own.modelName ? own : { ...own, ...(given.prices.get(modelName) ?? noPrices), modelName };
};

/** Reports what a judge lacks; its result counts only when nothing was reported. */
export const assessmentConfig = (
  values: EngineValues,
  engine: EngineConfig,
  problems: ConfigProblem[],
): AssessmentConfig => {
  const { PARLEY_JUDGES: named, PARLEY_ASSESSOR_JUDGES: number = 3, PARLEY_FIRST_READINGS: first } = values;
  const listed = named ?? Array.from({ length: number }, () => 'own' as const);
  const prices = values.PARLEY_JUDGE_PRICES ?? new Map<string, PriceSetting>();
  const keys = values.PARLEY_JUDGE_KEYS ?? new Map<string, Secret>();
  const judges: ('own' | RemoteConfig)[] = [];
  for (const judge of listed) {
    if (judge === 'own') judges.push(judge);
    else if (engine.kind === 'offline')
      problems.push(
        problemOf('names models beside PARLEY_ENGINE=offline', 'Choose an engine with a model, or leave it out.'),
      );
    else {
      const config = judgeConfig(judge, engine, { keys, prices });
      if ('problem' in config) problems.push(config);
      else judges.push(config);
    }
  }
  const names = new Set(listed.map((judge) => (judge === 'own' ? judge : judge.modelName)));
  for (const name of prices.keys())
    if (!names.has(name))
      problems.push({
        variable: 'PARLEY_JUDGE_PRICES',
        problem: `names "${name}", which PARLEY_JUDGES does not`,
        remedy: 'Write the model’s name as it stands there.',
      });
  return { judges, readings: listed.length, firstReadings: Math.min(first, listed.length) };
};

/** As people are told of it; the host where it is not that of the deployment's own model. */
export const readerText = (own: RemoteConfig, { modelName, url }: RemoteConfig): string =>
  url === own.url ? modelName : `${modelName} (${new URL(url ?? 'https://api.anthropic.com').host})`;

/** The models beside the deployment's own, each once. */
export const otherReaders = (own: RemoteConfig, { judges }: Pick<AssessmentConfig, 'judges'>): RemoteConfig[] => {
  const others = judges.filter((one) => one !== 'own').filter((one) => readerText(own, one) !== own.modelName);
  return [...new Map(others.map((one) => [`${one.kind} ${one.modelName} ${one.url} ${one.query}`, one])).values()];
};

/** The models that read the answers, for those who are told where these go: the deployment's own first. */
export const readersOf = (engine: EngineConfig, assessment: AssessmentConfig): string | null => {
  if (engine.kind === 'offline') return null;
  const others = otherReaders(engine, assessment).map((one) => readerText(engine, one));
  return [...new Set([engine.modelName, ...others])].join(', ');
};

export type KnownPrices = { priceInPerMillion: number; priceOutPerMillion: number };

/** Of the reading with that number, and of all other calls by the own model; null where the price of any reader is not set. */
export const pricesOf = (
  own: RemoteConfig,
  { judges }: Pick<AssessmentConfig, 'judges'>,
): { own: KnownPrices; readings: KnownPrices[] } | null => {
  const known = [own, ...judges.map((judge) => (judge === 'own' ? own : judge))].flatMap(
    ({ priceInPerMillion, priceOutPerMillion }) =>
      priceInPerMillion === undefined || priceOutPerMillion === undefined
        ? []
        : [{ priceInPerMillion, priceOutPerMillion }],
  );
  const [first, ...readings] = known;
  return first === undefined || readings.length < judges.length ? null : { own: first, readings };
};
