// Who reads each competency: the deployment's own model as often as it is named, and models of others beside it.
import type { EngineConfig } from './engine.ts';
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

/** A key goes to the host that it was given for, and the deployment's own to its own address. */
const judgeConfig = (
  { kind, modelName, address }: Exclude<NonNullable<EngineValues['PARLEY_JUDGES']>[number], 'own'>,
  own: RemoteConfig,
  keys: ReadonlyMap<string, Secret>,
): RemoteConfig | ConfigProblem => {
  const { base: url, query = '' } = address ?? {};
  const isOwn = (kind ?? own.kind) === own.kind && (url === undefined || url === own.url);
  if (isOwn) return { ...own, modelName };
  const key = keyFor(url, keys);
  const { timeoutMs, priceInPerMillion, priceOutPerMillion, priceCachedPerMillion } = own;
  const prices = { priceInPerMillion, priceOutPerMillion, priceCachedPerMillion };
  const settings = { modelName, timeoutMs, ...prices, query, ...(own.jobs && { jobs: withoutEffort(own.jobs) }) };
  if ((kind ?? own.kind) === 'openai-compatible')
    return url === undefined
      ? problemOf(`names "${modelName}" without its address`, 'Write it as openai-compatible:model@https://….')
      : { kind: 'openai-compatible', url, key, ...settings };
  return key === undefined
    ? problemOf(`names "${modelName}", for which there is no key`, 'Set PARLEY_JUDGE_KEYS=api.anthropic.com=….')
    : { kind: 'anthropic', url, key, ...settings };
};

/** Reports what a judge lacks; its result counts only when nothing was reported. */
export const assessmentConfig = (
  values: EngineValues,
  engine: EngineConfig,
  problems: ConfigProblem[],
): AssessmentConfig => {
  const { PARLEY_JUDGES: named, PARLEY_ASSESSOR_JUDGES: number = 3, PARLEY_FIRST_READINGS: first } = values;
  const listed = named ?? Array.from({ length: number }, () => 'own' as const);
  const keys = values.PARLEY_JUDGE_KEYS ?? new Map<string, Secret>();
  const judges: ('own' | RemoteConfig)[] = [];
  for (const judge of listed) {
    if (judge === 'own') judges.push(judge);
    else if (engine.kind === 'offline')
      problems.push(
        problemOf('names models beside PARLEY_ENGINE=offline', 'Choose an engine with a model, or leave it out.'),
      );
    else {
      const config = judgeConfig(judge, engine, keys);
      if ('problem' in config) problems.push(config);
      else judges.push(config);
    }
  }
  return { judges, readings: listed.length, firstReadings: Math.min(first, listed.length) };
};

/** The models that read the answers, for those who are told where these go: the deployment's own first. */
export const readersOf = (engine: EngineConfig, { judges }: AssessmentConfig): string | null => {
  if (engine.kind === 'offline') return null;
  const others = judges.flatMap((one) =>
    one === 'own' || (one.modelName === engine.modelName && one.url === engine.url)
      ? []
      : [
          one.url === engine.url
            ? one.modelName
            : `${one.modelName} (${new URL(one.url ?? 'https://api.anthropic.com').host})`,
        ],
  );
  return [...new Set([engine.modelName, ...others])].join(', ');
};
