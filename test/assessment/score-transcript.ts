// Scores a transcript the way the activity does, without a database: for tests of the rules and the engine.
import { createHash } from 'node:crypto';
import { assess, defaultAssessSettings, type AssessSettings } from '../../activities/assess.ts';
import type { Assessment, Judgement } from '../../domain/assessment/assessment.ts';
import type { ScoringMaterial } from '../../domain/ports/assessment.ts';
import type { Assessor } from '../../domain/ports/models.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { inlineTextWork } from '../../infra/text-pool/text-pool.ts';
import type { Turn } from '../../domain/room/transcript.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const materialOf = (plan: Plan, turns: Turn[], more: Partial<ScoringMaterial> = {}): ScoringMaterial => ({
  plan,
  planRevision: 1,
  dictated: false,
  turns,
  job: { qualifications: [], jobDescription: '' },
  profileText: '',
  names: [],
  ...more,
});

const { signal } = new AbortController();

const assessed = (assessor: Assessor, material: ScoringMaterial, settings: Partial<AssessSettings> = {}) =>
  assess(
    {
      assessor,
      textWork: inlineTextWork,
      stamp: { engine: 'offline', promptHash: 'test' },
      settings: { ...defaultAssessSettings, ...settings },
    },
    { material, tenantId: 'ten_1', revision: 1, at: 0 },
    signal,
  );

export const judgeAll = async (assessor: Assessor, material: ScoringMaterial): Promise<Judgement[]> =>
  (await assessed(assessor, material)).judgements;

export const scoreTranscript = async (...of: Parameters<typeof assessed>): Promise<Assessment> =>
  (await assessed(...of)).assessment;
