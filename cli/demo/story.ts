// One interview from an ATS's request to a recruiter's verdict, step by step; a step that fails ends it with its reason.
import { engineText } from '../../infra/config/engine.ts';
import { CliError } from '../cli-error.ts';
import type { DevFile } from '../embedded/dev-file.ts';
import {
  approvedPlan,
  chatAnswer,
  submitted,
  supplied,
  verdictGiven,
  type AssessmentAnswer,
  type PlanAnswer,
} from './answers.ts';
import { answerQuestions, enterRoom, finishInterview } from './candidate.ts';
import { followRun, interviewPath, type Follower } from './follow.ts';
import { createCaller, type DemoAnswer, type DemoCaller } from './http.ts';
import { decision, incompleteRequest, missingInfo, recruiter, recruitersQuestion } from './scenario.ts';
import type { Screen } from './screen.ts';
import { showAssessment } from './show-assessment.ts';
import { showPlan } from './show-plan.ts';
import { showTimeline } from './show-timeline.ts';
import { listenForWebhooks, type Ear } from './webhooks.ts';

/** Where the demo plays: a running system and the Temporal namespace it works in. */
type Place = { dev: DevFile; namespace: string };
type Stage = Place & { screen: Screen; ats: DemoCaller; room: DemoCaller; ear: Ear };
type Run = Stage & { runId: string; follow: Follower };

const showCall = (screen: Screen, call: string, { status, tookMs }: DemoAnswer<unknown>): void =>
  screen.pair(call, `${status} in ${Math.round(tookMs)} ms`, 'dim');

const request = async (stage: Stage): Promise<Run> => {
  const { screen, ats } = stage;
  screen.step('The ATS asks for an interview');
  const reference = `demo-${Date.now().toString(36)}`;
  const call = {
    method: 'POST',
    path: '/api/v1/integration/interviews',
    body: { ...incompleteRequest, externalId: reference },
    headers: { 'idempotency-key': reference },
    expected: 201,
    answer: submitted,
  } as const;
  const first = await ats(call);
  showCall(screen, 'POST /api/v1/integration/interviews', first);
  screen.say(`Stored as ${first.body.runId}. What is missing, as questions to the recruiter:`);
  for (const { field, question } of first.body.missingFields) screen.say(question, { label: `${field}: `, indent: 2 });
  if (first.body.missingFields.length === 0) throw new CliError('The incomplete request was taken for complete.');
  const again = await ats(call);
  if (again.body.runId !== first.body.runId) throw new CliError('The repeated request made a second run.');
  showCall(screen, 'The same again (same Idempotency-Key): the same run', again);
  return { ...stage, runId: first.body.runId, follow: followRun(ats, first.body.runId, screen) };
};

const completeInfo = async ({ dev, screen, ats, runId, follow }: Run): Promise<PlanAnswer> => {
  await follow.until('INFO_NEEDED');
  screen.step('The ATS supplies what was missing; a plan is drafted');
  const path = `${interviewPath(runId)}/info`;
  const body = missingInfo(engineText(dev.engine));
  const answer = await ats({ method: 'PATCH', path, body, expected: 200, answer: supplied });
  showCall(screen, 'PATCH …/info', answer);
  screen.say(`${body.level}; ${body.qualifications.join(' · ')}. Data quality: ${answer.body.dataQuality}`);
  const { plan } = await follow.until('PENDING');
  if (plan === null) throw new CliError('The run is PENDING, but it has no plan.');
  if (plan.engine !== dev.engine.kind)
    throw new CliError(`The plan was drafted by ${plan.engine}, though ${dev.engine.kind} runs.`);
  return plan;
};

const approve = async ({ screen, ats, runId, follow }: Run, plan: PlanAnswer): Promise<string> => {
  screen.step('The recruiter reads the plan …');
  showPlan(screen, plan);
  screen.step('… and approves it');
  const body = { planRevision: plan.revision, approvedBy: recruiter };
  const path = `${interviewPath(runId)}/plan/approve`;
  const answer = await ats({ method: 'POST', path, body, expected: 200, answer: approvedPlan });
  showCall(screen, 'POST …/plan/approve', answer);
  await follow.until('APPROVED');
  screen.say(answer.body.interviewLink, { label: 'The candidate’s link: ' });
  return answer.body.interviewLink;
};

/** From the candidate's link to the receipt. */
export type Converse = (run: Pick<Run, 'screen' | 'room' | 'follow'>, plan: PlanAnswer, link: string) => Promise<void>;

const typed: Converse = async ({ screen, room, follow }, plan, link) => {
  screen.step('The candidate opens the link and agrees');
  const first = await enterRoom(room, link, screen);
  await follow.until('IN_PROGRESS');
  screen.step('The interview: an answer counts once it is stored');
  const turns = await answerQuestions(room, plan, first, screen);
  const receipt = await finishInterview(room);
  if (receipt.answered !== turns) throw new CliError(`${turns} answers were sent, ${receipt.answered} are kept.`);
  screen.say(`Receipt: ${receipt.answered} answers, transcript hash ${receipt.transcriptHash.slice(0, 12)}`);
};

const readAssessment = async ({ screen, ats, runId, follow }: Run): Promise<AssessmentAnswer> => {
  screen.step('Parley assesses the conversation against the approved rubric');
  const { assessment } = await follow.until('ASSESSMENT_PENDING');
  if (assessment === null) throw new CliError('The run is ASSESSMENT_PENDING, but it has no assessment.');
  if (!assessment.competencies.some(({ evidence }) => evidence.some(({ quote }) => quote !== null && quote !== ''))) {
    throw new CliError('The assessment quotes nothing.');
  }
  showAssessment(screen, assessment);
  screen.step('The recruiter asks about the conversation …');
  const body = { question: recruitersQuestion };
  const path = `${interviewPath(runId)}/assessment/chat`;
  const reply = await ats({ method: 'POST', path, body, expected: 200, answer: chatAnswer });
  showCall(screen, 'POST …/assessment/chat', reply);
  screen.say(recruitersQuestion, { label: 'Question: ' });
  screen.say(reply.body.answer, { label: 'Answer: ' });
  for (const { turn, quote } of reply.body.citations)
    screen.say(`“${quote}”`, { label: `turn ${turn}  `, indent: 2, style: 'dim' });
  return assessment;
};

const decide = async ({ screen, ats, runId }: Run, { verdict: proposed }: AssessmentAnswer): Promise<void> => {
  screen.step('… and decides on the quotes, whatever was proposed');
  const { reasonCodes, ...rest } = decision;
  const isOther = proposed !== decision.verdict;
  const body = { ...rest, ...(isOther ? { reasonCodes } : {}), approvedBy: recruiter };
  const path = `${interviewPath(runId)}/assessment/approve`;
  const answer = await ats({ method: 'POST', path, body, expected: 200, answer: verdictGiven });
  showCall(screen, 'POST …/assessment/approve', answer);
  const { verdict, overridden } = answer.body;
  if (verdict !== body.verdict)
    throw new CliError(`The verdict given was ${body.verdict}, the one kept is ${verdict}.`);
  if (isOther && !overridden) throw new CliError('Another verdict than the proposed one was not kept as an override.');
  screen.say(
    `Verdict ${verdict}, proposed ${proposed ?? 'none'}; reason: ${isOther ? reasonCodes.join(', ') : 'none needed'}. “${decision.note}”`,
  );
};

const address = { indent: 2, style: 'cyan' } as const;

const conclude = async ({ dev, namespace, screen, runId, follow, ear }: Run): Promise<void> => {
  const { timeline, outcome } = await follow.until('ASSESSMENT_APPROVED');
  screen.step('What happened, as anyone can read it later');
  showTimeline(screen, timeline);
  screen.step('What the ATS was told meanwhile, by signed webhooks');
  await ear.show(runId, 'interview.assessment_approved');
  screen.step('Look around');
  const workflow = `interview-${runId}`;
  screen.say('Its workflow, with every step and wait:');
  screen.say(
    dev.temporalUiUrl === '' ? workflow : `${dev.temporalUiUrl}/namespaces/${namespace}/workflows/${workflow}`,
    address,
  );
  screen.say('What the ATS reads, with X-API-Key: <apiKeys.integration of .parley/dev.json>:');
  screen.say(`${dev.apiUrl}${interviewPath(runId)}`, address);
  screen.say('Reference of the API:');
  screen.say(`${dev.apiUrl}/docs`, address);
  screen.blank();
  screen.say(`Done: ${timeline.length} facts, outcome ${outcome ?? 'none'}.`, { style: 'green' });
};

const play = async (stage: Stage, converse: Converse): Promise<void> => {
  const run = await request(stage);
  const plan = await completeInfo(run);
  const link = await approve(run, plan);
  await converse(run, plan, link);
  const assessment = await readAssessment(run);
  await decide(run, assessment);
  await conclude(run);
};

/** @throws CliError that names the first thing that did not happen */
export const tellStory = async ({ dev, namespace }: Place, screen: Screen, converse = typed): Promise<void> => {
  const ats = createCaller({ baseUrl: dev.apiUrl, headers: { 'x-api-key': dev.apiKeys.integration } });
  const room = createCaller({ baseUrl: dev.apiUrl });
  const ear = await listenForWebhooks(ats, screen);
  try {
    await play({ dev, namespace, screen, ats, room, ear }, converse);
  } finally {
    await ear.close();
  }
};
