// Stands in for models and voice providers behind the workflow's activities: quick, and as troublesome as a test asks.
import { Context } from '@temporalio/activity';
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import type { ConversationProgress } from '../../domain/ports/room.ts';
import type { Hearing } from '../../domain/room/hearing.ts';
import type { HearingActivities, InterviewActivities, RecordingActivities } from '../../workflows/contracts.ts';

type Step =
  | 'draftPlan'
  | 'openSession'
  | 'scoreInterview'
  | 'mergeInfo'
  | 'readProgress'
  | 'storeRecording'
  | 'hearRecording'
  | 'giveUpRecording';
/** `afterMs` is what a service says about when to come again. */
type Trouble = { kind: 'fail'; code: ErrorCode; times: number; afterMs?: number } | { kind: 'hang' };

export type ScriptedWork = {
  activities: InterviewActivities & RecordingActivities & HearingActivities;
  calls: { step: Step; runId: string }[];
  /** Trouble for the next calls of a step of one run. */
  trouble(step: Step, runId: string, trouble: Trouble | null): void;
  progress: Map<string, ConversationProgress>;
  /** What is made of a run's recordings; stored and heard unless it says so. */
  spoken: Map<string, { stored?: boolean; hearing?: Hearing }>;
};

export const createScriptedWork = (): ScriptedWork => {
  const troubles = new Map<string, Trouble>();
  const calls: ScriptedWork['calls'] = [];
  const progress: ScriptedWork['progress'] = new Map();
  const spoken: ScriptedWork['spoken'] = new Map();

  const enter = async (step: Step, runId: string): Promise<void> => {
    calls.push({ step, runId });
    const trouble = troubles.get(`${step}/${runId}`);
    if (trouble?.kind === 'hang') {
      const beat = setInterval(() => Context.current().heartbeat(), 200);
      await Context.current().cancelled.finally(() => clearInterval(beat));
    }
    if (trouble?.kind !== 'fail' || trouble.times-- <= 0) return;
    const { code, afterMs } = trouble;
    throw new AppError(code, afterMs === undefined ? {} : { retryAfterSeconds: afterMs / 1_000 });
  };

  return {
    calls,
    progress,
    spoken,
    trouble: (step, runId, trouble) =>
      void (trouble ? troubles.set(`${step}/${runId}`, trouble) : troubles.delete(`${step}/${runId}`)),
    activities: {
      draftPlan: async ({ runId, revision }) => {
        await enter('draftPlan', runId);
        return { revision };
      },
      mergeInfo: async ({ runId, submissionId }) => {
        await enter('mergeInfo', runId);
        const complete = submissionId.includes('complete');
        return complete
          ? { dataQuality: 'GOOD', missing: [] }
          : {
              dataQuality: 'INSUFFICIENT',
              missing: [{ field: 'level', severity: 'CRITICAL', reason: 'level.missing' }],
            };
      },
      openSession: async ({ runId, attempt }) => {
        await enter('openSession', runId);
        return { sessionId: `session_${runId}_${attempt}`, provider: 'room' };
      },
      scoreInterview: async ({ runId, revision }) => {
        await enter('scoreInterview', runId);
        return { revision, verdict: 'HIRE' };
      },
      readProgress: async ({ runId }) => {
        await enter('readProgress', runId);
        return progress.get(runId) ?? { lastTurnAt: null, answers: 0, done: false };
      },
      storeRecording: async ({ runId }) => {
        await enter('storeRecording', runId);
        return { stored: spoken.get(runId)?.stored ?? true };
      },
      hearRecording: async ({ runId }) => {
        await enter('hearRecording', runId);
        return { hearing: spoken.get(runId)?.hearing ?? 'heard' };
      },
      giveUpRecording: ({ runId }) => enter('giveUpRecording', runId),
    },
  };
};
