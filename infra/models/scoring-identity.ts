// What scores in this deployment, in the terms by which evaluations are told apart.
import type { ScoringIdentity } from '../../domain/evaluation/evidence.ts';
import rules from '../../domain/evaluation/rules.json' with { type: 'json' };
import { engineNames, type EngineConfig } from '../config/engine.ts';
import type { AssessmentConfig } from '../config/judges.ts';
import { offlinePromptHash } from '../text-pool/tasks.ts';
import { loadPrompt } from './prompt-file.ts';
import { samplingText } from './sampling.ts';

/** The own model's name; where others read beside it all of them, in the order of the readings. */
const readersOf = (own: string, { judges }: Pick<AssessmentConfig, 'judges'>): string => {
  const others = judges.some((judge) => judge !== 'own');
  return others ? judges.map((judge) => (judge === 'own' ? own : `${judge.kind}:${judge.modelName}`)).join('+') : own;
};

/** Everything else that changes what readings come to. */
const readingsText = (
  engine: Exclude<EngineConfig, { kind: 'offline' }>,
  { readings, firstReadings }: AssessmentConfig,
): string => {
  const effort = engine.jobs?.assessor.effort;
  const number = `${readings}, ${Math.min(firstReadings, readings)} at first`;
  return [number, samplingText, ...(effort === undefined ? [] : [`effort ${effort}`])].join(', ');
};

export const scoringIdentity = (engine: EngineConfig, assessment: AssessmentConfig): ScoringIdentity => {
  const { kind, model: own } = engineNames(engine);
  const model = own === null ? null : readersOf(own, assessment);
  const promptHash = model === null ? offlinePromptHash : loadPrompt('assessor').hash;
  const readings = engine.kind === 'offline' ? null : readingsText(engine, assessment);
  return { engine: kind, model, promptHash, rulesHash: rules.rulesHash, readings };
};
