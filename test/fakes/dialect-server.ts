// One fake server of OpenAI's protocol that differs from it as a small record says.
import type { Abilities } from '../../infra/models/dialect.ts';
import { openAiProtocol, servedModel } from './openai-server.ts';
import { startScriptedServer, type Received, type Reply, type ScriptedServer } from './scripted-server.ts';

export type Body = Record<string, unknown>;
export type Refusal = Extract<Reply, { kind: 'body' }>;

export type DialectFake = {
  name: string;
  /** What is called, below the server; the setting is this address with it. */
  path: string;
  refuse?(request: Received): Refusal | null;
  /** What it answers with instead of the text in its place. */
  answer?(text: string, body: Body): { message?: Body; usage?: Body; finish?: string; around?: Body; padding?: string };
  /** What must have been found out after the first answer. */
  learned: Partial<Abilities>;
  /** Requests that the first answer takes. */
  requests: number;
};

export const startDialect = ({ path, refuse, answer }: DialectFake): Promise<ScriptedServer> =>
  startScriptedServer({
    path,
    answer: openAiProtocol.answer,
    ...(refuse && { refuse }),
    envelope: (body, { text, finish, model }) => {
      const { message, usage, finish: odd, around, padding = '' } = answer?.(text, body) ?? {};
      const whole = {
        id: 'chatcmpl-1',
        object: 'chat.completion',
        created: 1_700_000_000,
        model: model ?? servedModel,
        ...around,
        choices: [
          {
            index: 0,
            logprobs: null,
            message: { role: 'assistant', content: text, ...message },
            finish_reason: odd ?? (finish === 'length' ? 'length' : 'stop'),
          },
        ],
        usage: { prompt_tokens: 1_000, completion_tokens: 200, total_tokens: 1_200, ...usage },
      };
      return padding + JSON.stringify(whole);
    },
  });
