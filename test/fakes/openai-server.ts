// A stand-in for any server that speaks OpenAI's chat protocol.
import { z } from 'zod';
import { modelAnswer } from './model-answers.ts';
import { startScriptedServer, type Protocol, type ScriptedServer } from './scripted-server.ts';

export const servedModel = 'fake-model-2026-01-01';

const requestShape = z.looseObject({
  model: z.string(),
  messages: z.tuple([
    z.strictObject({ role: z.literal('system'), content: z.string() }),
    z.strictObject({ role: z.literal('user'), content: z.string() }),
  ]),
});

const finishReasons: Readonly<Record<string, string | null>> = {
  stop: 'stop',
  length: 'length',
  refused: 'content_filter',
  missing: null,
};

/** What the fixed instructions and the data message were; throws when a request is built in any other way. */
export const messagesOf = (body: Record<string, unknown>): { system: string; user: string } => {
  const [system, user] = requestShape.parse(body).messages;
  return { system: system.content, user: user.content };
};

export const openAiProtocol: Protocol = {
  path: '/v1/chat/completions',
  answer: (body) => modelAnswer(messagesOf(body).user),
  envelope: (body, { text, finish, model }) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: model ?? servedModel,
    choices: [
      { index: 0, message: { role: 'assistant', content: text }, finish_reason: finishReasons[finish] ?? null },
    ],
    usage: { prompt_tokens: 1_000, completion_tokens: 200, total_tokens: 1_200 },
  }),
};

/** The base address for the engine is `<url>/v1`. */
export const startOpenAiServer = (): Promise<ScriptedServer> => startScriptedServer(openAiProtocol);
