// The interview held by a simulated Retell: the call drops once, a second one asks what is left, and all of it becomes one transcript.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { hold, questionsOf } from '../../simulators/retell/control.ts';
import { startRetell } from '../../simulators/retell/host.ts';
import type { SimulatedRetell } from '../../simulators/retell/simulated-retell.ts';
import { CliError } from '../cli-error.ts';
import type { PlanAnswer } from './answers.ts';
import { agree, finishInterview, subjectOf } from './candidate.ts';
import { createAnswers } from './scenario.ts';
import type { Converse } from './story.ts';
import { shorten, type Screen } from './screen.ts';
import type { DemoCaller } from './http.ts';

const joined = z.object({ provider: z.string(), credential: z.string() });
const standing = z.object({
  options: z.object({ inCall: z.boolean() }),
  progress: z.object({ question: z.number(), questions: z.number() }),
});

const looksMax = 240;
const lookEveryMs = 500;
const shownColumns = 200;

const begin = async (room: DemoCaller, retell: SimulatedRetell, screen: Screen): Promise<string> => {
  const start = { method: 'POST', path: '/room/api/start', body: { mode: 'voice' }, expected: 200 } as const;
  const { body } = await room({ ...start, answer: joined });
  const call = [...retell.calls.values()].find(({ accessToken }) => accessToken === body.credential);
  if (call === undefined) throw new CliError('What the room handed out joins no call.');
  screen.say(`A call at ${body.provider}, with ${questionsOf(call.variables).length} questions of the plan to ask.`);
  return call.id;
};

/** The answers as somebody would speak them who is asked in the plan's words. */
const answersTo = (plan: PlanAnswer, questions: readonly string[], answerTo: (about: string) => string): string[] =>
  questions.map((text) => {
    const id = plan.questions.find((question) => question.text === text)?.id ?? '';
    return answerTo(subjectOf(plan, { turn: 0, id, kind: 'question', text }));
  });

const settled = async (room: DemoCaller): Promise<z.output<typeof standing>['progress']> => {
  for (let looks = 0; looks < looksMax; looks += 1) {
    const { body } = await room({ method: 'GET', path: '/room/api/session', expected: 200, answer: standing });
    if (!body.options.inCall) return body.progress;
    await sleep(lookEveryMs);
  }
  throw new CliError('What was said in the call did not arrive.');
};

const show = (retell: SimulatedRetell, callId: string, screen: Screen): void => {
  for (const { by, text } of retell.calls.get(callId)?.lines.slice(0, 5) ?? [])
    screen.say(shorten(text, shownColumns), {
      label: by === 'agent' ? 'agent: ' : '– ',
      indent: by === 'agent' ? 0 : 3,
    });
};

export const converseBy =
  (retell: SimulatedRetell): Converse =>
  async ({ screen, room, follow }, plan, link) => {
    screen.step('The candidate opens the link and agrees');
    await agree(room, link, screen);
    screen.step('The interview: Retell holds it, and its call drops after two answers');
    const answerTo = createAnswers();
    const first = await begin(room, retell, screen);
    await follow.until('IN_PROGRESS');
    const questions = questionsOf(retell.calls.get(first)?.variables ?? {});
    hold(retell, first, answersTo(plan, questions.slice(0, 2), answerTo), 'error_retell');
    const kept = await settled(room);
    show(retell, first, screen);
    screen.say(`Kept: ${kept.question} of ${kept.questions} questions. The clock stands still.`);
    screen.step('It goes on in a new call, with what is left');
    const second = await begin(room, retell, screen);
    hold(retell, second, answersTo(plan, questions.slice(kept.question), answerTo));
    const all = await settled(room);
    if (all.question !== all.questions) throw new CliError(`${all.question} of ${all.questions} questions were kept.`);
    const receipt = await finishInterview(room);
    screen.say(`Receipt: ${receipt.answered} answers, transcript hash ${receipt.transcriptHash.slice(0, 12)}`);
  };

/** A Parley that is started after this has it for its voice provider. */
export const startDemoRetell = async (env: NodeJS.ProcessEnv): Promise<SimulatedRetell> => {
  const retell = await startRetell({ apiKey: randomBytes(16).toString('hex') });
  Object.assign(env, {
    PARLEY_VOICE_PROVIDER: 'retell',
    PARLEY_RETELL_URL: retell.url,
    PARLEY_RETELL_API_KEY: retell.apiKey,
    PARLEY_RETELL_AGENT_ID: retell.agentId,
  });
  return retell;
};
