// Greenhouse, or an ATS that speaks MarioHR's variant, as a partner meets it: sends tests, takes the news of them, and shows the result.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { basic, openStage, type Answer, type Received, type Reply, type Stage } from '../stage.ts';
import { judgeCallback, listAnswer, readAnswer, sentAnswer, statusAnswer, type StatusAnswer } from './checks.ts';

export type GreenhouseHostOptions = {
  variant: 'greenhouse' | 'mariohr';
  /** Where the partner's four calls lie, such as `https://parley.example/api/ats`. */
  partnerUrl: string;
  /** What the partner gave this customer. */
  partnerKey: string;
};

export type Candidate = { first_name: string; last_name: string; email: string };

export type TakeHomeTest = {
  id: string;
  url: string;
  partnerInterviewId: string;
  /** What a recruiter sees of it now. */
  shown: StatusAnswer | null;
  /** What the partner's last call brought. */
  told: StatusAnswer | null;
};

export type GreenhouseHost = {
  stage: Stage;
  /** What a partner must present to this customer. */
  apiKey: string;
  /** Whatever the real host would refuse or could not use; each is reported to the partner as well. */
  complaints: string[];
  listTests(): Promise<{ id: string; name: string }[]>;
  /** An administrator pastes the key that the partner gave. */
  install(settings: Pick<GreenhouseHostOptions, 'partnerKey'>): void;
  /** The recruiter clicks "send". */
  sendTest(testId: string, candidate: Candidate): Promise<TakeHomeTest>;
  /** The recruiter opens the candidate's page: the host asks again, as it did on its own for old partners. */
  refresh(test: TakeHomeTest): Promise<StatusAnswer | null>;
  /** What the partner's call brought: for Greenhouse the status that it then asked for. Null when nothing came in time. */
  news(test: TakeHomeTest, patienceMs: number): Promise<StatusAnswer | null>;
  close(): Promise<void>;
};

const paths = { greenhouse: '/integrations/testing_partners/take_home_tests', mariohr: '/webhooks/mariohr' };
const recruiter = 'recruiter@company.example';
const lookEveryMs = 50;

type Desk = GreenhouseHostOptions & {
  stage: Stage;
  apiKey: string;
  complaints: string[];
  /** By the path at which the partner calls back. */
  tests: Map<string, TakeHomeTest>;
  /** What goes on by itself after an answer was given. */
  errands: Set<Promise<unknown>>;
};

const ask = (desk: Desk, method: string, call: string, body?: unknown): Promise<Answer> =>
  desk.stage.call({
    method,
    url: `${desk.partnerUrl}/${call}`,
    headers: { authorization: basic(desk.partnerKey) },
    ...(body !== undefined && { body }),
  });

const complain = async (desk: Desk, call: string, complaint: string, test?: TakeHomeTest): Promise<void> => {
  desk.complaints.push(`${call}: ${complaint}`);
  const about = { api_call: call, errors: [complaint], partner_interview_id: test?.partnerInterviewId ?? null };
  await ask(desk, 'POST', 'response_error', about);
};

const listTests = async (desk: Desk): Promise<{ id: string; name: string }[]> => {
  const listed = readAnswer(listAnswer, await ask(desk, 'GET', 'list_tests'));
  if (typeof listed !== 'string')
    return listed.map(({ partner_test_id: id, partner_test_name: name }) => ({ id, name }));
  await complain(desk, 'list_tests', listed);
  return [];
};

const refresh = async (desk: Desk, test: TakeHomeTest): Promise<StatusAnswer | null> => {
  const call = `test_status?partner_interview_id=${encodeURIComponent(test.partnerInterviewId)}`;
  const status = readAnswer(statusAnswer, await ask(desk, 'GET', call));
  if (typeof status === 'string') await complain(desk, 'test_status', status, test);
  else test.shown = status;
  return test.shown;
};

/** Greenhouse asks for the news once it was told that there are some. */
const lookUp = async (desk: Desk, test: TakeHomeTest): Promise<void> => {
  const shown = await refresh(desk, test);
  if (shown?.partner_status === 'complete') test.told = shown;
  else await complain(desk, 'test_status', 'Marked as complete, and the status is not.', test);
};

const receive = (desk: Desk, request: Received): Reply => {
  const test = desk.tests.get(request.path);
  if (test === undefined) return { status: 404 };
  const { status, complaint, told } = judgeCallback(request, desk);
  if (complaint !== null) {
    desk.complaints.push(`${request.method} ${request.path}: ${complaint}`);
  } else if (told !== null) {
    Object.assign(test, { shown: told, told });
  } else {
    const errand = lookUp(desk, test).catch((error: unknown) => void desk.complaints.push(String(error)));
    desk.errands.add(errand);
  }
  return { status };
};

const orderOf = (
  { variant }: Desk,
  testId: string,
  candidate: Candidate,
  { url, id }: Pick<TakeHomeTest, 'url' | 'id'>,
) => {
  const person = { ...candidate, greenhouse_profile_url: `https://ats.example/people/${id}` };
  return variant === 'mariohr'
    ? { partner_test_id: testId, candidate: person, url, sent_by: recruiter }
    : { partner_test_id: testId, candidate: { ...person, resume_url: null, phone_number: null }, url };
};

const sendTest = async (desk: Desk, testId: string, candidate: Candidate): Promise<TakeHomeTest> => {
  const id = randomBytes(5).toString('hex');
  const path = `${paths[desk.variant]}/${id}`;
  const url = `${desk.stage.url}${path}`;
  const answer = readAnswer(
    sentAnswer,
    await ask(desk, 'POST', 'send_test', orderOf(desk, testId, candidate, { url, id })),
  );
  if (typeof answer === 'string') {
    await complain(desk, 'send_test', answer);
    throw new Error(`The test was not sent: ${answer}`);
  }
  const test = { id, url, partnerInterviewId: answer.partner_interview_id, shown: null, told: null };
  desk.tests.set(path, test);
  return test;
};

const news = async (test: TakeHomeTest, patienceMs: number): Promise<StatusAnswer | null> => {
  const deadline = Date.now() + patienceMs;
  while (test.told === null && Date.now() < deadline) await sleep(lookEveryMs);
  return test.told;
};

export const startGreenhouseHost = async (options: GreenhouseHostOptions): Promise<GreenhouseHost> => {
  const stage = await openStage((request) => receive(desk, request));
  const apiKey = randomBytes(16).toString('hex');
  const desk: Desk = { ...options, stage, apiKey, complaints: [], tests: new Map(), errands: new Set() };
  return {
    stage,
    apiKey,
    complaints: desk.complaints,
    install: (settings) => void Object.assign(desk, settings),
    listTests: () => listTests(desk),
    sendTest: (testId, candidate) => sendTest(desk, testId, candidate),
    refresh: (test) => refresh(desk, test),
    news,
    close: async () => {
      await Promise.all(desk.errands);
      await stage.close();
    },
  };
};
