import { offlineEngines } from '../../infra/models/engines.ts';
import { engineContract } from '../contract/engines.contract.ts';
import { useAnthropic, useOpenAi } from './use-engines.ts';

const openAi = useOpenAi();
const claude = useAnthropic('claude-sonnet-4-5');
const unknownModel = useAnthropic('some-proxied-model');

engineContract('offline', () => offlineEngines);
engineContract('openai-compatible', () => openAi().engines);
engineContract('anthropic with native structured output', () => claude().engines);
engineContract('anthropic with a model that answers through a tool', () => unknownModel().engines);
