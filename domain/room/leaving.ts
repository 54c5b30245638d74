// Why candidates leave, as codes: what they typed never enters a workflow.

import { canonicalCode } from '../text/meant-name.ts';

export const leavingCodes = [
  'prefers_person',
  'accessibility',
  'privacy',
  'technical',
  'other_offer',
  'not_interested',
  'process',
  'other',
] as const;
export type LeavingCode = (typeof leavingCodes)[number];

/** An unknown code counts as `other`: nobody is kept from leaving by a spelling. */
export const leavingCodeOf = (code: string): LeavingCode =>
  leavingCodes.find((known) => known === canonicalCode(leavingCodes, code)) ?? 'other';
