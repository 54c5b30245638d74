// Lays out the interview: which requirement each question takes up, in which form and order.
import type { Level } from '../../../domain/request/request.ts';
import type { Competency, Question } from '../../../domain/plan/plan.ts';
import type { SkillArea } from '../../../domain/skills/skill.ts';
import type { Cluster } from './cluster.ts';
import { composeQuestion, createVariety } from './compose-question.ts';
import type { Variety } from './compose-question.ts';
import type { QuestionForm } from './level-wording.ts';

const questionsMax = 8;
const probesPerQuestion = 3;

type Slot = { competency: Competency; topic: string; area: SkillArea; extra: string | null; form: QuestionForm };

/** Two for each of few competencies, fewer for many; a requirement of its own gets a question where there is room. */
const countFor = (clusters: Cluster[]): number => {
  const requirements = clusters.reduce((sum, { members }) => sum + members.length, 0);
  const base = clusters.length <= 3 ? clusters.length * 2 : clusters.length + 2;
  return Math.min(questionsMax, Math.max(base, requirements));
};

/** How many questions each competency gets: one at least, the rest by members, then by weight. */
const share = (clusters: Cluster[], competencies: Competency[]): number[] => {
  const counts = clusters.map(() => 1);
  const need = (index: number): number => (clusters[index]?.members.length ?? 0) / (counts[index] ?? 1);
  const weight = (index: number): number => (competencies[index]?.weight ?? 0) / (counts[index] ?? 1);
  for (let left = countFor(clusters) - clusters.length; left > 0; left -= 1) {
    const [neediest = 0] = counts
      .map((_, index) => index)
      .toSorted((a, b) => need(b) - need(a) || weight(b) - weight(a) || a - b);
    counts[neediest] = (counts[neediest] ?? 0) + 1;
  }
  return counts;
};

/** First what people have done; then, about the same competency, what they would do or how they think. */
const formFor = (round: number, position: number): QuestionForm => {
  if (round === 0) return position % 3 === 2 ? 'depth' : 'experience';
  if (round === 1) return position % 2 === 0 ? 'scenario' : 'depth';
  return position % 2 === 0 ? 'depth' : 'experience';
};

const formsOf = (count: number, position: number): QuestionForm[] => {
  const forms: QuestionForm[] = [];
  for (let round = 0; round < count; round += 1) {
    const wanted = formFor(round, position);
    const others: QuestionForm[] = ['scenario', 'experience', 'depth'];
    forms.push(forms.at(-1) === wanted ? (others.find((form) => !forms.includes(form)) ?? wanted) : wanted);
  }
  return forms;
};

/** The requirements of one competency over its questions; those left over come up as a follow-up. */
const slotsOf = (cluster: Cluster, competency: Competency, count: number, position: number): Slot[] =>
  formsOf(count, position).map((form, index) => {
    const member = cluster.members[index % cluster.members.length];
    const leftOver = index + count < cluster.members.length ? cluster.members[index + count] : undefined;
    return {
      competency,
      topic: member?.topic ?? competency.name,
      area: member?.area ?? cluster.area,
      extra: leftOver?.topic ?? null,
      form,
    };
  });

const questionOf = (slot: Slot, index: number, level: Level, variety: Variety): Question => {
  const { text, timeBudgetSeconds } = composeQuestion({ ...slot, level }, variety);
  const extra = slot.extra === null ? [] : [`What have you done yourself when it comes to ${slot.extra}?`];
  return {
    id: `q${index + 1}`,
    text,
    competencyIds: [slot.competency.id],
    probes: [...extra, ...variety.probes(slot.area, probesPerQuestion)].slice(0, probesPerQuestion),
    timeBudgetSeconds,
  };
};

export const composeQuestions = (clusters: Cluster[], competencies: Competency[], level: Level): Question[] => {
  const counts = share(clusters, competencies);
  const columns = clusters.flatMap((cluster, position) => {
    const competency = competencies[position];
    return competency === undefined ? [] : [slotsOf(cluster, competency, counts[position] ?? 1, position)];
  });
  const rounds = Math.max(...counts);
  const ordered = Array.from({ length: rounds }, (_, round) => columns.flatMap((slots) => slots[round] ?? [])).flat();
  const variety = createVariety();
  return ordered.map((slot, index) => questionOf(slot, index, level, variety));
};
