// One interview from an ATS's request to a recruiter's verdict, step by step; a step that fails ends it with its reason.
import { CliError } from '../cli-error.ts';
import type { DevFile } from '../embedded/dev-file.ts';
import { approvedPlan, chatAnswer, submitted, supplied, verdictGiven, type Assessment, type Plan } from './answers.ts';
import { answerQuestions, enterRoom, finishInterview } from './candidate.ts';
import { followRun, interviewPath, type Follower } from './follow.ts';
import { createCaller, type Answer, type Caller } from './http.ts';
import { incompleteRequest, missingInfo, override, recruiter, recruitersQuestion } from './scenario.ts';
import { shorten, type Screen } from './screen.ts';
import { showAssessment } from './show-assessment.ts';
import { showPlan } from './show-plan.ts';
import { showTimeline } from './show-timeline.ts';

type Stage = { dev: DevFile; screen: Screen; ats: Caller; room: Caller };
type Run = Stage & { runId: string; follow: Follower };

const showCall = (screen: Screen, call: string, { status, tookMs }: Answer<unknown>): void =>
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
  for (const { field, question } of first.body.missingFields) screen.say(`? ${field}: ${question}`, { indent: 2, hang: 2 });
  if (first.body.missingFields.length === 0) throw new CliError('The incomplete request was taken for complete.');
  const again = await ats(call);
  if (again.body.runId !== first.body.runId) throw new CliError('The repeated request made a second run.');
  showCall(screen, 'The same again (same Idempotency-Key): the same run', again);
  return { ...stage, runId: first.body.runId, follow: followRun(ats, first.body.runId, screen) };
};

const completeInfo = async ({ screen, ats, runId, follow }: Run): Promise<Plan> => {
  await follow.until('INFO_NEEDED');
  screen.step('The ATS supplies what was missing; a plan is drafted');
  const path = `${interviewPath(runId)}/info`;
  const answer = await ats({ method: 'PATCH', path, body: missingInfo, expected: 200, answer: supplied });
  showCall(screen, 'PATCH …/info', answer);
  screen.say(`${missingInfo.level}; ${missingInfo.qualifications.join(' · ')}. Data quality: ${answer.body.dataQuality}`);
  const { plan } = await follow.until('PENDING');
  if (plan === null) throw new CliError('The run is PENDING, but it has no plan.');
  return plan;
};

const approve = async ({ screen, ats, runId, follow }: Run, plan: Plan): Promise<string> => {
  screen.step('The recruiter reads the plan …');
  showPlan(screen, plan);
  screen.step('… and approves it');
  const body = { planRevision: plan.revision, approvedBy: recruiter };
  const path = `${interviewPath(runId)}/plan/approve`;
  const answer = await ats({ method: 'POST', path, body, expected: 200, answer: approvedPlan });
  showCall(screen, 'POST …/plan/approve', answer);
  await follow.until('APPROVED');
  screen.say(`The candidate’s link: ${shorten(answer.body.interviewLink, 50)}`);
  return answer.body.interviewLink;
};

const converse = async ({ screen, room, follow }: Run, plan: Plan, link: string): Promise<void> => {
  screen.step('The candidate opens the link and agrees');
  const first = await enterRoom(room, link, screen);
  await follow.until('IN_PROGRESS');
  screen.step('The interview: an answer counts once it is stored');
  const turns = await answerQuestions(room, plan, first, screen);
  const receipt = await finishInterview(room);
  if (receipt.answered !== turns) throw new CliError(`${turns} answers were sent, ${receipt.answered} are kept.`);
  screen.say(`Receipt: ${receipt.answered} answers, transcript hash ${receipt.transcriptHash.slice(0, 12)}`);
};

const readAssessment = async ({ screen, ats, runId, follow }: Run): Promise<Assessment> => {
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
  screen.say(`Question: ${recruitersQuestion}`);
  screen.say(`Answer: ${reply.body.answer}`, { hang: 8 });
  for (const { turn, quote } of reply.body.citations) screen.say(`turn ${turn}  “${quote}”`, { indent: 2, hang: 8, style: 'dim' });
  return assessment;
};

/** Another verdict than the proposed one, to show that a person decides and says why. */
const otherThan = (proposed: string | null): string => (proposed === 'MAYBE' ? 'HIRE' : 'MAYBE');

const decide = async ({ screen, ats, runId, follow }: Run, { verdict: proposed }: Assessment): Promise<void> => {
  screen.step('… and decides');
  const body = { ...override, verdict: otherThan(proposed), approvedBy: recruiter };
  const path = `${interviewPath(runId)}/assessment/approve`;
  const answer = await ats({ method: 'POST', path, body, expected: 200, answer: verdictGiven });
  showCall(screen, 'POST …/assessment/approve', answer);
  const { verdict, overridden } = answer.body;
  if (verdict !== body.verdict) throw new CliError(`The verdict given was ${body.verdict}, the one kept is ${verdict}.`);
  if (proposed !== null && !overridden) throw new CliError('Another verdict than the proposed one was not kept as an override.');
  screen.say(`Verdict ${verdict}, proposed ${proposed ?? 'none'}; reason: ${override.reasonCodes.join(', ')}. “${override.note}”`);
};

const conclude = async ({ dev, screen, runId, follow }: Run): Promise<void> => {
  const { timeline, outcome } = await follow.until('ASSESSMENT_APPROVED');
  screen.step('What happened, as anyone can read it later');
  showTimeline(screen, timeline);
  screen.step('Look around');
  // oxlint-disable-next-line node/no-process-env -- the demo has no settings of its own
  const namespace = process.env['TEMPORAL_NAMESPACE'] ?? 'default';
  const workflow = `interview-${runId}`;
  const ui = dev.temporalUiUrl === '' ? `workflow ${workflow}` : `${dev.temporalUiUrl}/namespaces/${namespace}/workflows/${workflow}`;
  screen.say(`Workflow   ${ui}`);
  screen.say(`API        ${dev.apiUrl}/docs`);
  screen.say(`This run   curl -H 'X-API-Key: …' ${dev.apiUrl}${interviewPath(runId)}   (key: .parley/dev.json)`);
  screen.blank();
  screen.say(`Done: ${timeline.length} facts, outcome ${outcome ?? 'none'}.`, { style: 'green' });
};

/** @throws CliError that names the first thing that did not happen */
export const tellStory = async (dev: DevFile, screen: Screen): Promise<void> => {
  const ats = createCaller({ baseUrl: dev.apiUrl, headers: { 'x-api-key': dev.apiKeys.integration } });
  const room = createCaller({ baseUrl: dev.apiUrl });
  const run = await request({ dev, screen, ats, room });
  const plan = await completeInfo(run);
  const link = await approve(run, plan);
  await converse(run, plan, link);
  const assessment = await readAssessment(run);
  await decide(run, assessment);
  await conclude(run);
};
