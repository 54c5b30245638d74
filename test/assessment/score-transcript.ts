// Scores a transcript the way the activity does, without a database: for tests of the rules and the engine.
import { createHash } from 'node:crypto';
import type { Assessment, Judgement } from '../../domain/assessment/assessment.ts';
import type { ScoringMaterial } from '../../domain/ports/assessment.ts';
import type { Assessor } from '../../domain/ports/models.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { assembleAssessment, gateAll, withoutLeaks } from '../../domain/scoring/assemble.ts';
import { readableTurns } from '../../domain/scoring/gate.ts';
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

export const judgeAll = async (assessor: Assessor, material: ScoringMaterial): Promise<Judgement[]> => {
  const gates = gateAll(material);
  const turns = readableTurns(material.turns);
  const open = material.plan.competencies.filter(({ id }) => gates.get(id)?.open);
  const results = await Promise.all(
    open.flatMap((competency) =>
      [0, 1, 2].map((judge) =>
        assessor.judge({ competency, questions: material.plan.questions, turns, judge }, { signal, tenantId: 'ten_1' }),
      ),
    ),
  );
  return results.map(({ value }) => value);
};

export const scoreTranscript = async (assessor: Assessor, material: ScoringMaterial): Promise<Assessment> => {
  const judgements = withoutLeaks(await judgeAll(assessor, material), material);
  const stamp = { engine: 'offline', promptHash: 'test' };
  return assembleAssessment({ revision: 1, material, judgements, probes: [], stamp, advisory: true, at: 0 }, sha256);
};
