// The simulated candidate: opens the link, accepts the notice and answers, knowing nothing but the room's API.
import { CliError } from '../cli-error.ts';
import {
  consentGiven,
  finished,
  openedRoom,
  started,
  storedAnswer,
  type PlanAnswer,
  type RoomQuestion,
} from './answers.ts';
import type { DemoCaller } from './http.ts';
import { createAnswers } from './scenario.ts';
import { shorten, type Screen } from './screen.ts';

const answerColumns = 250;
const turnsMax = 60;
const minute = 60_000;

/** Opens the link and accepts exactly the notice that is shown. */
export const agree = async (room: DemoCaller, link: string, screen: Screen): Promise<void> => {
  const token = link.slice(link.lastIndexOf('/') + 1);
  const opened = await room({
    method: 'POST',
    path: '/room/api/session',
    body: { token },
    expected: 200,
    answer: openedRoom,
  });
  const { notice } = opened.body;
  screen.say('The notice that the candidate reads first:');
  const paragraphs = notice.text.split('\n\n');
  for (const paragraph of paragraphs.slice(0, 2)) screen.say(paragraph, { indent: 2, style: 'dim' });
  screen.say(
    `… ${paragraphs.length - 2} more paragraphs; accepted is exactly this text, hash ${notice.hash.slice(0, 12)}`,
    {
      indent: 2,
      style: 'dim',
    },
  );
  const consent = { noticeHash: notice.hash, accepted: true };
  await room({ method: 'POST', path: '/room/api/consent', body: consent, expected: 200, answer: consentGiven });
};

export const enterRoom = async (room: DemoCaller, link: string, screen: Screen): Promise<RoomQuestion> => {
  await agree(room, link, screen);
  const begin = await room({
    method: 'POST',
    path: '/room/api/start',
    body: { mode: 'text' },
    expected: 200,
    answer: started,
  });
  screen.say(`Consent recorded, session opened, ${Math.round(begin.body.timeLeftMs / minute)} minutes on the clock.`);
  return begin.body.question;
};

/** What a question is about, in the words of the plan; a follow-up has the words of the question before it. */
export const subjectOf = (plan: PlanAnswer, { id, text }: RoomQuestion): string => {
  const planned = plan.questions.find((question) => question.id === id);
  const bound = plan.competencies.filter((one) => planned?.competencyIds.includes(one.id));
  return [...bound.map(({ name }) => name), planned?.text ?? '', text].join(' ');
};

const showTurn = (screen: Screen, question: RoomQuestion, text: string): void => {
  const mark = question.kind === 'follow_up' ? 'follow-up' : 'question';
  screen.say(`${mark}: ${question.text}`, { label: `${question.turn}  ` });
  screen.say(shorten(text, answerColumns), { label: '– ', indent: 3, style: 'green' });
};

/** First question of each competency, and every follow-up. */
const isShown = (seen: Set<string>, plan: PlanAnswer, question: RoomQuestion): boolean => {
  const about = plan.questions.find(({ id }) => id === question.id)?.competencyIds.join('+') ?? question.id;
  const isNew = !seen.has(about);
  seen.add(about);
  return isNew || question.kind === 'follow_up';
};

/** Answers until the closing; returns how many turns it took. */
export const answerQuestions = async (
  room: DemoCaller,
  plan: PlanAnswer,
  first: RoomQuestion,
  screen: Screen,
): Promise<number> => {
  const answerTo = createAnswers();
  const seen = new Set<string>();
  let question = first;
  let hidden = 0;
  let turns = 0;
  while (question.kind !== 'closing') {
    if (turns === turnsMax) throw new CliError(`The interview did not close after ${turnsMax} questions.`);
    const text = answerTo(subjectOf(plan, question));
    if (isShown(seen, plan, question)) showTurn(screen, question, text);
    else hidden += 1;
    const body = { clientTurnId: `demo-${question.turn}`, turn: question.turn, text };
    const stored = await room({ method: 'POST', path: '/room/api/answers', body, expected: 200, answer: storedAnswer });
    if (stored.body.next === null) throw new CliError('The interview ended without its closing words.');
    question = stored.body.next;
    turns += 1;
  }
  screen.say(`${hidden === 0 ? '' : `… and ${hidden} more. `}Closing: ${shorten(question.text, 70)}`, { style: 'dim' });
  return turns;
};

export const finishInterview = async (room: DemoCaller): Promise<{ answered: number; transcriptHash: string }> => {
  const { body } = await room({ method: 'POST', path: '/room/api/finish', body: {}, expected: 200, answer: finished });
  return body.receipt;
};
