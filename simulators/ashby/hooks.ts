// The webhooks of Ashby: one act tells several of them, a secret signs the bytes, and some answers end it for good.
import { createHmac, randomUUID } from 'node:crypto';
import type { Book, BookEvent } from '../book.ts';
import type { Hook, HookDialect, Message } from '../outgoing.ts';
import { applicationRow, jobRow } from './rows.ts';

export type AshbyHookOptions = {
  /** Its pages promise one, the same in related hooks; some say that there is none. */
  webhookActionId: boolean;
};

const messageOf = (hook: Hook, action: string, data: unknown, webhookActionId: string | null): Message => {
  const body = JSON.stringify({ ...(webhookActionId !== null && { webhookActionId }), action, data });
  const signature = `sha256=${createHmac('sha256', hook.secret).update(body).digest('hex')}`;
  return {
    action,
    body,
    headers: { 'user-agent': 'Ashby', ...(hook.secret !== '' && { 'Ashby-Signature': signature }) },
  };
};

const fanOut: Record<string, readonly string[]> = {
  moved: ['candidateStageChange', 'applicationUpdate'],
  rejected: ['candidateStageChange', 'applicationUpdate'],
  hired: ['candidateHire', 'applicationUpdate', 'candidateStageChange'],
  edited: ['applicationUpdate'],
};

const dataOf = (book: Book, event: BookEvent): { actions: readonly string[]; data: unknown } => {
  if ('application' in event) {
    return { actions: fanOut[event.type] ?? [], data: { application: applicationRow(book, event.application) } };
  }
  if (event.type === 'closed') return { actions: ['jobUpdate'], data: { job: jobRow(event.job) } };
  if (event.type === 'merged') {
    const data = { deletedCandidate: { id: event.candidate.id }, mergedCandidate: { id: event.into } };
    return { actions: ['candidateMerge'], data };
  }
  // Of an anonymised candidate nothing is told.
  return {
    actions: event.type === 'deleted' ? ['candidateDelete'] : [],
    data: { candidate: { id: event.candidate.id } },
  };
};

/** Every message of one act. */
export const ashbyMessages = (book: Book, event: BookEvent, options: AshbyHookOptions): ((hook: Hook) => Message)[] => {
  const { actions, data } = dataOf(book, event);
  const id = options.webhookActionId ? randomUUID() : null;
  return actions.map((action) => (hook) => messageOf(hook, action, data, id));
};

const mostAttempts = 10;

export const ashbyHooks = (options: AshbyHookOptions): HookDialect => ({
  ping: (hook) =>
    messageOf(
      hook,
      'ping',
      { webhookType: 'candidateStageChange', requestUrl: hook.url },
      options.webhookActionId ? randomUUID() : null,
    ),
  isTaken: (status) => status >= 200 && status < 400,
  isFinal: (status) => [401, 403, 404, 405, 410].includes(status),
  retryAfterMs: Array.from({ length: mostAttempts - 1 }, (_, index) => (2 ** (index + 1) - 1) * 10_000),
});
