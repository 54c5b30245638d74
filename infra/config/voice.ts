// Who holds spoken conversations: our own room, or a service outside, with what it takes to reach it.
import * as as from './parsers.ts';
import type { ConfigProblem, Values } from './read-variables.ts';
import type { Secret } from './secret.ts';
import { variable, type VariableTable } from './variables.ts';

export const voiceVariables = {
  PARLEY_VOICE_PROVIDER: variable(as.choice(['embedded', 'retell']), {
    description:
      'Who holds the conversation when a candidate speaks: `embedded`, Parley’s own room with the speech services above, or `retell`. Typed answers are always given in the room.',
    default: 'embedded',
  }),
  PARLEY_RETELL_API_KEY: variable(as.secretText(), {
    description: 'API key of Retell that carries the webhook badge: it opens calls and signs what is told of them.',
    required: 'with retell',
    secret: true,
  }),
  PARLEY_RETELL_API_KEY_PREVIOUS: variable(as.secretText(), {
    description: 'The key before it, while it is exchanged: what it signed is still believed.',
    secret: true,
  }),
  PARLEY_RETELL_AGENT_ID: variable(as.name(), {
    description: 'The agent that holds the conversations; docs/voice.md says how to set it up.',
    required: 'with retell',
    example: 'agent_0123456789abcdef',
  }),
  PARLEY_RETELL_URL: variable(as.webAddress(), {
    description: 'Address of Retell’s API.',
    default: 'https://api.retellai.com',
  }),
  PARLEY_VOICE_LOOK_MS: variable(as.wholeNumber({ min: 100, max: 600_000 }), {
    description: 'How often a call is asked about whose provider says nothing on its own.',
    default: '60000',
    unit: 'milliseconds',
  }),
} satisfies VariableTable;

export type RetellConfig = {
  url: string;
  /** The first one is used; all are believed. */
  keys: readonly Secret[];
  agentId: string;
};

export type VoiceConfig = { retell: RetellConfig | null; lookMs: number };

/** Reports what the chosen provider lacks; its result counts only when nothing was reported. */
export const voiceConfig = (values: Values<typeof voiceVariables>, problems: ConfigProblem[]): VoiceConfig => {
  const { PARLEY_RETELL_API_KEY: key, PARLEY_RETELL_AGENT_ID: agentId, PARLEY_RETELL_URL: url } = values;
  const lookMs = values.PARLEY_VOICE_LOOK_MS;
  if (values.PARLEY_VOICE_PROVIDER !== 'retell') return { retell: null, lookMs };
  const lacks = (name: string): void => {
    const remedy = 'Set it, or use PARLEY_VOICE_PROVIDER=embedded.';
    problems.push({ variable: name, problem: 'is missing for retell', remedy });
  };
  if (key === undefined) lacks('PARLEY_RETELL_API_KEY');
  if (agentId === undefined) lacks('PARLEY_RETELL_AGENT_ID');
  if (key === undefined || agentId === undefined) return { retell: null, lookMs };
  const previous = values.PARLEY_RETELL_API_KEY_PREVIOUS;
  return { retell: { url, agentId, keys: previous === undefined ? [key] : [key, previous] }, lookMs };
};
