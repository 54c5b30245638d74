// The request's id as it is kept with an act: in histories and in the audit log, so it must be short and plain.
import type { RequestFacts } from './route.ts';

const keptRequestId = /^[A-Za-z0-9_.:-]{1,64}$/;

/** Nothing when the caller chose an id that is too long to be kept with every fact. */
export const requestMark = ({ requestId }: Pick<RequestFacts, 'requestId'>): { requestId?: string } =>
  keptRequestId.test(requestId) ? { requestId } : {};
