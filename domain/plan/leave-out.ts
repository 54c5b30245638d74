// Takes out of a draft what a planner insisted on and nobody may be asked; the plan stays whole, and says what it lost.
import { plainAnchors, plainTexts } from './plain-texts.ts';
import type { PlanFinding } from './plan-findings.ts';
import { planLimits } from './plan-limits.ts';
import type { Competency, PlanDraft, PlanWarning, Question } from './plan.ts';

export type LeaveOut = {
  draft: PlanDraft;
  /** Those that are `refused`. */
  findings: PlanFinding[];
  locale: string;
  /** The plan that was revised: what it said before is better than nothing. */
  current: PlanDraft | null;
};

const standInSeconds = 180;

type Refused = { is(part: string): boolean; texts: ReturnType<typeof plainTexts> };

/** The anchors belong together: where one has to go, all become those that fit any work. */
const plainCompetency = (one: Competency, at: number, { is, texts }: Refused): Competency => {
  const name = is(`${one.id}.name`) ? `${texts.name} (${at + 1})` : one.name;
  const isAnchorRefused = Object.keys(one.anchors).some((level) => is(`${one.id}.anchors.${level}`));
  return {
    ...one,
    name,
    definition: is(`${one.id}.definition`) ? name : one.definition,
    anchors: isAnchorRefused ? plainAnchors(texts) : one.anchors,
  };
};

const keptQuestion = (one: Question, before: Question | undefined, { is }: Refused): Question[] => {
  const probes = one.probes.filter((_, index) => !is(`${one.id}.probes.${index}`));
  if (!is(`${one.id}.text`)) return [{ ...one, probes }];
  return before === undefined || before.text === one.text ? [] : [before];
};

const freeId = (questions: readonly Question[]): string => {
  const taken = new Set(questions.map(({ id }) => id));
  let number = questions.length + 1;
  while (taken.has(`q${number}`)) number += 1;
  return `q${number}`;
};

/** A plain question for each competency that nothing asks for any more, and until there are enough of them. */
const completed = (kept: readonly Question[], competencies: readonly Competency[], { texts }: Refused): Question[] => {
  const questions = [...kept];
  const add = ({ id, name }: Competency, words: string): void => {
    const text = words.replace('{name}', () => name);
    if (questions.some((one) => one.text === text)) return;
    const question = { id: freeId(questions), text, competencyIds: [id], probes: [] };
    questions.push({ ...question, timeBudgetSeconds: standInSeconds });
  };
  const [first, second] = texts.questions;
  const asked = new Set(kept.flatMap(({ competencyIds }) => competencyIds));
  for (const one of competencies) if (!asked.has(one.id)) add(one, first);
  for (const words of [first, second])
    for (const one of competencies) if (questions.length < planLimits.questionsMin) add(one, words);
  return questions;
};

/** The draft without what was refused, with a warning for each. Alone a question that others make up for is simply gone. */
export const leaveOut = ({ draft, findings, locale, current }: LeaveOut): PlanDraft => {
  const parts = new Set(findings.map(({ part }) => part));
  const refused: Refused = { is: (part) => parts.has(part), texts: plainTexts(locale) };
  const competencies = draft.competencies.map((one, at) => plainCompetency(one, at, refused));
  const known = new Set(competencies.map(({ id }) => id));
  const before = (current?.questions ?? []).filter(({ competencyIds }) => competencyIds.every((id) => known.has(id)));
  const kept = draft.questions.flatMap((one) =>
    keptQuestion(
      one,
      before.find(({ id }) => id === one.id),
      refused,
    ),
  );
  const questions = completed(kept, competencies, refused);
  const isQuestion = (part: string): boolean => draft.questions.some(({ id }) => part.startsWith(`${id}.`));
  const isWhole = questions.length === kept.length && kept.every((one) => !before.includes(one));
  const warnings = findings.map(({ part, phrase, rule }): PlanWarning => {
    return { code: isWhole && isQuestion(part) ? 'left_out' : 'replaced', part, phrase, rule };
  });
  return {
    ...draft,
    competencies,
    questions,
    greeting: refused.is('greeting') ? refused.texts.greeting : draft.greeting,
    closing: refused.is('closing') ? refused.texts.closing : draft.closing,
    warnings,
  };
};
