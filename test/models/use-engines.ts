// Engines of each kind against their fake servers, closed after the last test of the file.
import { afterAll, beforeAll } from 'vitest';
import type { Engines } from '../../domain/ports/models.ts';
import { createSecret } from '../../infra/config/secret.ts';
import { createModelEngines } from '../../infra/models/model-engines.ts';
import { startAnthropicServer } from '../fakes/anthropic-server.ts';
import { startOpenAiServer } from '../fakes/openai-server.ts';
import type { ScriptedServer } from '../fakes/scripted-server.ts';
import { quietLog } from './builders.ts';

export type Subject = { engines: Engines; server: ScriptedServer };

export const modelKey = 'secret-key-canary';

const settings = { timeoutMs: 10_000, priceInPerMillion: 2, priceOutPerMillion: 10 };

export const openAiEngines = (url: string, change: Partial<typeof settings> = {}): Promise<Engines> =>
  createModelEngines(
    {
      kind: 'openai-compatible',
      url: `${url}/v1`,
      key: createSecret(modelKey),
      modelName: 'fake-model',
      ...settings,
      ...change,
    },
    { log: quietLog },
  );

export const anthropicEngines = (url: string, modelName: string): Promise<Engines> =>
  createModelEngines(
    { kind: 'anthropic', url: `${url}/v1`, key: createSecret(modelKey), modelName, ...settings },
    { log: quietLog },
  );

const use = (start: () => Promise<ScriptedServer>, create: (url: string) => Promise<Engines>): (() => Subject) => {
  let subject: Subject | undefined;
  beforeAll(async () => {
    const server = await start();
    subject = { server, engines: await create(server.url) };
  });
  afterAll(() => subject?.server.close());
  return () => {
    if (!subject) throw new Error('the server is not started yet');
    return subject;
  };
};

export const useOpenAi = (change: Partial<typeof settings> = {}): (() => Subject) =>
  use(startOpenAiServer, (url) => openAiEngines(url, change));

export const useAnthropic = (modelName: string): (() => Subject) =>
  use(startAnthropicServer, (url) => anthropicEngines(url, modelName));
