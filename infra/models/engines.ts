// The engines that do the thinking, as the configuration chose them.
import type { Logger } from '../../domain/ports/log.ts';
import type { Engines } from '../../domain/ports/models.ts';
import type { EngineConfig } from '../config/engine.ts';
import type { Fetch } from './bounded-fetch.ts';
import { createModelCaller } from './call-model.ts';
import { createModelAssessor } from './model-assessor.ts';
import { createModelAssistant } from './model-assistant.ts';
import { createModelInterviewer } from './model-interviewer.ts';
import { createModelPlanner } from './model-planner.ts';
import { createOfflineAssessor } from './offline/assessor.ts';
import { createOfflineAssistant } from './offline/assistant.ts';
import { createOfflineInterviewer } from './offline/interviewer.ts';
import { createOfflinePlanner } from './offline/planner.ts';
import { createProviderModel } from './provider-model.ts';

/** `fetch` replaces the network to the model provider. */
export type EngineDeps = { fetch?: Fetch; log: Logger };

const offlineEngines = (): Engines => ({
  planner: createOfflinePlanner(),
  interviewer: createOfflineInterviewer(),
  assessor: createOfflineAssessor(),
  assistant: createOfflineAssistant(),
});

export const createEngines = (config: EngineConfig, { fetch, log }: EngineDeps): Engines => {
  if (config.kind === 'offline') return offlineEngines();
  const call = createModelCaller({
    engine: config.kind,
    model: createProviderModel(config, fetch),
    modelName: config.modelName,
    timeoutMs: config.timeoutMs,
    prices: config,
    sendsSeed: config.kind === 'openai-compatible',
    log,
  });
  return {
    planner: createModelPlanner(call),
    interviewer: createModelInterviewer(call),
    assessor: createModelAssessor(call),
    assistant: createModelAssistant(call),
  };
};
