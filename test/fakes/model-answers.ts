// What a well-behaved model would answer to our prompts: deterministic, made from the request itself.
import type { Competency, Plan, PlannerInput, Question, RevisionRequest } from '../../domain/plan/plan.ts';

type Shown = { turn: number; question: string; answer: string };
type Answerer = (data: never) => unknown;

const shorten = (text: string, max: number): string =>
  Array.from(text.replaceAll(/\s+/gu, ' ').trim()).slice(0, max).join('');
const firstSentence = (text: string): string =>
  (/^[\s\S]*?[.!?](?=\s|$)/u.exec(text.trim())?.[0] ?? text.trim()).slice(0, 300).trim();
const countWords = (text: string): number => text.split(/\s+/u).filter((word) => word !== '').length;

const anchorsFor = (subject: string): Competency['anchors'] => ({
  '1': `Names ${subject} without describing any work of their own with it.`,
  '2': `Describes a small task with ${subject} that others planned and checked.`,
  '3': `Describes own work with ${subject}, its steps and the result.`,
  '4': `Explains a choice made in work with ${subject}, the alternatives and a measured result.`,
  '5': `Explains how a trade-off in ${subject} was found, decided, measured and later corrected.`,
});

const question = (id: string, text: string, competencyId: string) => ({
  id,
  text,
  competencyIds: [competencyId],
  probes: ['What was your own part in it?', 'What came of it, in figures?'],
  timeBudgetSeconds: 180,
});

const draftPlan = ({ job }: { job: PlannerInput }) => {
  const wanted = job.qualifications.length > 0 ? job.qualifications : [job.position];
  const subjects = [...new Set(wanted.map((text) => shorten(text, 50)))].slice(0, 4);
  const questions = subjects.map((subject, index) =>
    question(
      `q${index + 1}`,
      `Tell us about a piece of work in which you used ${subject}. What did you decide?`,
      `k${index + 1}`,
    ),
  );
  const closer = question(
    'q9',
    `Where did ${subjects[0] ?? ''} cause trouble in a project, and how did you handle it?`,
    'k1',
  );
  return {
    competencies: subjects.map((subject, index) => ({
      id: `k${index + 1}`,
      name: subject,
      definition: `Uses ${subject} to do the daily work of this job.`,
      weight: index === 0 ? 3 : 2,
      required: index === 0,
      anchors: anchorsFor(subject),
      minimumEvidence: 2,
    })),
    questions: [...questions, closer],
    greeting:
      'Hello {name}. An automated AI interviewer asks the questions; people decide. It takes about ten minutes.',
    closing: 'Thank you. People at the company review your answers.',
    skills: subjects.map((skill) => ({ skill, covered: true })),
  };
};

export const nothingChanged = {
  changedCompetencies: [],
  changedQuestions: [],
  addedCompetencies: [],
  addedQuestions: [],
  removedCompetencyIds: [],
  removedQuestionIds: [],
  greeting: null,
  closing: null,
  skills: [],
};

const revisePlan = ({ plan, request }: { plan: Plan; request: RevisionRequest }) => {
  const names = [...request.competencyIds, ...request.targets.flatMap(({ competency }) => competency ?? [])];
  const ids = new Set(request.targets.flatMap(({ questionId }) => questionId ?? []));
  const bound = plan.competencies.filter(({ id, name }) => names.includes(id) || names.includes(name));
  const isNamed = (one: Question): boolean => ids.has(one.id) || bound.some(({ id }) => one.competencyIds.includes(id));
  const named = plan.questions.filter(isNamed);
  return {
    ...nothingChanged,
    changedQuestions: (named.length > 0 ? named : plan.questions.slice(0, 1)).map((one) => ({
      ...one,
      text: `In other words: ${one.text}`,
    })),
  };
};

const followUp = ({ probes, exchange }: { probes: { probe: number }[]; exchange: Shown[] }) => {
  const last = exchange.at(-1);
  const isEnough = last === undefined || exchange.length > 1 || countWords(last.answer) > 60;
  return { probe: isEnough ? null : (probes[0]?.probe ?? null), wording: null, intent: 'answer' };
};

const judge = ({ turns }: { turns: Shown[] }) => {
  const evidence = turns
    .filter(({ answer }) => countWords(answer) >= 8)
    .map(({ turn, answer }) => ({ turn, quote: firstSentence(answer) }))
    .slice(0, 4);
  if (evidence.length === 0) {
    const none = { evidence, rationale: 'Too little was said about it.', missingForNextLevel: '', score: null };
    return { ...none, abstain: { why: 'nothing_said' } };
  }
  return {
    evidence,
    rationale: 'Own work is described.',
    missingForNextLevel: 'A measured result.',
    score: Math.min(2 + evidence.length, 4),
    abstain: null,
  };
};

const chat = ({ question: asked, turns }: { question: string; turns: Shown[] }) => {
  const wanted = asked.toLowerCase().match(/\p{L}{5,}/gu) ?? [];
  const source = turns.find(({ answer }) => wanted.some((word) => answer.toLowerCase().includes(word)));
  if (!source) return { answered: false, answer: '', citations: [] };
  const citations = [{ turn: source.turn, quote: firstSentence(source.answer) }];
  return { answered: true, answer: 'The candidate spoke about it.', citations };
};

const answerers: Readonly<Record<string, Answerer>> = {
  draft_plan: draftPlan,
  revise_plan: revisePlan,
  follow_up: followUp,
  judge,
  chat,
};

/** The output object for the content of a user message of ours; throws for anything else. */
export const modelAnswer = (userContent: string): unknown => {
  const { job, data }: { job: string; data: never } = JSON.parse(userContent);
  const answer = answerers[job];
  if (!answer) throw new Error(`no such job: ${job}`);
  return answer(data);
};
