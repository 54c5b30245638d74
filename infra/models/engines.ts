// The engines that do the thinking, as the configuration chose them.
import type { Assessor, Engines } from '../../domain/ports/models.ts';
import type { EngineConfig } from '../config/engine.ts';
import type { AssessmentConfig } from '../config/judges.ts';
import type { EngineDeps } from './model-engines.ts';
import type { TextWork } from '../../domain/ports/text-work.ts';
import type { AllTextTasks } from '../text-pool/tasks.ts';
import { inlineTextWork } from '../text-pool/text-pool.ts';

/** The rules read whole texts: they do it where `text` lets them. */
const createOfflineEngines = (text: TextWork<AllTextTasks>): Engines => ({
  planner: {
    draft: (input, options) => text.run('offline.draft', input, options),
    revise: (input, current, request, options) => text.run('offline.revise', { input, current, request }, options),
    revisionRefusal: (current, request, options) => text.run('offline.revisionRefusal', { current, request }, options),
  },
  interviewer: {
    // The answer that was just given is all that it looks at.
    followUp: (input, options) => text.run('offline.followUp', { ...input, turns: input.turns.slice(-1) }, options),
    reword: (input, options) => text.run('offline.reword', input, options),
  },
  assessor: { advisory: true, judge: (input, options) => text.run('offline.judge', input, options) },
  assistant: { answer: (input, options) => text.run('offline.answer', input, options) },
});

/** For tests and tools, which wait for nobody. */
export const offlineEngines = createOfflineEngines(inlineTextWork);

/** Each reading has its reader: which model it is shows in what it gives. */
const panelOf = (readers: readonly Assessor[], basis: string): Assessor => ({
  advisory: false,
  basis,
  judge: (input, options) => {
    const reader = readers[input.judge % readers.length];
    if (reader === undefined) throw new RangeError('a panel has readers');
    return reader.judge(input, options);
  },
});

/** The libraries of model providers take memory in every process that loads them: they come only where they are used. */
export const createEngines = async (
  config: EngineConfig,
  deps: EngineDeps & { textWork: TextWork<AllTextTasks> },
  judges: AssessmentConfig['judges'] = [],
): Promise<Engines> => {
  if (config.kind === 'offline') return createOfflineEngines(deps.textWork);
  const { createModelEngines } = await import('./model-engines.ts');
  const engines = await createModelEngines(config, deps);
  if (judges.every((judge) => judge === 'own')) return engines;
  const readers = judges.map(async (judge) =>
    judge === 'own' ? engines.assessor : (await createModelEngines(judge, deps)).assessor,
  );
  const names = judges.map((judge) => (judge === 'own' ? judge : [judge.kind, judge.modelName, judge.url]));
  return {
    ...engines,
    assessor: panelOf(await Promise.all(readers), JSON.stringify([engines.assessor.basis, names])),
  };
};
