// Whether the engine would think and the speech services would hear and speak, found out by asking them, and what to do
// about each way in which they do not.
import type { ErrorCode } from '../../domain/errors.ts';
import { engineNames, engineText } from '../../infra/config/engine.ts';
import { readEvaluations } from '../../infra/db/operation/figures.ts';
import { createOutboundClient } from '../../infra/http/outbound-client.ts';
import { createLogger } from '../../infra/log.ts';
import type { RemoteConfig } from '../../infra/models/provider-model.ts';
import { scoringIdentity } from '../../infra/models/scoring-identity.ts';
import { tryModel, type ModelProblem } from '../../infra/models/try-model.ts';
import { trySpeech, type SpeechTrial } from '../../infra/speech/try-speech.ts';
import { systemClock } from '../../infra/system.ts';
import { createVoice } from '../../infra/voice/voice.ts';
import { Finding, type Examined } from './doctor-finding.ts';

export const offlineText = 'offline, by rules: assessments are advisory';

type Saying = { message: (detail: string, modelName: string) => string; remedy: string };

const sayings: Readonly<Record<ModelProblem, Saying>> = {
  unreachable: {
    message: (detail) => `cannot be reached (${detail})`,
    remedy: 'Start the model’s server, and check PARLEY_MODEL_URL.',
  },
  slow: {
    message: (detail) => `is too slow (${detail})`,
    remedy: 'A model that is just being loaded needs longer: try again. Else check PARLEY_MODEL_URL.',
  },
  key: { message: (detail) => `refuses the key (${detail})`, remedy: 'Check PARLEY_MODEL_KEY.' },
  model: {
    message: (detail, modelName) => `does not know the model "${modelName}" (${detail})`,
    remedy: 'Check PARLEY_MODEL_NAME: it must be spelt as the provider spells it.',
  },
  busy: {
    message: (detail) => `is there, but takes no work now (${detail})`,
    remedy: 'Wait, or see the provider’s limits and whether its bill is paid.',
  },
  failing: {
    message: (detail) => `fails (${detail})`,
    remedy: 'See the log of the model’s server, or the provider’s status.',
  },
  foreign: {
    message: (detail) => `is no model’s API (${detail})`,
    remedy: 'Check PARLEY_MODEL_URL: for most servers it ends with /v1.',
  },
  refused: {
    message: (detail) => `refuses the smallest request (${detail})`,
    remedy: 'See the log of the model’s server; check PARLEY_MODEL_NAME and PARLEY_MODEL_URL.',
  },
};

/** The key of a running system is known to its own processes alone: it cannot be asked from a shell without it. */
const refuseOtherSettings = ({ config, runningEngine }: Examined): void => {
  const here = engineText(engineNames(config.engine));
  const running = runningEngine === null ? here : engineText(runningEngine);
  if (here === running) return;
  throw new Finding(
    `${here} by these settings, but the Parley that runs here has ${running}: not asked`,
    'Give this command the same PARLEY_ENGINE and PARLEY_MODEL_… as `npm start`.',
    { isWarning: true },
  );
};

/** Another reader's key and name stand in settings of their own. */
const remedyOfReader = (remedy: string): string =>
  remedy.replaceAll('PARLEY_MODEL_KEY', 'PARLEY_JUDGE_KEYS').replaceAll(/PARLEY_MODEL_(?:URL|NAME)/gu, 'PARLEY_JUDGES');

/** Throws what is wrong with the address, the key or the model's name. */
export const modelAnswers = async (engine: RemoteConfig, whose: 'own' | 'reader' = 'own'): Promise<string> => {
  const name = engineText(engineNames(engine));
  const { problem, detail } = await tryModel(engine);
  if (problem === null) return `${name}: answers`;
  const { message, remedy } = sayings[problem];
  throw new Finding(`${name}: ${message(detail, engine.modelName)}`, whose === 'own' ? remedy : remedyOfReader(remedy));
};

export const engineAnswers = async (examined: Examined): Promise<string> => {
  const { engine } = examined.config;
  refuseOtherSettings(examined);
  return engine.kind === 'offline' ? offlineText : await modelAnswers(engine);
};

/** Scores are not worse for it, but nobody has looked at those of what scores now. */
export const evaluationsFit = async ({ config, db }: Examined): Promise<string> => {
  const named = await readEvaluations(db, scoringIdentity(config.engine, config.assessment));
  const outdated = named.filter((one) => one.outdated.length > 0);
  if (outdated.length === 0)
    return named.length === 0 ? 'no tenant names one' : `${named.length} named, about what scores now`;
  const list = outdated.map((one) => `${one.tenantId} (${one.outdated.join(', ')})`).join('; ');
  throw new Finding(
    `evaluation_outdated: ${list}`,
    'Run: npm run parley -- evaluate. Look at its report, then name it: parley tenant settings <tenantId> --set …',
    { isWarning: true },
  );
};

const speechSayings: Partial<Record<ErrorCode, { message: string; remedy: string }>> = {
  'speech.unavailable': {
    message: 'does not answer, or refuses the key or the address',
    remedy: 'Start it, and check its _URL and _KEY.',
  },
  'speech.timeout': { message: 'is too slow', remedy: 'See its log: a model that is just being loaded needs longer.' },
  'speech.rejected': { message: 'refuses the smallest request', remedy: 'Check its _MODEL, and its _VOICE.' },
  'speech.invalid_output': {
    message: 'answers, but not as OpenAI’s API does',
    remedy: 'Check its _URL: words need `response_format=verbose_json`.',
  },
};

const speechOf = (name: string, variables: string, trial: SpeechTrial | null): string => {
  if (trial === null) return `no ${name} (${variables}_URL is not set)`;
  if (trial.problem === null) return `${name} answers`;
  const { message = 'fails', remedy = 'See its log.' } = speechSayings[trial.problem] ?? {};
  const detail = trial.detail === '' ? '' : ` (${trial.detail})`;
  throw new Finding(`${name} ${message}${detail}`, `${variables}_…: ${remedy}`);
};

/** Nothing is broken where there is none: candidates type then. */
export const speechAnswers = async ({ config }: Examined): Promise<string> => {
  const { hearing, speaking } = await trySpeech(config.speech, createLogger({ service: 'cli', level: 'silent' }));
  return [speechOf('recogniser', 'PARLEY_STT', hearing), speechOf('voice', 'PARLEY_TTS', speaking)].join('; ');
};

/** Asked for a call that nobody made: its answer says whether the provider is there and knows the key. */
export const voiceAnswers = async ({ config }: Examined): Promise<string> => {
  const { retell } = config.voice;
  if (retell === null) return 'held in the room itself (PARLEY_VOICE_PROVIDER is embedded)';
  const outbound = createOutboundClient(config.outbound);
  const log = createLogger({ service: 'cli', level: 'silent' });
  const { calls } = createVoice({ retell }, { outbound, log, clock: systemClock, publicUrl: config.server.publicUrl });
  try {
    await calls?.fetch('call_of_nobody', AbortSignal.timeout(15_000));
    return 'Retell answers and knows the key';
  } catch {
    throw new Finding(
      'Retell does not answer as it should',
      'Check PARLEY_RETELL_API_KEY and PARLEY_RETELL_URL, and what may be called outside.',
    );
  } finally {
    await outbound.close();
  }
};
