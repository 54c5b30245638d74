// The assessment as its reader may see it by now: evidence at once, what is proposed after an own rating.
import type { OpenedAssessment } from '../../domain/assessment/assessment.ts';
import type { ShownPlan } from '../../domain/plan/shown-plan.ts';
import type { ReviewMaterial } from '../../domain/ports/review-views.ts';
import { revealOf } from '../../domain/review/evidence.ts';
import { followUpsOf } from '../../domain/review/follow-ups.ts';
import type { AssessmentPart, OwnRating, Proposed, ReviewCompetency } from './view.ts';

type Result = OpenedAssessment['competencies'][number];

const proposedOf = (result: Result): Proposed => ({
  status: result.status,
  reason: result.reason,
  abstained: result.abstained ?? null,
  score: result.score,
  spread: result.spread,
  band: result.band ?? null,
  anchor: result.anchor,
  held: result.held ?? false,
  quotesLost: result.quotesLost ?? 0,
  rationale: result.rationale,
  missingForNextLevel: result.missingForNextLevel ?? '',
});

const ownOf = ({ ratings }: ReviewMaterial, id: string): OwnRating | null => {
  const own = ratings.find(({ competencyId }) => competencyId === id);
  return own === undefined ? null : { rating: own.rating ?? 'passed' };
};

type Shown = {
  assessment: OpenedAssessment;
  plan: ShownPlan | null;
  material: ReviewMaterial;
  /** Its reader rates before the proposal is shown. */
  blind: boolean;
};

/** An assessment says nothing of levels beside a plan that it was not made by. */
const inRubric = ({ assessment, plan }: Shown, id: string) => {
  const known = plan?.competencies.find((one) => one.id === id);
  if (known === undefined) return { definition: '', weight: 0, required: false, anchors: null };
  const { definition, weight, required, anchors } = known;
  return { definition, weight, required, anchors: plan?.rubricHash === assessment.rubricHash ? anchors : null };
};

const competencyOf = (shown: Shown, result: Result, isShown: (id: string) => boolean): ReviewCompetency => {
  const { plan, material } = shown;
  const questions = plan?.questions.filter(({ competencyIds }) => competencyIds.includes(result.id)) ?? [];
  const asked = new Set(questions.map(({ id }) => id));
  return {
    id: result.id,
    name: result.name,
    ...inRubric(shown, result.id),
    turns: material.turns.filter(({ questionId }) => asked.has(questionId)).map(({ turn }) => turn),
    evidence: result.evidence,
    own: ownOf(material, result.id),
    proposed: isShown(result.id) ? proposedOf(result) : null,
  };
};

const totalOf = ({ assessment, plan, material }: Shown): AssessmentPart['total'] => ({
  overallScore: assessment.overallScore,
  uncertainty: assessment.uncertainty,
  band: assessment.band ?? null,
  verdict: assessment.verdict,
  summary: assessment.summary,
  strengths: assessment.strengths,
  concerns: assessment.concerns,
  followUps:
    plan === null
      ? []
      : followUpsOf(
          assessment.competencies,
          plan,
          material.turns.map(({ question }) => question),
        ),
});

export const assessmentPart = (shown: Shown): AssessmentPart => {
  const { assessment, material, blind } = shown;
  const competencyIds = assessment.competencies.map(({ id }) => id);
  const { isShown, isTotalShown } = revealOf(material.ratings, { blind, competencyIds });
  return {
    revision: assessment.revision,
    engine: assessment.engine,
    model: assessment.model ?? null,
    advisory: assessment.advisory,
    createdAt: Date.parse(assessment.createdAt),
    competencies: assessment.competencies.map((result) => competencyOf(shown, result, isShown)),
    coverage: assessment.coverage,
    talkTime: assessment.talkTime,
    integrity: assessment.integrity ?? [],
    ...(material.deviations.length > 0 && { deviations: material.deviations }),
    ...(material.lateWords.length > 0 && { lateWords: material.lateWords }),
    total: isTotalShown ? totalOf(shown) : null,
  };
};
