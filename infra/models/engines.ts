// The engines that do the thinking, as the configuration chose them.
import type { Engines } from '../../domain/ports/models.ts';
import type { EngineConfig } from '../config/engine.ts';
import { createModelEngines, type EngineDeps } from './model-engines.ts';
import { createOfflineAssessor } from '../../engines/offline/assessor.ts';
import { createOfflineAssistant } from '../../engines/offline/assistant.ts';
import { createOfflineInterviewer } from '../../engines/offline/interviewer.ts';
import { createOfflinePlanner } from '../../engines/offline/planner.ts';

export const createEngines = (config: EngineConfig, deps: EngineDeps): Engines => {
  if (config.kind !== 'offline') return createModelEngines(config, deps);
  return {
    planner: createOfflinePlanner(),
    interviewer: createOfflineInterviewer(),
    assessor: createOfflineAssessor(),
    assistant: createOfflineAssistant(),
  };
};
