// The vendors of the contract suite: each simulated, with a connection to it and what its fields are called.
import { startGreenhouseAts } from '../../simulators/greenhouse/ats.ts';
import type { SimulatedAts } from '../../simulators/ats.ts';

export type RecordVendor = {
  kind: string;
  ats: SimulatedAts;
  config: object;
  credentials: object;
  /** One that only people fill in; null where the vendor has no fields. */
  unwritable: string | null;
  /** Writes a note, and sends a file, as the vendor's side sees the call. */
  noteCall: RegExp;
  fileCall: RegExp;
};

const greenhouse = async (): Promise<RecordVendor> => {
  const ats = await startGreenhouseAts();
  const { harvestUrl, tokenUrl, userId, clientId, clientSecret } = ats;
  return {
    kind: 'greenhouse',
    ats,
    config: { harvestUrl, tokenUrl, userId },
    credentials: { clientId, clientSecret },
    unwritable: 'Salary',
    noteCall: /^POST \/v3\/notes/,
    fileCall: /^POST \/v3\/attachments/,
  };
};

export const recordVendors: readonly (readonly [kind: string, start: () => Promise<RecordVendor>])[] = [
  ['greenhouse', greenhouse],
];
