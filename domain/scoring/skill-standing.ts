// Works out for each skill whether it was asked for, claimed, evidenced or demonstrated, from what was said and scored.
import type { CompetencyResult, SkillResult } from '../assessment/assessment.ts';
import type { Plan } from '../plan/plan.ts';
import type { Span, Turn } from '../room/transcript.ts';
import { recogniseSkills } from '../skills/recognise-skills.ts';
import { skillPassages, type SkillPassage } from '../skills/skill-passages.ts';
import { scoreableTurns } from './spans.ts';

/** From these scores on, a competency's evidence tells of having done it at all, of own work, of work with a result. */
const doneScore = 2;
const ownWorkScore = 3;
const resultScore = 4;

export type StandingInput = {
  /** Canonical skills that the job asks for. */
  asked: readonly string[];
  /** What the candidate handed in (profile, CV); empty when there is nothing or it is erased. */
  profileText: string;
  plan: Pick<Plan, 'competencies' | 'questions'>;
  turns: readonly Turn[];
  results: readonly CompetencyResult[];
};

/** What names more is not about each of them. */
const subjectsMax = 2;

const subjectsOf = (text: string): string[] => {
  const skills = [...new Set(recogniseSkills(text).map(({ skill }) => skill))];
  return skills.length <= subjectsMax ? skills : [];
};

const meets = (span: Pick<Span, 'start' | 'end'>, other: Pick<Span, 'start' | 'end'>): boolean =>
  span.start < other.end && other.start < span.end;

/** Skills of which a span of evidence tells, and those that it is about without telling of them. */
type Spoken = { told: ReadonlySet<string>; touched: ReadonlySet<string> };

/**
 * A skill is told of where something is said about it, or without its name where the question or the competency is about
 * it. What the answer denies is neither; where the span names others alone, the subject is only touched.
 */
const spokenIn = (span: Span, said: readonly SkillPassage[], subjects: readonly string[]): Spoken => {
  const named = new Set(said.map(({ skill }) => skill));
  const denied = new Set(said.filter(({ reach }) => reach === null).map(({ skill }) => skill));
  const told = new Set(said.filter((one) => one.told && meets(span, one.told)).map(({ skill }) => skill));
  const namesOthers = said.some(({ mention }) => meets(span, mention));
  const touched = subjects.filter((skill) => !denied.has(skill));
  const open = touched.filter((skill) => named.has(skill) || !namesOthers);
  return { told: new Set([...told, ...open]), touched: new Set(touched) };
};

/** For each skill the highest score of a competency whose evidence speaks of it. */
const bestScores = ({ plan, turns, results }: Omit<StandingInput, 'asked' | 'profileText'>) => {
  const answered = scoreableTurns(turns);
  const passages = new Map(answered.map(({ turn, answer }) => [turn, skillPassages(answer)]));
  const askedIn = new Map(
    answered.map(({ turn, questionId }) => [turn, plan.questions.find(({ id }) => id === questionId)]),
  );
  const best = { told: new Map<string, number>(), touched: new Map<string, number>() };
  for (const { id, score, evidence } of results) {
    const competency = plan.competencies.find((one) => one.id === id);
    const own = [competency?.name, competency?.definition].flatMap((text) => subjectsOf(text ?? ''));
    for (const span of evidence) {
      const question = askedIn.get(span.turn);
      const subjects = question?.competencyIds.includes(id) ? [...own, ...subjectsOf(question.text)] : own;
      const spoken = spokenIn(span, passages.get(span.turn) ?? [], subjects);
      for (const how of ['told', 'touched'] as const)
        for (const skill of spoken[how]) best[how].set(skill, Math.max(best[how].get(skill) ?? 0, score ?? 0));
    }
  }
  const claims = [...passages.values()].flat().flatMap(({ skill, reach }) => (reach === null ? [] : [skill]));
  return { ...best, claims };
};

/** One row per skill: asked ones in their order, then the others by name. */
export const standSkills = ({ asked, profileText, ...material }: StandingInput): SkillResult[] => {
  const { told, touched, claims } = bestScores(material);
  const claimed = new Set([...recogniseSkills(profileText).map(({ skill }) => skill), ...claims]);
  const inRequest = new Set(asked);
  return [...new Set([...asked, ...[...claimed].toSorted()])].map((skill) => ({
    skill,
    asked: inRequest.has(skill),
    claimed: claimed.has(skill) || (touched.get(skill) ?? 0) >= doneScore,
    evidenced: (told.get(skill) ?? 0) >= ownWorkScore,
    demonstrated: (told.get(skill) ?? 0) >= resultScore,
  }));
};
