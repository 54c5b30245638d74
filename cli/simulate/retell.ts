// `parley simulate retell`: a voice provider of one's own to try against, until it is stopped, with every call that reaches it.
import { setTimeout as sleep } from 'node:timers/promises';
import { startRetell } from '../../simulators/retell/host.ts';
import type { SimulatedRetell } from '../../simulators/retell/simulated-retell.ts';

const lookEveryMs = 200;

const introduce = ({ url, apiKey, agentId }: SimulatedRetell): string =>
  [
    `Retell, simulated, on ${url}. Ctrl-C stops it, and nothing is kept.`,
    '\nFor api and worker:',
    `  PARLEY_VOICE_PROVIDER=retell PARLEY_RETELL_URL=${url} PARLEY_RETELL_API_KEY=${apiKey} PARLEY_RETELL_AGENT_ID=${agentId}`,
    '\nNobody can speak to it: a call is held by',
    `  curl -X POST ${url}/_/calls/<call_id>/hold -d '{}'`,
    `  curl -X POST ${url}/_/calls/<call_id>/hold -d '{"answers":["One answer."],"reason":"error_retell"}'`,
    '\nWhat is there, how it tells of it, and an outage:',
    `  curl ${url}/_`,
    `  curl -X POST ${url}/_/telling -d '{"telling":"twice"}'`,
    `  curl -X POST ${url}/_/away -d '{"ms":60000}'`,
  ].join('\n');

export const runRetell = async (
  { port, json }: { port: number; json: boolean },
  stopped: AbortSignal,
): Promise<void> => {
  const retell = await startRetell({ apiKey: 'simulated-retell', port });
  const { url, apiKey, agentId } = retell;
  console.log(json ? JSON.stringify({ vendor: 'retell', title: 'Retell', url, apiKey, agentId }) : introduce(retell));
  let [shown, told] = [0, 0];
  while (!stopped.aborted) {
    await sleep(lookEveryMs, undefined, { signal: stopped }).catch(() => undefined);
    for (const { method, path, status } of retell.stage.exchanges.slice(shown))
      if (!path.startsWith('/_')) console.log(`← ${method} ${path} ${status}`);
    shown = retell.stage.exchanges.length;
    for (const { event, callId, status } of retell.told.slice(told)) console.log(`→ ${event} of ${callId} ${status}`);
    told = retell.told.length;
  }
  await retell.close();
};
