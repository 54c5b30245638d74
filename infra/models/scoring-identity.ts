// What scores in this deployment, in the terms by which evaluations are told apart.
import type { ScoringIdentity } from '../../domain/evaluation/evidence.ts';
import rules from '../../domain/evaluation/rules.json' with { type: 'json' };
import { engineNames, type EngineConfig } from '../config/engine.ts';
import type { AssessmentConfig } from '../config/judges.ts';
import { offlinePromptHash } from '../text-pool/tasks.ts';
import { loadPrompt } from './prompt-file.ts';

/** The own model's name; where others read beside it all of them, in the order of the readings. */
const readersOf = (own: string, { judges }: Pick<AssessmentConfig, 'judges'>): string => {
  const others = judges.some((judge) => judge !== 'own');
  return others ? judges.map((judge) => (judge === 'own' ? own : `${judge.kind}:${judge.modelName}`)).join('+') : own;
};

export const scoringIdentity = (
  engine: EngineConfig,
  assessment: Pick<AssessmentConfig, 'judges'>,
): ScoringIdentity => {
  const { kind, model: own } = engineNames(engine);
  const model = own === null ? null : readersOf(own, assessment);
  const promptHash = model === null ? offlinePromptHash : loadPrompt('assessor').hash;
  return { engine: kind, model, promptHash, rulesHash: rules.rulesHash };
};
