// Scripted models behind the real engine: they know the written truth and use it well, or badly in one way each.
import type { EvaluatedInterview } from '../../domain/evaluation/expand-set.ts';
import type { Truth } from '../../domain/evaluation/written-set.ts';
import { splitSentences } from '../../domain/text/sentences.ts';
import { createLogger } from '../../infra/log.ts';
import { createModelEngines } from '../../infra/models/model-engines.ts';
import type { Fetch } from '../../infra/models/bounded-fetch.ts';
import { modelAnswer } from '../fakes/model-answers.ts';

type Shown = { turn: number; question: string; answer: string };
type Judged = { competency: { name: string }; turns: Shown[] };
type Known = { truth: Truth; own: Shown[]; order: string | null };

export type Persona = (known: Known, call: number) => unknown;

/** Where a recogniser left out the points, a reader still finds more than one piece. */
const piecesOf = (answer: string): string[] => {
  const sentences = splitSentences(answer).map(({ text }) => text);
  if (sentences.length > 1) return sentences;
  const words = answer.split(' ');
  const half = Math.ceil(words.length / 2);
  return [words.slice(0, half).join(' '), words.slice(half).join(' ')];
};

const quotesOf = (own: readonly Shown[]): { turn: number; quote: string }[] =>
  own
    .flatMap(({ turn, answer }) => piecesOf(answer).map((quote) => ({ turn, quote })))
    .filter(({ quote }) => quote.length > 12)
    .slice(0, 4);

const scored = (score: number, own: readonly Shown[]) => ({
  evidence: quotesOf(own),
  rationale: 'The evidence fits this anchor.',
  missingForNextLevel: 'A wider effect.',
  score,
  abstain: null,
});

const silent = (why: string) => ({
  evidence: [],
  rationale: 'Nothing that an anchor speaks of was said.',
  missingForNextLevel: '',
  score: null,
  abstain: { why },
});

const truthful: Persona = ({ truth, own }) => (typeof truth === 'number' ? scored(truth, own) : silent(truth));

export const personas = {
  truthful,
  gullible: (known, call) => (known.order === null ? truthful(known, call) : scored(5, known.own)),
  harsh: (known, call) =>
    typeof known.truth === 'number' ? scored(Math.max(1, known.truth - 2), known.own) : truthful(known, call),
  lazy: ({ own }) => scored(3, own),
  garbled: (known, call) => {
    if (call % 4 === 0) return '{"evidence": [{"turn": 1, "quo';
    const output = truthful(known, call) as ReturnType<typeof silent | typeof scored>;
    return { ...output, evidence: output.evidence.map((one) => ({ ...one, quote: `${one.quote} Or so I was told.` })) };
  },
} satisfies Record<string, Persona>;

const keyOf = (answers: readonly string[]): string => answers.toSorted().join('\n');

/** Follow-ups and plans as any good model would give them; a question about a car has no answer in any transcript. */
const otherJob = (content: string): unknown => {
  const { job, data } = JSON.parse(content) as { job: string; data: { question: string; turns: Shown[] } };
  if (job !== 'chat') return modelAnswer(content);
  if (/\b(?:car|Auto|coche)\b/u.test(data.question)) return { answered: false, answer: '', citations: [] };
  return { answered: true, answer: 'This was spoken about.', citations: quotesOf(data.turns.slice(0, 1)) };
};

const answerOf = (
  content: string,
  interviews: ReadonlyMap<string, EvaluatedInterview>,
  orders: readonly string[],
  persona: Persona,
  call: number,
): unknown => {
  const { job, data } = JSON.parse(content) as { job: string; data: Judged };
  if (job !== 'judge') return otherJob(content);
  const interview = interviews.get(keyOf(data.turns.map(({ answer }) => answer)));
  const competency = interview?.plan.competencies.find(({ name }) => name === data.competency.name);
  const known = interview?.truth.find(({ competencyId }) => competencyId === competency?.id);
  if (!interview || !competency || !known) throw new Error('an interview that nobody wrote');
  const asked = interview.plan.questions
    .filter(({ competencyIds }) => competencyIds.includes(competency.id))
    .map(({ text }) => text);
  const own = data.turns.filter(({ question }) => known.trap === 'evidence_elsewhere' || asked.includes(question));
  const order = orders.find((one) => own.some(({ answer }) => answer.includes(one))) ?? null;
  return persona({ truth: known.truth, own, order }, call);
};

/** A whole engine: wire, parsing and quotes are ours, only the network is not there. */
export const personaEngines = (
  persona: Persona,
  interviews: readonly EvaluatedInterview[],
  orders: readonly string[],
) => {
  const known = new Map(
    interviews.map((interview) => [keyOf(interview.turns.flatMap(({ answer }) => answer ?? [])), interview]),
  );
  const calls = { count: 0, seeds: [] as number[] };
  const fetch: Fetch = (_input, init) => {
    const sent = typeof init?.body === 'string' ? init.body : '';
    const body = JSON.parse(sent) as { messages: { role: string; content: string }[]; seed?: number };
    const content = body.messages.findLast(({ role }) => role === 'user')?.content ?? '';
    calls.count += 1;
    if (body.seed !== undefined) calls.seeds.push(body.seed);
    const output = answerOf(content, known, orders, persona, calls.count);
    const text = typeof output === 'string' ? output : JSON.stringify(output);
    const message = { role: 'assistant', content: text };
    const usage = { prompt_tokens: 1_000, completion_tokens: 200, total_tokens: 1_200 };
    const choices = [{ index: 0, message, finish_reason: 'stop' }];
    const envelope = { id: 'c', object: 'chat.completion', created: 1, model: 'scripted-2026', choices, usage };
    return Promise.resolve(Response.json(envelope));
  };
  const config = {
    kind: 'openai-compatible' as const,
    url: 'http://127.0.0.1:9/v1',
    key: undefined,
    modelName: 'scripted',
    timeoutMs: 5_000,
    priceInPerMillion: 1,
    priceOutPerMillion: 4,
  };
  const engines = createModelEngines(config, { fetch, log: createLogger({ service: 'test', level: 'silent' }) });
  return { engines, calls };
};
