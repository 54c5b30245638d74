// The sixty transcripts: every row says which answer each of the four competencies gets, and what must come out.
import type { Competency, Plan, Question } from '../../../domain/plan/plan.ts';
import { defaultThresholds } from '../../../domain/plan/plan.ts';
import type { Turn } from '../../../domain/room/transcript.ts';
import { backendEngineer } from './backend-engineer.ts';
import { garbled, injections, otherLanguages, tooShort } from './noise.ts';
import { bandOf, type AnswerKind, type Band, type TrapJob } from './trap-types.ts';
import { wardNurse } from './ward-nurse.ts';
import { warehouseLead } from './warehouse-lead.ts';

export const jobs: readonly TrapJob[] = [backendEngineer, warehouseLead, wardNurse];

type Noise = 'garbled' | 'language' | 'short' | 'empty';
type Cell = { kind: AnswerKind | Noise; injected: boolean };
export type Transcript = { name: string; plan: Plan; turns: Turn[]; clean: Turn[]; expected: Band[]; cells: Cell[] };

/** U unknown, G general, S solid, M strong, T top, t terse, L second language, V verbose-empty, O off-topic, g garbled, f foreign language, s short, - not answered; `!` = with an injection. */
const letters: Readonly<Record<string, AnswerKind | Noise>> = {
  U: 'unknown',
  G: 'general',
  S: 'solid',
  M: 'strong',
  T: 'top',
  t: 'terse',
  L: 'secondLanguage',
  V: 'verboseEmpty',
  O: 'offTopic',
  g: 'garbled',
  f: 'language',
  s: 'short',
  '-': 'empty',
};

const rows: readonly string[] = [
  'T T T T',
  'M M M M',
  'S S S S',
  'G G G G',
  'U U U U',
  't t t t',
  'L L L L',
  'V V V V',
  'O O O O',
  'T! M! S! G!',
  'U! V! G! O!',
  'S! S! L! t!',
  'g T S M',
  'f M G L',
  's - t T',
  'T O M g',
  'L V U S',
  'M! L G! T',
  '- S T! f',
  'V! T O! s',
];

const competencyOf = (name: string, definition: string, index: number): Competency => ({
  id: `c${index + 1}`,
  name,
  definition,
  weight: 1,
  required: index === 0,
  anchors: {
    '1': 'Cannot tell of anything, or stays with phrases.',
    '2': 'Speaks in general terms, without an occasion.',
    '3': 'Tells one concrete piece of own work.',
    '4': 'Adds a result or the reasons for the choice.',
    '5': 'Adds a measured result and a weighed alternative or a lesson.',
  },
  minimumEvidence: 2,
  notScoreable: ['fluency', 'confidence', 'accent', 'speed'],
});

export const planOf = (job: TrapJob): Plan => ({
  revision: 1,
  formId: `form-${job.job}`,
  engine: 'offline',
  promptHash: '-',
  rubricHash: 'rubric',
  createdAt: '2026-01-01T00:00:00.000Z',
  competencies: job.competencies.map(({ name, definition }, index) => competencyOf(name, definition, index)),
  questions: job.competencies.map(({ question }, index): Question => ({
    id: `q${index + 1}`,
    text: question,
    competencyIds: [`c${index + 1}`],
    probes: [],
    timeBudgetSeconds: 180,
  })),
  greeting: 'Hello {name}.',
  closing: 'Thank you.',
  thresholds: defaultThresholds,
  skillsCoverage: {},
});

export const turnOf = (turn: number, question: string, answer: string | null): Turn => ({
  turn,
  version: 1,
  sessionId: 'ses_1',
  kind: 'question',
  questionId: `q${turn}`,
  question,
  answer,
  askedAt: turn * 1000,
  answeredAt: answer === null ? null : turn * 1000 + 500,
});

const pick = (texts: readonly string[], at: number): string => texts[at % texts.length] ?? '';

const cleanAnswer = (job: TrapJob, { kind }: Cell, index: number, seed: number): string | null => {
  if (kind === 'empty') return null;
  if (kind === 'garbled') return pick(garbled, seed);
  if (kind === 'language') return pick(otherLanguages, seed);
  if (kind === 'short') return pick(tooShort, seed);
  return job.competencies[index]?.answers[kind] ?? null;
};

const bandOfCell = ({ kind }: Cell): Band =>
  kind === 'garbled' || kind === 'language' || kind === 'short' || kind === 'empty' ? 'none' : bandOf[kind];

const transcriptOf = (job: TrapJob, row: string, at: number): Transcript => {
  const cells = row
    .split(' ')
    .map((code): Cell => ({ kind: letters[code.charAt(0)] ?? 'empty', injected: code.endsWith('!') }));
  const answers = cells.map((cell, index) => cleanAnswer(job, cell, index, at + index));
  const withInjection = answers.map((answer, index) =>
    cells[index]?.injected && answer !== null ? `${answer} ${pick(injections, at + index)}` : answer,
  );
  const turnsOf = (texts: readonly (string | null)[]): Turn[] =>
    texts.map((text, index) => turnOf(index + 1, job.competencies[index]?.question ?? '', text));
  return {
    name: `${job.job}: ${row}`,
    plan: planOf(job),
    turns: turnsOf(withInjection),
    clean: turnsOf(answers),
    expected: cells.map(bandOfCell),
    cells,
  };
};

export const transcripts: readonly Transcript[] = jobs.flatMap((job, jobIndex) =>
  rows.map((row, index) => transcriptOf(job, row, index + jobIndex)),
);
