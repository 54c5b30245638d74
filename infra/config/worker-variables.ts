// How much a worker does at the same time, and where it is watched.
import * as as from './parsers.ts';
import { variable, type VariableTable } from './variables.ts';

export const workerVariables = {
  PARLEY_WORKER_METRICS_PORT: variable(as.port(), {
    description: 'Port of the worker’s /metrics.',
    default: '9465',
  }),
  PARLEY_WORKFLOW_CACHE: variable(as.wholeNumber({ min: 0, max: 100_000 }), {
    description: 'Workflows a worker keeps in memory between tasks.',
    default: '300',
    unit: 'workflows',
  }),
  PARLEY_WORKER_ACTIVITIES: variable(as.wholeNumber({ min: 1, max: 1_000 }), {
    description: 'Activities a worker runs at the same time, beside those that ask a model.',
    default: '50',
    unit: 'activities',
  }),
  PARLEY_WORKER_MODEL_ACTIVITIES: variable(as.wholeNumber({ min: 1, max: 1_000 }), {
    description: 'Plans and assessments a worker has under way at the same time; others wait their turn.',
    default: '20',
    unit: 'activities',
  }),
  PARLEY_WORKER_SPEECH_ACTIVITIES: variable(as.wholeNumber({ min: 1, max: 1_000 }), {
    description: 'Spoken answers a worker stores at the same time; each takes up to 70 MB of memory.',
    default: '4',
    unit: 'activities',
  }),
  PARLEY_WORKER_HEARING_ACTIVITIES: variable(as.wholeNumber({ min: 1, max: 1_000 }), {
    description:
      'Spoken answers a worker has the recogniser listen to at the same time, each in up to 70 MB of memory; fewer for a recogniser on a small machine of yours. Times the number of workers.',
    default: '8',
    unit: 'activities',
  }),
  PARLEY_LOST_AFTER_MS: variable(as.wholeNumber({ min: 0, max: 86_400_000 }), {
    description:
      'How long an interview whose workflow was terminated may be restarted before it ends as `CANCELLED` / `FAILED`.',
    default: '600000',
    unit: 'milliseconds',
  }),
} satisfies VariableTable;
