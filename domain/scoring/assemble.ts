// Puts an assessment together from what readings gave: the one place where all rules of scoring meet.
import {
  integrityNotes,
  type Assessment,
  type CompetencyResult,
  type IntegrityNote,
  type Judgement,
  type ProbeResult,
} from '../assessment/assessment.ts';
import type { ScoringMaterial } from '../ports/assessment.ts';
import type { ModelStamp } from '../ports/models.ts';
import type { Digest } from '../ports/system.ts';
import type { Competency } from '../plan/plan.ts';
import { aggregateCompetency, insufficient } from './aggregate.ts';
import { coverageOf, skippedQuestions, talkTimeOf, withoutSkipped } from './coverage.ts';
import { aggregateByEarlierRules } from './earlier-rules.ts';
import { gateCompetency, type Gate } from './gate.ts';
import { createLeakGuard, isWithheld } from './leak.ts';
import { speaksToRater } from './rater-address.ts';
import { reportOf } from './report.ts';
import { skillsOf } from '../skills/recognise-skills.ts';
import { standSkills } from './skill-standing.ts';
import { scoreableTurns } from './spans.ts';
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

/** Readings and how many were asked for, by competency; none where they were recorded before that was counted. */
export type Readings = { judgements: readonly Judgement[]; asked?: Readonly<Record<string, number>> };

const resultOf = (
  competency: Competency,
  gate: Gate | undefined,
  { judgements, asked }: Readings,
  material: ScoringMaterial,
): CompetencyResult => {
  if (gate && !gate.open) return insufficient(competency, gate.reason);
  const own = judgements.filter((judgement) => judgement.competencyId === competency.id);
  if (asked === undefined) return aggregateByEarlierRules(competency, own, material.turns);
  return aggregateCompetency(withoutSkipped(competency, material), own, material.turns, asked[competency.id]);
};

/** One result per competency of the plan, in its order. */
export const resultsOf = (material: ScoringMaterial, readings: Readings): CompetencyResult[] => {
  const gates = gateAll(material);
  return material.plan.competencies.map((competency) =>
    resultOf(competency, gates.get(competency.id), readings, material),
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
  return judgements.map((judgement) => ({
    ...judgement,
    rationale: guard(judgement.rationale),
    // What is withheld says so once.
    ...(judgement.missingForNextLevel !== undefined && {
      missingForNextLevel: isWithheld(guard(judgement.missingForNextLevel)) ? '' : judgement.missingForNextLevel,
    }),
  }));
};

const integrityOf = (turns: ScoringMaterial['turns']): IntegrityNote[] => {
  const speaking = scoreableTurns(turns).filter(({ answer }) => speaksToRater(answer));
  const code = 'speaks_to_rater';
  return speaking.length === 0
    ? []
    : [{ code, note: integrityNotes[code], turns: [...new Set(speaking.map(({ turn }) => turn))] }];
};

/** The `judgements` as returned by `withoutLeaks`. */
export type AssembleInput = Readings & {
  revision: number;
  material: ScoringMaterial;
  probes: ProbeResult[];
  stamp: ModelStamp;
  advisory: boolean;
  /** Epoch milliseconds. */
  at: number;
};

export const assembleAssessment = (input: AssembleInput, digest: Digest): Assessment => {
  const { material, judgements, stamp, advisory } = input;
  const { plan, turns } = material;
  const competencies = resultsOf(material, input);
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
    ...(input.asked !== undefined && { integrity: integrityOf(turns) }),
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
