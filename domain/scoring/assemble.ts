// Puts an assessment together from the judges' words: the one place where all rules of scoring meet.
import type { Assessment, CompetencyResult, Judgement, ProbeResult } from '../assessment/assessment.ts';
import type { ScoringMaterial } from '../ports/assessment.ts';
import type { ModelStamp } from '../ports/models.ts';
import type { Digest } from '../ports/system.ts';
import type { Competency } from '../plan/plan.ts';
import { aggregateCompetency, insufficient } from './aggregate.ts';
import { coverageOf, skippedQuestions, talkTimeOf, withoutSkipped } from './coverage.ts';
import { gateCompetency, type Gate } from './gate.ts';
import { createLeakGuard } from './leak.ts';
import { reportOf } from './report.ts';
import { skillsOf } from '../skills/recognise-skills.ts';
import { standSkills } from './skill-standing.ts';
import { transcriptHash } from './transcript-hash.ts';
import { advisoryTotal, totalOf } from './verdict.ts';

/** Competencies that may go to the judges, and why the others may not. */
export const gateAll = ({ plan, turns }: Pick<ScoringMaterial, 'plan' | 'turns'>): Map<string, Gate> =>
  new Map(
    plan.competencies.map((competency) => [
      competency.id,
      gateCompetency({ competency, questions: plan.questions, turns }),
    ]),
  );

const resultOf = (
  competency: Competency,
  gate: Gate | undefined,
  judgements: readonly Judgement[],
  material: ScoringMaterial,
): CompetencyResult => {
  if (gate && !gate.open) return insufficient(competency, gate.reason);
  const own = judgements.filter((judgement) => judgement.competencyId === competency.id);
  return aggregateCompetency(withoutSkipped(competency, material), own, material.turns);
};

/** One result per competency of the plan, in its order. */
export const resultsOf = (material: ScoringMaterial, judgements: readonly Judgement[]): CompetencyResult[] => {
  const gates = gateAll(material);
  return material.plan.competencies.map((competency) =>
    resultOf(competency, gates.get(competency.id), judgements, material),
  );
};

const rubricTexts = ({ plan }: ScoringMaterial): string[] => [
  ...plan.competencies.flatMap(({ name, definition, anchors }) => [name, definition, ...Object.values(anchors)]),
  ...plan.questions.flatMap(({ text, probes }) => [text, ...probes]),
];

/** The same judgements with explanations that neither quote nor name the candidate. */
export const withoutLeaks = (judgements: readonly Judgement[], material: ScoringMaterial): Judgement[] => {
  const guard = createLeakGuard({
    answers: material.turns.flatMap((turn) => turn.answer ?? []),
    names: material.names,
    known: rubricTexts(material),
  });
  return judgements.map((judgement) => ({ ...judgement, rationale: guard(judgement.rationale) }));
};

export type AssembleInput = {
  revision: number;
  material: ScoringMaterial;
  /** As returned by `withoutLeaks`. */
  judgements: readonly Judgement[];
  probes: ProbeResult[];
  stamp: ModelStamp;
  advisory: boolean;
  /** Epoch milliseconds. */
  at: number;
};

export const assembleAssessment = (input: AssembleInput, digest: Digest): Assessment => {
  const { material, judgements, stamp, advisory } = input;
  const { plan, turns } = material;
  const competencies = resultsOf(material, judgements);
  const proposed = totalOf(plan, competencies, judgements);
  const total = advisory ? advisoryTotal(proposed) : proposed;
  return {
    revision: input.revision,
    engine: stamp.engine,
    ...(stamp.model === undefined ? {} : { model: stamp.model }),
    advisory,
    rubricHash: plan.rubricHash,
    promptHash: stamp.promptHash,
    transcriptHash: transcriptHash(turns, digest),
    ...total,
    competencies,
    skills: standSkills({
      asked: skillsOf(material.job.qualifications, material.job.jobDescription),
      profileText: material.profileText,
      plan,
      turns,
      results: competencies,
    }),
    ...reportOf(plan.competencies, competencies, total, { advisory }),
    coverage: coverageOf(plan.questions, turns),
    talkTime: talkTimeOf(turns),
    followUpsSkipped: skippedQuestions(turns).length,
    probes: input.probes,
    createdAt: new Date(input.at).toISOString(),
  };
};
