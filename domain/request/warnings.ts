// What a request brings along that will not do what it is for, though the interview goes on without it.
import { isMailable } from '../mail/address.ts';
import type { InterviewRequest } from './request.ts';

export const warningCodes = ['address_not_mailable'] as const;
export type RequestWarning = { field: string; code: (typeof warningCodes)[number] };

/** The address is kept for the record and never handed to a mail server. */
export const warningsOf = ({ candidateEmail = '' }: Pick<InterviewRequest, 'candidateEmail'>): RequestWarning[] =>
  candidateEmail === '' || isMailable(candidateEmail)
    ? []
    : [{ field: 'candidateEmail', code: 'address_not_mailable' }];
