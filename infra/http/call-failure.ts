// Names whatever goes wrong on the way to a caller's address, so that no foreign message leaves this folder.
import type { OutboundFailure } from '../../domain/ports/outbound.ts';

/** Thrown inside this folder only; the client turns it into a result. */
export class CallFailure extends Error {
  readonly failure: OutboundFailure;

  constructor(failure: OutboundFailure) {
    super(failure);
    this.name = 'CallFailure';
    this.failure = failure;
  }
}

const failuresByCode: Readonly<Record<string, OutboundFailure>> = {
  ECONNREFUSED: 'connection_refused',
  ECONNRESET: 'connection_reset',
  EPIPE: 'connection_reset',
  UND_ERR_SOCKET: 'connection_reset',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'answer_too_large',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'answer_invalid',
  UND_ERR_ABORTED: 'aborted',
  UND_ERR_CLOSED: 'aborted',
  UND_ERR_DESTROYED: 'aborted',
};

const codeOf = (err: unknown): string =>
  typeof err === 'object' && err !== null && 'code' in err ? String(err.code) : '';

export const failureOf = (err: unknown): OutboundFailure => {
  if (err instanceof CallFailure) return err.failure;
  const code = codeOf(err);
  // The parser gives some of its errors a code (HPE_…), others only its name.
  if (code.startsWith('HPE_') || (err instanceof Error && err.name === 'HTTPParserError')) return 'answer_invalid';
  return failuresByCode[code] ?? 'connection_failed';
};
