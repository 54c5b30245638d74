// A vendor's record in memory, for tests of what is composed: nothing is sent anywhere.
import { z } from 'zod';
import type { AtsKind } from '../../domain/ports/ats.ts';
import {
  VendorTrouble,
  type AtsField,
  type AtsRecords,
  type AtsSessions,
  type AtsValue,
} from '../../domain/ports/ats-records.ts';

export const vendorFields: AtsField[] = [
  { object: 'application', key: 'ai_score', name: 'AI score', type: 'number', options: null },
  { object: 'application', key: 'summary', name: 'AI summary', type: 'long_text', options: null },
  { object: 'candidate', key: 'decided_on', name: 'Decided on', type: 'date', options: null },
  { object: 'candidate', key: 'owner', name: 'Owner', type: null, options: null },
  {
    object: 'application',
    key: 'disposition',
    name: 'Disposition',
    type: 'single_select',
    options: [
      { id: '11', label: 'Advance' },
      { id: '12', label: 'Hold' },
    ],
  },
];

export const createFakeVendor = () => {
  const values = new Map<string, AtsValue>();
  const vendor = { isAway: false, noteCharacters: 1_400, values, calls: [] as string[] };
  const called = (name: string): void => {
    vendor.calls.push(name);
    if (vendor.isAway) throw new VendorTrouble('vendor_unavailable', { retryable: true });
  };
  const refused = (): Promise<never> => Promise.reject(new Error('a preview writes nothing'));
  const records: AtsRecords = {
    get limits() {
      return { noteCharacters: vendor.noteCharacters, fileBytes: 5_000_000 };
    },
    readApplication: () => Promise.resolve(null),
    listFields: () => {
      called('listFields');
      return Promise.resolve(vendorFields);
    },
    listStages: () => Promise.resolve([{ id: '501', name: 'Onsite' }]),
    readFields: (_, ref, fields) => {
      called('readFields');
      return Promise.resolve(fields.map(({ object, key }) => values.get(`${object}:${key}`) ?? null));
    },
    writeFields: refused,
    findNote: () => Promise.resolve(null),
    addNote: refused,
    readTags: () => Promise.resolve(['earlier']),
    addTag: refused,
    findFile: () => Promise.resolve(null),
    addFile: refused,
    addLink: refused,
    readLinks: () => Promise.resolve([]),
    moveStage: refused,
  };
  const kind: AtsKind = {
    title: 'Acme',
    configSchema: z.strictObject({}),
    credentialsSchema: z.strictObject({}),
    hasKey: false,
    hasHook: false,
    hooks: null,
    records,
    adapter: { tellsOf: [], wantsReport: () => false, compose: () => ({ skip: 'nothing' }), test: () => null },
  };
  const sessions: AtsSessions = {
    open: () =>
      Promise.resolve({
        kind: 'acme',
        records,
        session: { config: {}, credentials: {}, call: () => Promise.reject(new Error('nothing is called')) },
      }),
  };
  return { vendor, records, kind, sessions };
};
