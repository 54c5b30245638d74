// The four jobs done by one configured language model.
import type { Logger } from '../../domain/ports/log.ts';
import type { Engines } from '../../domain/ports/models.ts';
import type { Fetch } from './bounded-fetch.ts';
import { createModelCaller } from './call-model.ts';
import { createModelAssessor } from './model-assessor.ts';
import { createModelAssistant } from './model-assistant.ts';
import { createModelInterviewer } from './model-interviewer.ts';
import { createModelPlanner } from './model-planner.ts';
import { createProviderModel, type ProviderModel, type RemoteConfig } from './provider-model.ts';

/** `fetch` replaces the network to the model provider. */
export type EngineDeps = { fetch?: Fetch; log: Logger };

export const enginesOn = (provider: ProviderModel, config: RemoteConfig, log: Logger): Engines => {
  const call = createModelCaller({
    engine: config.kind,
    ...provider,
    modelName: config.modelName,
    timeoutMs: config.timeoutMs,
    prices: config,
    jobs: config.jobs,
    log,
  });
  return {
    planner: createModelPlanner(call),
    interviewer: createModelInterviewer(call),
    assessor: createModelAssessor(call),
    assistant: createModelAssistant(call),
  };
};

export const createModelEngines = async (config: RemoteConfig, { fetch, log }: EngineDeps): Promise<Engines> =>
  enginesOn(await createProviderModel(config, fetch), config, log);
