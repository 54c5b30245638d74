// A stand-in for Anthropic's messages protocol, as far as our calls use it.
import { z } from 'zod';
import { modelAnswer } from './model-answers.ts';
import { startScriptedServer, type Protocol, type ScriptedServer } from './scripted-server.ts';

export const servedClaude = 'claude-fake-20260101';

const text = z.looseObject({ type: z.literal('text'), text: z.string() });

const requestShape = z.looseObject({
  system: z.tuple([text]),
  messages: z.tuple([z.strictObject({ role: z.literal('user'), content: z.tuple([text]) })]),
  tools: z.array(z.looseObject({ name: z.string() })).optional(),
});

const stopReasons: Readonly<Record<string, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  refused: 'refusal',
  missing: 'end_turn',
};

const usesTool = (body: Record<string, unknown>): boolean =>
  (requestShape.parse(body).tools ?? []).some(({ name }) => name === 'json');

/** Models without native structured output are asked through a tool named `json`. */
const content = (body: Record<string, unknown>, answer: string): unknown =>
  usesTool(body)
    ? { type: 'tool_use', id: 'toolu_1', name: 'json', input: JSON.parse(answer) }
    : { type: 'text', text: answer };

const protocol: Protocol = {
  path: '/v1/messages',
  answer: (body) => modelAnswer(requestShape.parse(body).messages[0].content[0].text),
  envelope: (body, { text: answer, finish, model }) => ({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: model ?? servedClaude,
    content: [content(body, answer)],
    stop_reason: usesTool(body) && finish === 'stop' ? 'tool_use' : stopReasons[finish],
    stop_sequence: null,
    usage: { input_tokens: 900, output_tokens: 150 },
  }),
};

/** The base address for the engine is `<url>/v1`. */
export const startAnthropicServer = (): Promise<ScriptedServer> => startScriptedServer(protocol);
