// The vendors that can be simulated, with what a connection to each needs to know and whom to call them.
import type { AtsOptions, SimulatedAts } from '../../simulators/ats.ts';
import { ashbyLimit, startAshbyAts } from '../../simulators/ashby/ats.ts';
import { greenhouseLimit, startGreenhouseAts } from '../../simulators/greenhouse/ats.ts';
import { leverLimit, startLeverAts } from '../../simulators/lever/ats.ts';

export type RunningVendor = {
  title: string;
  ats: SimulatedAts;
  /** Of a connection, as Parley takes them. */
  config: Record<string, string>;
  credentials: Record<string, unknown>;
};

/** `secret` signs the webhooks; `limited`: with the limits of rate that the vendor has. */
export type VendorOptions = AtsOptions & { secret: string; limited: boolean };

type Start = (options: VendorOptions) => Promise<RunningVendor>;

const greenhouse: Start = async ({ secret, limited, ...options }) => {
  const ats = await startGreenhouseAts({ ...options, ...(limited && { rateLimit: greenhouseLimit }) });
  const { harvestUrl, tokenUrl, userId, clientId, clientSecret } = ats;
  return {
    title: 'Greenhouse',
    ats,
    config: { harvestUrl, tokenUrl, userId },
    credentials: { clientId, clientSecret, webhookSecret: secret },
  };
};

const ashby: Start = async ({ secret, limited, ...options }) => {
  const ats = await startAshbyAts({ ...options, ...(limited && { rateLimit: ashbyLimit }) });
  const { apiUrl, apiKey } = ats;
  return { title: 'Ashby', ats, config: { apiUrl }, credentials: { apiKey, webhookSecret: secret } };
};

const lever: Start = async ({ secret, limited, ...options }) => {
  const ats = await startLeverAts({ ...options, ...(limited && { rateLimit: leverLimit }) });
  const { apiUrl, apiKey, userId } = ats;
  const credentials = { apiKey, signatureTokens: [secret] };
  return { title: 'Lever', ats, config: { apiUrl, performAs: userId }, credentials };
};

export const vendors: Readonly<Record<string, Start>> = { greenhouse, ashby, lever };
