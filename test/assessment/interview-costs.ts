// What one interview takes of a model, from plan to assessment: the engine's own calls against a scripted model that counts what a provider would bill.
import type { Competency, Plan, PlanDraft } from '../../domain/plan/plan.ts';
import { defaultThresholds } from '../../domain/plan/plan.ts';
import type { Engines } from '../../domain/ports/models.ts';
import type { Turn } from '../../domain/room/transcript.ts';
import type { Fetch } from '../../infra/models/bounded-fetch.ts';
import { createLogger } from '../../infra/log.ts';
import { createModelEngines } from '../../infra/models/model-engines.ts';

export type Bill = { calls: number; inputTokens: number; cachedTokens: number; outputTokens: number };
export type Prices = { priceIn: number; priceCached: number; priceOut: number };

/** A rough count for English; what matters here is how two ways of asking compare. */
const charactersPerToken = 4;
/** As OpenAI documents its cache: from 1,024 tokens on, in steps of 128, of what is the same from the first token. */
const cachedFrom = { least: 1_024, step: 128 };

const sameFrom = (one: string, other: string): number => {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one[at] === other[at]) at += 1;
  return at;
};

const cachedOf = (prompt: string, earlier: readonly string[]): number => {
  const same = Math.max(0, ...earlier.map((one) => sameFrom(one, prompt))) / charactersPerToken;
  if (same < cachedFrom.least) return 0;
  return cachedFrom.least + Math.floor((same - cachedFrom.least) / cachedFrom.step) * cachedFrom.step;
};

const anchorsOf = (subject: string): Competency['anchors'] => ({
  '1': `Names ${subject} without any work of their own, or says that they have not done it before.`,
  '2': `Describes a small piece of ${subject} that somebody else had planned and checked afterwards.`,
  '3': `Describes own work in ${subject} from the reason over the steps to the result for the people served.`,
  '4': `Explains a choice between alternatives in ${subject} and gives its effect in figures or in what changed.`,
  '5': `Explains a trade-off over the whole of ${subject}, how its effect was measured, and what was corrected later.`,
});

const subjects = ['handovers', 'stock counts', 'complaints', 'rota planning', 'machine care', 'training of others'];

const draftOf = (count: number) => {
  const own = subjects.slice(0, count);
  return {
    competencies: own.map((subject, index) => ({
      id: `k${index + 1}`,
      name: `Work in ${subject}`,
      definition: `Does the daily work in ${subject} reliably and notices in time when something goes wrong.`,
      weight: index === 0 ? 3 : 2,
      required: index === 0,
      anchors: anchorsOf(subject),
      minimumEvidence: 2,
    })),
    questions: own.map((subject, index) => ({
      id: `q${index + 1}`,
      text: `Tell us about a day on which ${subject} did not go as planned. What did you do, and what came of it?`,
      competencyIds: [`k${index + 1}`],
      probes: ['What was your own part in it?', 'What changed afterwards, in figures?'],
      timeBudgetSeconds: 180,
    })),
    greeting: 'Hello {name}. An automated AI interviewer asks the questions; people decide.',
    closing: 'Thank you. People at the company review your answers.',
    skills: own.map((skill) => ({ skill, covered: true })),
  };
};

/** About 120 words, and 45 for a follow-up. */
const answerTo = (subject: string): string =>
  `Last spring our ${subject} ran into trouble because two colleagues were ill in the same week and the list that everybody used was out of date. ` +
  `I took the older list, went through it with the person who had written it, and marked what had changed since then. ` +
  `Then I asked the team which three points had cost them most time, and we did these first and left the rest for the week after. ` +
  `I wrote every step on the board so that the late shift could go on without me. ` +
  `By Friday the open points were down from nineteen to four, nobody had to stay longer, and the supervisor took the new list over for the other group. ` +
  `What I would do in another way today is to ask earlier, because I lost two days by waiting.`;
const followUpTo = (subject: string): string =>
  `My own part was the list and the board; the calls were made by Dana. For ${subject} we counted for six weeks afterwards: ` +
  `before it were eleven mistakes a week, then three, and in the last week one. The others kept the board, so it still hangs there.`;

type Shown = { turn: number; answer: string; question: string };
type Asked = { job: string; data: { competency: { name: string }; turns: Shown[]; exchange: Shown[] } };

const judged = ({ data }: Asked, score: number): unknown => {
  const subject = data.competency.name.replace('Work in ', '');
  const own = data.turns.filter(({ answer }) => answer.includes(subject));
  return {
    evidence: own.flatMap(({ turn, answer }) =>
      (answer.match(/[^.:]+[.:]/gu) ?? []).slice(1, 3).map((quote) => ({ turn, quote: quote.trim() })),
    ),
    rationale: `The candidate tells of own work in ${subject}, its steps and the result; a choice between alternatives is told only in part.`,
    missingForNextLevel: 'An alternative that was weighed, with its effect in figures.',
    score,
    abstain: null,
  };
};

export type Case = { competencies: number; differing: number };

const answerOf = (content: string, seed: number, { competencies, differing }: Case): unknown => {
  const asked = JSON.parse(content) as Asked;
  if (asked.job === 'draft_plan') return draftOf(competencies);
  if (asked.job === 'follow_up') {
    const isLast = asked.data.exchange.length > 1;
    return { probe: isLast ? null : 0, wording: null, intent: 'answer' };
  }
  const place = subjects.findIndex((subject) => asked.data.competency.name.endsWith(subject));
  return judged(asked, seed % 1_000 === 1 && place < differing ? 4 : 3);
};

type Sent = { messages: { content: string }[]; seed?: number; response_format?: unknown };

/** Readings are asked for four at a time: those under way find nothing of each other in the cache. */
const underWay = 3;

const tokensOf = (words: string): number => Math.ceil(words.length / charactersPerToken);

const createBiller = (one: Case) => {
  const bill: Bill = { calls: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0 };
  const earlier: string[] = [];
  const fetch: Fetch = (_input, init) => {
    const body = JSON.parse(typeof init?.body === 'string' ? init.body : '') as Sent;
    const [system = '', user = ''] = body.messages.map(({ content }) => content);
    // The shape counts as input too, and stands before the rest.
    const prompt = JSON.stringify(body.response_format) + system + user;
    const text = JSON.stringify(answerOf(user, body.seed ?? 0, one));
    const [input, output] = [tokensOf(prompt), tokensOf(text)];
    const isReading = (JSON.parse(user) as Asked).job === 'judge';
    const cached = cachedOf(prompt, earlier.slice(0, Math.max(0, earlier.length - (isReading ? underWay : 0))));
    earlier.push(prompt);
    bill.calls += 1;
    bill.inputTokens += input;
    bill.cachedTokens += cached;
    bill.outputTokens += output;
    const usage = {
      prompt_tokens: input,
      completion_tokens: output,
      total_tokens: input + output,
      prompt_tokens_details: { cached_tokens: cached },
    };
    const choices = [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }];
    const around = { id: 'c', object: 'chat.completion', created: 1, model: 'scripted' };
    return Promise.resolve(Response.json({ ...around, choices, usage }));
  };
  return { bill, fetch };
};

const planOf = (draft: PlanDraft): Plan => ({
  ...draft,
  revision: 1,
  formId: '0'.repeat(64),
  engine: 'openai-compatible',
  promptHash: '0'.repeat(64),
  rubricHash: '0'.repeat(64),
  createdAt: '2026-01-01T00:00:00.000Z',
  thresholds: defaultThresholds,
});

const jobDescription =
  'You keep a ward, a store or a workshop going together with eleven colleagues in two shifts. You hand over in writing, count what is there, plan who comes when, look after the machines, and show new people how things are done here. '.repeat(
    4,
  );

const options = { signal: new AbortController().signal, tenantId: 'ten_1' };

/** Every question answered once, followed up once and left after that: the interviewer is asked twice. */
const converse = async ({ interviewer }: Engines, plan: Plan): Promise<Turn[]> => {
  const turns: Turn[] = [];
  const say = (one: Pick<Turn, 'kind' | 'questionId' | 'question' | 'answer'>): void =>
    void turns.push({ ...one, turn: turns.length + 1, version: 1, sessionId: 'ses_1', askedAt: 0, answeredAt: 60_000 });
  for (const [place, question] of plan.questions.entries()) {
    const [subject = '', questionId] = [subjects[place], question.id];
    const input = { question, competencies: plan.competencies, open: [0, 1] };
    say({ kind: 'question', questionId, question: question.text, answer: answerTo(subject) });
    await interviewer.followUp({ ...input, turns }, options);
    say({ kind: 'follow_up', questionId, question: question.probes[0] ?? '', answer: followUpTo(subject) });
    await interviewer.followUp({ ...input, open: [1], turns }, options);
  }
  return turns;
};

export type Assess = (engines: Engines, plan: Plan, turns: Turn[]) => Promise<unknown>;

export const billOf = async (one: Case, assess: Assess): Promise<Bill> => {
  const { bill, fetch } = createBiller(one);
  const config = {
    kind: 'openai-compatible' as const,
    url: 'http://127.0.0.1:9/v1',
    key: undefined,
    modelName: 'scripted',
    timeoutMs: 10_000,
    priceInPerMillion: undefined,
    priceOutPerMillion: undefined,
  };
  const engines = await createModelEngines(config, { fetch, log: createLogger({ service: 'test', level: 'silent' }) });
  const job = {
    position: 'Shift lead',
    level: 'JUNIOR',
    companyName: 'Example',
    jobDescription,
    locale: 'en',
  } as const;
  const { value } = await engines.planner.draft(
    { ...job, qualifications: subjects.slice(0, one.competencies) },
    options,
  );
  const plan = planOf(value);
  await assess(engines, plan, await converse(engines, plan));
  return bill;
};

export const costOf = (bill: Bill, { priceIn, priceCached, priceOut }: Prices): number =>
  ((bill.inputTokens - bill.cachedTokens) * priceIn + bill.cachedTokens * priceCached + bill.outputTokens * priceOut) /
  1_000_000;
