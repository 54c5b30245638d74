// What every story of an ATS is told with: a connection for as long as it lasts, a candidate, a recruiter, and the log of the wire.
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { CliError } from '../../cli-error.ts';
import type { DevFile } from '../../embedded/dev-file.ts';
import { verdictGiven } from '../answers.ts';
import { answerQuestions, enterRoom, finishInterview } from '../candidate.ts';
import { followRun, interviewPath } from '../follow.ts';
import { createCaller, type DemoCaller } from '../http.ts';
import { decision, recruiter } from '../scenario.ts';
import type { Screen } from '../screen.ts';
import { showAssessment } from '../show-assessment.ts';

const connectionsPath = '/api/v1/connections';
const lineCharacters = 90;
/** Longer than the pauses before the first attempts to deliver a result. */
export const patienceMs = 60_000;
/** Whatever has not begun is begun within a minute. */
const draftingMs = 150_000;
const lookEveryMs = 300;

const made = z.object({
  id: z.string(),
  hookUrl: z.string().nullish(),
  keys: z.object({ partner: z.string() }).nullish(),
});
const invited = z.object({ interviewLink: z.string().nullable() });
const listed = z.object({ items: z.array(z.object({ runId: z.string() })) });
const ordered = z.object({ order: z.object({ id: z.string() }).nullable() });

const offered = z.object({ items: z.array(z.object({ publishedVersion: z.number().nullable() })) });

/** What is connected: `key` is what the ATS presents to us, `hookUrl` where it calls, where the kind has one. */
export type Connected = { id: string; key: string; hookUrl: string };

export type WireLine = {
  from: string;
  method: string;
  path: string;
  query: string;
  body: string;
  status: number;
  answer: string;
};

export type Backstage = {
  dev: DevFile;
  screen: Screen;
  /** The API as the customer's own systems call it. */
  api: DemoCaller;
  /** Taken away when the story ends. */
  connect(kind: string, settings: { config: object; credentials: object }): Promise<Connected>;
  /** The interview that came of an order. */
  runOf(orderId: string): Promise<string>;
  /** From the invitation to the receipt, then the recruiter's verdict. */
  interview(runId: string): Promise<void>;
  showWire(exchanges: readonly WireLine[]): void;
};

/** The plans of the demo tenant's templates are drafted after its very first start. */
const untilOffered = async (api: DemoCaller, screen: Screen): Promise<void> => {
  const deadline = Date.now() + draftingMs;
  for (let told = false; ; told = true) {
    const call = { method: 'GET', path: '/api/v1/templates?limit=100', expected: 200, answer: offered } as const;
    const { items } = (await api(call)).body;
    if (items.some(({ publishedVersion }) => publishedVersion !== null)) return;
    if (Date.now() > deadline) throw new CliError('There is no template with an approved plan to order.');
    if (!told) screen.say('Waiting for the first plan of a template …', { style: 'dim' });
    await sleep(lookEveryMs);
  }
};

const connect = async ({ api }: Pick<Backstage, 'api'>, body: object): Promise<Connected> => {
  const call = { method: 'POST', path: connectionsPath, body, expected: 201, answer: made } as const;
  const { id, hookUrl, keys } = (await api(call)).body;
  return { id, key: keys?.partner ?? '', hookUrl: hookUrl ?? '' };
};

const runOf = async (api: DemoCaller, orderId: string): Promise<string> => {
  const path = `${interviewPath('').slice(0, -1)}?limit=20`;
  const { items } = (await api({ method: 'GET', path, expected: 200, answer: listed })).body;
  for (const { runId } of items) {
    const { body } = await api({ method: 'GET', path: interviewPath(runId), expected: 200, answer: ordered });
    if (body.order?.id === orderId) return runId;
  }
  throw new CliError(`No interview came of the order ${orderId}.`);
};

const interview = async ({ dev, api, screen }: Pick<Backstage, 'dev' | 'api' | 'screen'>, runId: string) => {
  const follow = followRun(api, runId, screen);
  const { plan } = await follow.until('APPROVED');
  const path = interviewPath(runId);
  const { interviewLink } = (await api({ method: 'GET', path, expected: 200, answer: invited })).body;
  if (plan === null || interviewLink === null) throw new CliError('The candidate was not invited.');
  screen.say(interviewLink, { label: 'The link in the invitation: ' });
  const room = createCaller({ baseUrl: dev.apiUrl });
  const first = await enterRoom(room, interviewLink, screen);
  await answerQuestions(room, plan, first, screen);
  await finishInterview(room);
  const { assessment } = await follow.until('ASSESSMENT_PENDING');
  if (assessment === null) throw new CliError('There is no assessment.');
  showAssessment(screen, assessment);
  screen.step('The recruiter reads the quotes and decides');
  const body = { verdict: decision.verdict, reasonCodes: decision.reasonCodes, approvedBy: recruiter };
  const approve = { method: 'POST', path: `${path}/assessment/approve`, body, expected: 200 } as const;
  await api({ ...approve, answer: verdictGiven });
  await follow.until('ASSESSMENT_APPROVED');
};

const cut = (text: string): string => (text.length > lineCharacters ? `${text.slice(0, lineCharacters - 2)} …` : text);

/** A member, or an entry of a list, on each line. */
const linesOf = (text: string): string[] => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return text === '' ? [] : [cut(text)];
  }
  if (typeof parsed !== 'object' || parsed === null) return [cut(text)];
  const named = Object.entries(parsed).map(
    ([name, value]) => [Array.isArray(parsed) ? '' : `${name}: `, value] as const,
  );
  return named.map(([name, value]) => cut(`${name}${JSON.stringify(value)}`));
};

const showWire = (screen: Screen, exchanges: readonly WireLine[]): void => {
  for (const { from, method, path, query, body, status, answer } of exchanges) {
    const address = query === '' ? path : `${path}?${query}`;
    screen.pair(cut(`${from === 'parley' ? '←' : '→'} ${method} ${address}`), String(status), 'cyan');
    for (const line of linesOf(body)) screen.say(line, { indent: 2 });
    if (body === '' && method !== 'GET') screen.say('(no body)', { indent: 2, style: 'dim' });
    for (const line of linesOf(answer)) screen.say(line, { label: '= ', indent: 2, style: 'dim' });
  }
};

/** Plays a story, and takes its connections away however it ends. */
export const withBackstage = async (
  { dev, screen }: Pick<Backstage, 'dev' | 'screen'>,
  play: (stage: Backstage) => Promise<void>,
): Promise<void> => {
  const api = createCaller({ baseUrl: dev.apiUrl, headers: { 'x-api-key': dev.apiKeys.integration } });
  const connected: string[] = [];
  await untilOffered(api, screen);
  try {
    await play({
      dev,
      screen,
      api,
      connect: async (kind, settings) => {
        const one = await connect({ api }, { kind, name: `npm run demo -- --ats ${kind}`, ...settings });
        connected.push(one.id);
        return one;
      },
      runOf: (orderId) => runOf(api, orderId),
      interview: (runId) => interview({ dev, api, screen }, runId),
      showWire: (exchanges) => showWire(screen, exchanges),
    });
  } finally {
    const answer = z.unknown();
    for (const id of connected)
      await api({ method: 'DELETE', path: `${connectionsPath}/${id}`, expected: 204, answer }).catch(() => undefined);
  }
};
