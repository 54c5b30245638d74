// What Lever tells on its own: two members are signed and the rest of the body is not, so nothing of it is believed but whom to look at.
import type { AtsEvent, AtsHooks, HookReading } from '../../../domain/ports/ats-hooks.ts';
import {
  actionOf,
  bodyOf,
  eventWith,
  idOf,
  isSignedBy,
  membersOf,
  secretsOf,
  timeOf,
  type Members,
} from '../hook-parts.ts';

/** How old an event may be: Lever's own attempts are long over by then, and a copy of it gets nowhere. */
const windowMs = 24 * 3_600_000;
/** Clocks differ. */
const aheadMs = 5 * 60_000;

const ofOpportunity: ReadonlyMap<string, AtsEvent['type']> = new Map([
  ['applicationCreated', 'stage_entered'],
  ['candidateStageChange', 'stage_entered'],
  ['candidateArchiveChange', 'application_changed'],
  ['candidateHired', 'application_hired'],
  ['candidateDeleted', 'candidate_deleted'],
  ['contactUpdated', 'application_changed'],
]);

type Signed = { token: string; triggeredAt: number; signature: string };

const signedIn = (body: Members | null): Signed | null => {
  const { token, triggeredAt, signature } = body ?? {};
  if (typeof token !== 'string' || token === '' || token.length > 200) return null;
  if (typeof triggeredAt !== 'number' || typeof signature !== 'string') return null;
  return { token, triggeredAt, signature };
};

export const leverHooks: AtsHooks = {
  signsBody: false,
  // Its token is told when the hook is made, and not before it was tried.
  pingsUnsigned: true,
  verify: ({ body, receivedAt }, { signatureTokens }) => {
    const secrets = secretsOf(signatureTokens);
    if (secrets.length === 0) return 'unsigned';
    const signed = signedIn(bodyOf(body));
    if (signed === null) return 'forged';
    const { token, triggeredAt, signature } = signed;
    if (!isSignedBy(secrets, `${token}${triggeredAt}`, signature)) return 'forged';
    const ageMs = receivedAt - triggeredAt;
    return ageMs > windowMs || ageMs < -aheadMs ? 'stale' : 'authentic';
  },
  read: ({ body: bytes }): HookReading => {
    const body = bodyOf(bytes);
    if (body === null) return { kind: 'unreadable' };
    const action = actionOf(body['event']);
    const data = membersOf(body['data']);
    const applicationId = idOf(data['opportunityId']);
    const contactId = idOf(data['candidateId']) ?? idOf(data['contactId']);
    // The test of a hook has nobody in it.
    if (applicationId === null && contactId === null) return { kind: 'ping' };
    if (action === null) return { kind: 'unreadable' };
    const type = ofOpportunity.get(action);
    if (type === undefined || applicationId === null) return { kind: 'ignored', action };
    // Whose it is, is read from the record: one deleted opportunity, or a lie, must not count for all that a contact has.
    const event = eventWith(type, { applicationId, at: timeOf(body['triggeredAt']) });
    const token = signedIn(body)?.token ?? '';
    return token === '' ? { kind: 'unreadable' } : { kind: 'event', action, eventKey: token, event };
  },
};
