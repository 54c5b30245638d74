// The Temporal part of a start: the embedded development server or the user's own.
import { CliError } from '../cli-error.ts';
import { startOnFreePorts, timed, type Context } from './context.ts';
import { waitUntilReady } from './readiness.ts';
import { isTemporalReady, temporalSpec } from './temporal.ts';

const PATIENCE_MS = 60_000;

export type TemporalPlace = { address: string; uiUrl: string; metricsUrl: string; own: boolean };

const NAMES = ['temporal', 'temporalUi', 'temporalMetrics'] as const;

const startEmbedded = async (context: Context, cli: string): Promise<TemporalPlace> =>
  timed(context, 'Temporal', async () => {
    const { stateFolder, signal } = context;
    const ports = await startOnFreePorts(context, NAMES, (chosen) => ({
      specs: [temporalSpec({ cli, stateFolder, ports: chosen })],
      ready: async (processes) =>
        waitUntilReady({
          what: 'Temporal',
          isReady: async () => isTemporalReady(`127.0.0.1:${chosen.temporal}`),
          processes,
          signal,
          patienceMs: PATIENCE_MS,
        }),
    }));
    const address = `127.0.0.1:${ports.temporal}`;
    const uiUrl = `http://127.0.0.1:${ports.temporalUi}`;
    const metricsUrl = `http://127.0.0.1:${ports.temporalMetrics}/metrics`;
    return { result: { address, uiUrl, metricsUrl, own: true }, note: address };
  });

/** Returns where Temporal is. A server of the user's own is not touched; api and worker say when it cannot be used. */
export const startTemporal = async (context: Context): Promise<TemporalPlace> => {
  const address = context.env['TEMPORAL_ADDRESS'];
  if (address) return { address, uiUrl: context.env['PARLEY_TEMPORAL_UI_URL'] ?? '', metricsUrl: '', own: false };
  const cli = context.env['TEMPORAL_CLI_PATH'];
  if (cli) return startEmbedded(context, cli);
  throw new CliError('There is no Temporal CLI. Start with `npm start`, which gets one, or set TEMPORAL_CLI_PATH.');
};
