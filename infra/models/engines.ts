// The engines that do the thinking, as the configuration chose them.
import type { Engines } from '../../domain/ports/models.ts';
import type { EngineConfig } from '../config/engine.ts';
import type { EngineDeps } from './model-engines.ts';
import { createOfflineAssessor } from '../../engines/offline/assessor.ts';
import { createOfflineAssistant } from '../../engines/offline/assistant.ts';
import { createOfflineInterviewer } from '../../engines/offline/interviewer.ts';
import { createOfflinePlanner } from '../../engines/offline/planner.ts';

export const offlineEngines: Engines = {
  planner: createOfflinePlanner(),
  interviewer: createOfflineInterviewer(),
  assessor: createOfflineAssessor(),
  assistant: createOfflineAssistant(),
};

/** The libraries of model providers take memory in every process that loads them: they come only where they are used. */
export const createEngines = async (config: EngineConfig, deps: EngineDeps): Promise<Engines> => {
  if (config.kind === 'offline') return offlineEngines;
  const { createModelEngines } = await import('./model-engines.ts');
  return createModelEngines(config, deps);
};
