// The webhooks of Lever: signed over a token and a time, and not over what they say; ids only, so that a reader asks the API.
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Application, BookEvent } from '../book.ts';
import type { Hook, HookDialect, Message } from '../outgoing.ts';
import { archivedPart } from './api.ts';

const messageOf = ({ secret }: Hook, event: string, data: unknown): Message => {
  const token = randomBytes(24).toString('hex');
  const triggeredAt = Date.now();
  const signature = createHmac('sha256', secret).update(`${token}${triggeredAt}`).digest('hex');
  return {
    action: event,
    body: JSON.stringify({ id: randomUUID(), event, triggeredAt, token, signature, data }),
    headers: {},
  };
};

const idsOf = ({ id, candidateId }: Application) => ({ opportunityId: id, contactId: candidateId, candidateId });

const ofApplication = (
  type: 'moved' | 'rejected' | 'hired' | 'edited',
  application: Application,
): [string, unknown][] => {
  const ids = idsOf(application);
  const archived = { ...ids, fromArchived: null, toArchived: archivedPart(application) };
  const last = application.moves.at(-1);
  if (type === 'moved') return [['candidateStageChange', { ...ids, fromStageId: last?.from, toStageId: last?.to }]];
  if (type === 'edited') return [];
  return [
    ...(type === 'hired' ? [['candidateHired', ids] as [string, unknown]] : []),
    ['candidateArchiveChange', archived],
  ];
};

/** Of merges, of closed postings and of anonymisation Lever tells nothing. */
export const leverMessages = (event: BookEvent): ((hook: Hook) => Message)[] => {
  if ('application' in event) {
    return ofApplication(event.type, event.application).map(
      ([name, data]) =>
        (hook) =>
          messageOf(hook, name, data),
    );
  }
  if (event.type !== 'deleted') return [];
  const contactId = event.candidate.id;
  return event.applicationIds.map((opportunityId) => (hook) => {
    return messageOf(hook, 'candidateDeleted', { opportunityId, contactId, candidateId: contactId, deletedBy: null });
  });
};

const second = 1000;

export const leverHooks: HookDialect = {
  // Its test of a connection names no opportunity.
  ping: (hook) => messageOf(hook, 'candidateStageChange', {}),
  isTaken: (status) => status >= 200 && status < 300,
  isFinal: () => false,
  // How often and how far apart is not documented.
  retryAfterMs: [5, 25, 125, 625].map((seconds) => seconds * second),
};
