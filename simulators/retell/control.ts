// How a simulated Retell is played from outside: `/_` tells which calls there are; small calls hold them, end them, or make trouble.
import { z } from 'zod';
import type { Received, Reply } from '../stage.ts';
import type { SimulatedRetell } from './simulated-retell.ts';

const holdBody = z.strictObject({
  answers: z.array(z.string().max(5_000)).max(100).optional(),
  reason: z.string().max(100).optional(),
});
const tellingBody = z.strictObject({ telling: z.enum(['once', 'twice', 'late', 'reversed', 'never']) });
const awayBody = z.strictObject({ ms: z.int().min(0) });

const defaultAnswer = 'I built such a service with two colleagues, wrote its tests first, and ran it for two years.';

/** The questions that the agent was given, without its follow-ups. */
export const questionsOf = (variables: Record<string, string>): string[] =>
  (variables['questions'] ?? '').split('\n').flatMap((line) => /^\d{1,3}\. (.+)$/u.exec(line)?.slice(1) ?? []);

/** The whole conversation as the agent would hold it; fewer answers than questions end it early. */
export const hold = (retell: SimulatedRetell, callId: string, answers?: readonly string[], reason?: string): void => {
  const variables = retell.calls.get(callId)?.variables ?? {};
  retell.join(callId);
  retell.say(callId, { by: 'agent', text: variables['greeting'] ?? 'Hello.' });
  const questions = questionsOf(variables).slice(0, answers?.length);
  for (const [index, text] of questions.entries()) {
    retell.say(callId, { by: 'agent', text });
    retell.say(callId, { by: 'user', text: answers?.[index] ?? defaultAnswer });
  }
  if (reason === undefined) retell.say(callId, { by: 'agent', text: variables['closing'] ?? 'Goodbye.' });
  retell.end(callId, reason);
};

const act = (retell: SimulatedRetell, { method, path, body }: Received): unknown => {
  const given: unknown = body === '' ? {} : JSON.parse(body);
  const [, id = ''] = /^\/_\/calls\/([\w-]+)\/hold$/.exec(path) ?? [];
  if (method === 'GET' && path === '/_')
    return { calls: [...retell.calls.values()], deleted: retell.deleted, told: retell.told };
  if (method === 'POST' && retell.calls.has(id)) {
    const { answers, reason } = holdBody.parse(given);
    return hold(retell, id, answers, reason);
  }
  if (method === 'POST' && path === '/_/telling') return void (retell.ways.telling = tellingBody.parse(given).telling);
  if (method === 'POST' && path === '/_/away') return retell.weather.away(awayBody.parse(given).ms);
  return null;
};

export const controlRetell = (retell: SimulatedRetell, request: Received): Reply => {
  try {
    const done = act(retell, request);
    return done === null
      ? { status: 404, body: { message: 'No such control.' } }
      : { status: 200, body: done ?? { done: true } };
  } catch {
    return { status: 400, body: { message: 'Not what this control takes.' } };
  }
};
