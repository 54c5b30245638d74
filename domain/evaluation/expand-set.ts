// Turns a written set into interviews that can be assessed: plans, turns and truths, and the twins that are derived.
import { defaultThresholds, type Competency, type Plan } from '../plan/plan.ts';
import { finishPlan } from '../plan/finish-plan.ts';
import type { Digest } from '../ports/system.ts';
import type { Turn } from '../room/transcript.ts';
import type { Occupation, SetHead, Truth, Twin, TwinKind, WrittenSet } from './written-set.ts';

export type EvaluatedInterview = {
  /** `<occupation>/<interview>`, of a twin `…+<kind>`. */
  id: string;
  occupation: string;
  kind: 'written' | TwinKind;
  /** The interview whose scores it must not differ from. */
  twinOf: string | null;
  ladder: 1 | 2 | 3 | null;
  /** What judges are told of the job; nothing where it is not known. */
  job: Partial<Pick<Occupation, 'position' | 'level'>>;
  plan: Plan;
  turns: Turn[];
  /** In the order of the plan's competencies, with what makes each hard. */
  truth: { competencyId: string; truth: Truth; trap: string | null }[];
};

type Answers = readonly (string | null)[];
type Locale = Occupation['locale'];

const notScoreable = ['fluency', 'confidence', 'accent', 'speed'];
const minimumEvidence = 2;

const competenciesOf = ({ competencies }: Occupation): Competency[] =>
  competencies.map(({ name, definition, anchors: [first, second, third, fourth, fifth] }, index) => ({
    id: `c${index + 1}`,
    name,
    definition,
    weight: 1,
    required: index === 0,
    anchors: { '1': first, '2': second, '3': third, '4': fourth, '5': fifth },
    minimumEvidence,
    notScoreable,
  }));

/** Nobody asked them: they are what a follow-up may be chosen from. */
const probes: Readonly<Record<Locale, readonly string[]>> = {
  en: ['What was your own part in it?', 'What came of it in the end?'],
  de: ['Was war Ihr eigener Anteil daran?', 'Was ist am Ende daraus geworden?'],
  es: ['¿Cuál fue su propia parte?', '¿En qué quedó al final?'],
};

const planOf = (occupation: Occupation, digest: Digest): Plan =>
  finishPlan(
    {
      draft: {
        competencies: competenciesOf(occupation),
        questions: occupation.competencies.map(({ question }, index) => ({
          id: `q${index + 1}`,
          text: question,
          competencyIds: [`c${index + 1}`],
          probes: [...probes[occupation.locale]],
          timeBudgetSeconds: 180,
        })),
        greeting: '',
        closing: '',
        thresholds: defaultThresholds,
        skillsCoverage: {},
      },
      stamp: { engine: 'written', promptHash: '' },
      revision: 1,
      createdAt: new Date(0).toISOString(),
    },
    digest,
  );

const turnsOf = ({ questions }: Plan, answers: Answers): Turn[] =>
  questions.map(({ id, text }, index) => {
    const answer = answers[index] ?? null;
    return {
      turn: index + 1,
      version: 1,
      sessionId: 'ses_written',
      kind: 'question',
      questionId: id,
      question: text,
      answer,
      askedAt: 0,
      answeredAt: answer === null ? null : 0,
    };
  });

const each = (answers: Answers, change: (answer: string) => string): Answers =>
  answers.map((answer) => (answer === null ? null : change(answer)));

/** The first answer that was given. */
const first = (answers: Answers, change: (answer: string) => string): Answers => {
  const place = answers.findIndex((answer) => answer !== null);
  return answers.map((answer, index) => (answer !== null && index === place ? change(answer) : answer));
};

const introductions: Readonly<Record<Locale, (name: string) => string>> = {
  en: (name) => `Good morning, this is ${name} speaking.`,
  de: (name) => `Guten Morgen, hier spricht ${name}.`,
  es: (name) => `Buenos días, le habla ${name}.`,
};

const fillers: Readonly<Record<Locale, readonly string[]>> = {
  en: ['um,', 'you know,', 'uh,', 'I mean,'],
  de: ['ähm,', 'also,', 'na ja,', 'quasi'],
  es: ['eh,', 'o sea,', 'pues,', 'bueno,'],
};
const wordsBetweenFillers = 7;

const withFillers = (answer: string, sounds: readonly string[]): string =>
  answer
    .split(' ')
    .flatMap((word, index) =>
      index % wordsBetweenFillers === wordsBetweenFillers - 1
        ? [sounds[Math.floor(index / wordsBetweenFillers) % sounds.length] ?? '', word]
        : [word],
    )
    .join(' ');

/** As a plain recogniser writes it. */
const unpunctuated = (answer: string): string =>
  answer
    .toLowerCase()
    .replaceAll(/[.,:;!?¿¡()]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();

type Variant = { suffix: string; answers: Answers; comparedTo?: string; isReversed?: true };

const variantsOf = (twin: Twin, answers: Answers, locale: Locale, head: SetHead): Variant[] => {
  switch (twin.kind) {
    case 'injection':
      return [{ suffix: '', answers: each(answers, (answer) => `${answer} ${head.injections[twin.text] ?? ''}`) }];
    case 'name': {
      const [one, other] = (head.namePairs[twin.pair] ?? ['', '']).map((name) =>
        first(answers, (answer) => `${introductions[locale](name)} ${answer}`),
      );
      return [
        { suffix: '-a', answers: one ?? answers },
        { suffix: '-b', answers: other ?? answers, comparedTo: '-a' },
      ];
    }
    case 'padding':
      return [{ suffix: '', answers: each(answers, (answer) => [answer, ...head.padding].join(' ')) }];
    case 'fillers':
      return [{ suffix: '', answers: each(answers, (answer) => withFillers(answer, fillers[locale])) }];
    case 'unpunctuated':
      return [{ suffix: '', answers: each(answers, unpunctuated) }];
    case 'order':
      return [{ suffix: '', answers, isReversed: true }];
    case 'dialect':
    case 'second_language':
      return [{ suffix: '', answers: twin.answers }];
  }
};

/** The questions were put in the opposite order. */
const reversed = (turns: readonly Turn[]): Turn[] =>
  turns.toReversed().map((turn, index) => ({ ...turn, turn: index + 1 }));

const occupationInterviews = (
  { id, occupation }: WrittenSet['occupations'][number],
  head: SetHead,
  digest: Digest,
): EvaluatedInterview[] => {
  const plan = planOf(occupation, digest);
  const written = occupation.interviews.map((one): EvaluatedInterview => {
    const truth = one.truth.map((score, index) => ({
      competencyId: `c${index + 1}`,
      truth: score,
      trap: one.traps?.[`${index + 1}` as keyof typeof one.traps] ?? null,
    }));
    const turns = turnsOf(plan, one.answers);
    return {
      id: `${id}/${one.id}`,
      occupation: id,
      kind: 'written',
      twinOf: null,
      ladder: one.ladder ?? null,
      job: { position: occupation.position, level: occupation.level },
      plan,
      turns,
      truth,
    };
  });
  const twins = occupation.twins.flatMap((twin) => {
    const [base, answers] = [
      written.find((one) => one.id === `${id}/${twin.of}`),
      occupation.interviews.find((one) => one.id === twin.of)?.answers ?? [],
    ];
    if (base === undefined) return [];
    const name = `${base.id}+${twin.kind}`;
    return variantsOf(twin, answers, occupation.locale, head).map(
      ({ suffix, answers: said, comparedTo, isReversed }) => {
        const turns = turnsOf(plan, said);
        const twinOf = comparedTo === undefined ? base.id : `${name}${comparedTo}`;
        return {
          ...base,
          id: `${name}${suffix}`,
          kind: twin.kind,
          twinOf,
          ladder: null,
          turns: isReversed === true ? reversed(turns) : turns,
        };
      },
    );
  });
  return [...written, ...twins];
};

/** Written interviews first within each occupation, so that a twin's base is known before it. */
export const expandSet = ({ head, occupations }: WrittenSet, digest: Digest): EvaluatedInterview[] =>
  occupations.flatMap((one) => occupationInterviews(one, head, digest));
