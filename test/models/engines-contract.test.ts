import { createEngines } from '../../infra/models/engines.ts';
import { engineContract } from '../contract/engines.contract.ts';
import { quietLog } from './builders.ts';
import { useAnthropic, useOpenAi } from './use-engines.ts';

const offline = createEngines({ kind: 'offline' }, { log: quietLog });
const openAi = useOpenAi();
const claude = useAnthropic('claude-sonnet-4-5');
const unknownModel = useAnthropic('some-proxied-model');

engineContract('offline', () => offline);
engineContract('openai-compatible', () => openAi().engines);
engineContract('anthropic with native structured output', () => claude().engines);
engineContract('anthropic with a model that answers through a tool', () => unknownModel().engines);
