// The four jobs done by one configured language model.
import type { Logger } from '../../domain/ports/log.ts';
import type { Engines } from '../../domain/ports/models.ts';
import type { Fetch } from './bounded-fetch.ts';
import { createModelCaller } from './call-model.ts';
import { createModelAssessor } from './model-assessor.ts';
import { createModelAssistant } from './model-assistant.ts';
import { createModelInterviewer } from './model-interviewer.ts';
import { createModelPlanner } from './model-planner.ts';
import { createProviderModel, type RemoteConfig } from './provider-model.ts';

/** `fetch` replaces the network to the model provider. */
export type EngineDeps = { fetch?: Fetch; log: Logger };

export const createModelEngines = async (config: RemoteConfig, { fetch, log }: EngineDeps): Promise<Engines> => {
  const call = createModelCaller({
    engine: config.kind,
    ...(await createProviderModel(config, fetch)),
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
