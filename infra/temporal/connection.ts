// The client connection to Temporal: lazy, so that the API starts and creates interviews while Temporal is away.
import {
  Connection,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
  type ConnectionOptions,
} from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';

const resourceExhausted = 8;
const unavailable = 14;
const attemptsMax = 3;

/** The SDK's default hides a full run behind its own retries; those two codes are for the engine adapter to judge. */
const retryInterceptor = () => {
  const usual = defaultGrpcRetryOptions({ maxAttempts: attemptsMax });
  return makeGrpcRetryInterceptor({
    ...usual,
    retryableDecider: (attempt, status) =>
      status.code !== resourceExhausted && status.code !== unavailable && usual.retryableDecider(attempt, status),
  });
};

export type TemporalConnectionOptions = {
  address: string;
  /** The process environment: TLS, API key and headers follow Temporal's standard `TEMPORAL_*` variables. */
  env: Readonly<Record<string, string | undefined>>;
};

/** Only the variables count unless a file is named: a developer's own profile must not redirect the embedded server. */
export const standardOptions = (env: TemporalConnectionOptions['env']): ConnectionOptions => {
  const overrideEnvVars = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const disableFile = env['TEMPORAL_CONFIG_FILE'] === undefined;
  return loadClientConnectConfig({ overrideEnvVars, disableFile }).connectionOptions as ConnectionOptions;
};

/** Connects at the first call; `close()` it at the end. */
export const openTemporalConnection = ({ address, env }: TemporalConnectionOptions): Connection =>
  Connection.lazy({ ...standardOptions(env), address, connectTimeout: 3_000, interceptors: [retryInterceptor()] });
