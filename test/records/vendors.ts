// The vendors of the contract suite: each simulated, with a connection to it and what its fields are called.
import { startAshbyAts } from '../../simulators/ashby/ats.ts';
import { startGreenhouseAts } from '../../simulators/greenhouse/ats.ts';
import { startLeverAts } from '../../simulators/lever/ats.ts';
import type { SimulatedAts } from '../../simulators/ats.ts';

export type RecordVendor = {
  kind: string;
  ats: SimulatedAts;
  config: object;
  credentials: object;
  /** One that only people fill in; null where the vendor has no fields. */
  unwritable: { name: string; key: string; value: Record<string, string> } | null;
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
    unwritable: { name: 'Salary', key: 'salary', value: { amount: '1.0', unit: 'EUR' } },
    noteCall: /^POST \/v3\/notes/,
    fileCall: /^POST \/v3\/attachments/,
  };
};

const ashby = async (): Promise<RecordVendor> => {
  const ats = await startAshbyAts();
  return {
    kind: 'ashby',
    ats,
    config: { apiUrl: ats.apiUrl },
    credentials: { apiKey: ats.apiKey },
    unwritable: { name: 'Salary', key: 'salary', value: { value: '1.0', currencyCode: 'EUR' } },
    noteCall: /candidate\.createNote/,
    fileCall: /candidate\.uploadFile/,
  };
};

const lever = async (): Promise<RecordVendor> => {
  const ats = await startLeverAts();
  return {
    kind: 'lever',
    ats,
    config: { apiUrl: ats.apiUrl, performAs: ats.userId },
    credentials: { apiKey: ats.apiKey },
    unwritable: null,
    noteCall: /^POST \S{1,200}\/notes/,
    fileCall: /^POST \S{1,200}\/files/,
  };
};

export const recordVendors: readonly (readonly [kind: string, start: () => Promise<RecordVendor>])[] = [
  ['greenhouse', greenhouse],
  ['ashby', ashby],
  ['lever', lever],
];
