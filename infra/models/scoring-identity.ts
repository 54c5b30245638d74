// What scores in this deployment, in the terms by which evaluations are told apart.
import type { ScoringIdentity } from '../../domain/evaluation/evidence.ts';
import rules from '../../domain/evaluation/rules.json' with { type: 'json' };
import { engineNames, type EngineConfig } from '../config/engine.ts';
import { offlinePromptHash } from '../text-pool/tasks.ts';
import { loadPrompt } from './prompt-file.ts';

export const scoringIdentity = (engine: EngineConfig): ScoringIdentity => {
  const { kind, model } = engineNames(engine);
  const promptHash = model === null ? offlinePromptHash : loadPrompt('assessor').hash;
  return { engine: kind, model, promptHash, rulesHash: rules.rulesHash };
};
