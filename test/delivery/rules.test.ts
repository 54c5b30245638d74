import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createInFlightLimit } from '../../domain/delivery/in-flight-limit.ts';
import { judgeAttempt } from '../../domain/delivery/judge-attempt.ts';
import { resolveReceivers, type EndpointChoice, type ReceiverLevels } from '../../domain/delivery/resolve-receivers.ts';
import { pauseBefore } from '../../domain/delivery/schedule.ts';
import { outboundFailures, type OutboundResult } from '../../domain/ports/outbound.ts';

const endpoint = (id: string, change: Partial<EndpointChoice> = {}): EndpointChoice => ({
  id,
  status: 'active',
  events: [],
  scopes: null,
  ...change,
});

const levels = (change: Partial<ReceiverLevels>): ReceiverLevels => ({
  callback: null,
  tenant: [],
  platform: [],
  callbackOnly: false,
  ...change,
});

const receivers = (change: Partial<ReceiverLevels>): string[] => resolveReceivers(levels(change), 'interview.approved');

describe('who is told', () => {
  it('the run’s callback when it has one, and the tenant’s endpoints, else the platform’s', () => {
    const all = { callback: [endpoint('c')], tenant: [endpoint('t1'), endpoint('t2')], platform: [endpoint('p')] };

    expect(receivers(all)).toEqual(['c', 't1', 't2']);
    expect(receivers({ ...all, tenant: [] })).toEqual(['c', 'p']);
    expect(receivers({ ...all, callback: null })).toEqual(['t1', 't2']);
    expect(receivers({ platform: all.platform })).toEqual(['p']);
    expect(receivers({})).toEqual([]);
  });

  it('the run’s callback alone where the tenant’s setting says so, also while it was never needed before', () => {
    const registered = { tenant: [endpoint('t')], platform: [endpoint('p')], callbackOnly: true };

    expect(receivers({ ...registered, callback: [endpoint('c')] })).toEqual(['c']);
    expect(receivers({ ...registered, callback: [endpoint('c', { status: 'paused' })] })).toEqual([]);
    expect(receivers({ ...registered, callback: [] })).toEqual([]);
    expect(receivers({ ...registered, callback: null })).toEqual(['t']);
  });

  it('nobody else, while the deciding level is paused, disabled or wants other events', () => {
    const platform = [endpoint('p')];

    expect(receivers({ callback: [endpoint('c', { status: 'paused' })], platform })).toEqual(['p']);
    expect(receivers({ tenant: [endpoint('t', { status: 'disabled' })], platform })).toEqual([]);
    expect(receivers({ tenant: [endpoint('t', { events: ['interview.rejected'] })], platform })).toEqual([]);
  });

  it('of a key that ends only those whose address was named by a key that looks after keys or the tenant', () => {
    const tenant = [
      endpoint('keys', { scopes: ['events:read', 'keys:manage'] }),
      endpoint('tenant', { scopes: ['events:read', 'tenant:manage'] }),
      endpoint('reader', { scopes: ['events:read', 'interviews:read'] }),
      endpoint('named', { scopes: ['events:read'], events: ['key.expiring'] }),
      endpoint('before'),
    ];

    expect(resolveReceivers(levels({ tenant }), 'key.expiring')).toEqual(['keys', 'tenant', 'before']);
    expect(resolveReceivers(levels({ tenant }), 'interview.approved')).toHaveLength(4);
  });

  it('only those whose filter names the event, or who have none', () => {
    const tenant = [
      endpoint('named', { events: ['interview.approved', 'interview.rejected'] }),
      endpoint('other', { events: ['interview.rejected'] }),
      endpoint('all'),
    ];

    expect(receivers({ tenant })).toEqual(['named', 'all']);
  });
});

describe('when the next attempt is due', () => {
  const hourMs = 3_600_000;
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  it('the pause stays within a tenth of the schedule, whatever the dice say', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 24 * hourMs }), random, (delayMs, dice) => {
        const pauseMs = pauseBefore({ delayMs, retryAfterMs: null, random: dice });
        expect(pauseMs).toBeGreaterThanOrEqual(Math.floor(delayMs * 0.9));
        expect(pauseMs).toBeLessThanOrEqual(Math.ceil(delayMs * 1.1));
      }),
    );
  });

  it('the receiver may ask for a longer pause, never for a shorter one, and not for more than a day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 24 * hourMs }), fc.nat(100 * hourMs), random, (delayMs, asked, dice) => {
        const scheduled = pauseBefore({ delayMs, retryAfterMs: null, random: dice });
        const pauseMs = pauseBefore({ delayMs, retryAfterMs: asked, random: dice });
        expect(pauseMs).toBe(Math.max(scheduled, Math.min(asked, 24 * hourMs)));
      }),
    );
  });
});

const answer = (status: number, retryAfterSeconds: number | null = null): OutboundResult => ({
  kind: 'answer',
  status,
  retryAfterSeconds,
  excerpt: '',
  durationMs: 1,
});

describe('what an attempt means', () => {
  it.each([200, 201, 202, 204, 299])('%d is done', (status) => {
    expect(judgeAttempt(answer(status))).toMatchObject({ result: 'done', reason: null });
  });

  it.each([100, 301, 302, 304, 307, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503])(
    '%d is tried again',
    (status) => {
      expect(judgeAttempt(answer(status))).toMatchObject({ result: 'retry', reason: `status_${status}`, gone: false });
    },
  );

  it('410 ends the delivery and says that nobody is there', () => {
    expect(judgeAttempt(answer(410))).toEqual({ result: 'stopped', reason: 'gone', retryAfterMs: null, gone: true });
  });

  it('Retry-After is handed on, a day at most', () => {
    expect(judgeAttempt(answer(503, 120)).retryAfterMs).toBe(120_000);
    expect(judgeAttempt(answer(429, 9_999_999_999)).retryAfterMs).toBe(86_400_000);
    expect(judgeAttempt(answer(500)).retryAfterMs).toBeNull();
  });

  it('only an address that can never work ends it without an answer', () => {
    const results = outboundFailures.map((failure) => judgeAttempt({ kind: 'failure', failure, durationMs: 1 }));

    const stopped = results.filter(({ result }) => result === 'stopped').map(({ reason }) => reason);
    expect(stopped).toEqual(['url_invalid', 'scheme_not_allowed', 'credentials_in_url']);
    expect(results.filter(({ result }) => result === 'done')).toEqual([]);
  });
});

describe('how many calls one receiver may have under way', () => {
  type Limit = ReturnType<typeof createInFlightLimit>;
  const enter = (limit: Limit, receiver: string, count: number) =>
    Array.from({ length: count }, () => limit.enter(receiver));
  const placesOf = (limit: Limit, receiver: string, count: number) =>
    enter(limit, receiver, count).flatMap((entry) => ('leave' in entry ? [entry.leave] : []));

  it('twenty, and its trouble costs others nothing', () => {
    const limit = createInFlightLimit();

    expect(placesOf(limit, 'slow', 30)).toHaveLength(20);
    expect(placesOf(limit, 'quick', 5)).toHaveLength(5);
  });

  it('a place is free again after each call', () => {
    const limit = createInFlightLimit();
    const [leave] = placesOf(limit, 'a', 20);

    leave?.({ timedOut: false });

    expect(placesOf(limit, 'a', 2)).toHaveLength(1);
  });

  it('four, from a call that timed out until the receiver answers again', () => {
    const limit = createInFlightLimit();

    placesOf(limit, 'a', 1)[0]?.({ timedOut: true });
    const few = placesOf(limit, 'a', 20);
    few[0]?.({ timedOut: false });

    expect(few).toHaveLength(4);
    expect(placesOf(limit, 'a', 20)).toHaveLength(17);
  });

  it('the more wait, the longer each stays away, a minute at most, until the receiver answers', () => {
    const limit = createInFlightLimit();
    const [leave] = placesOf(limit, 'a', 20);
    const waits = (count: number): number[] =>
      enter(limit, 'a', count).flatMap((entry) => ('waitSeconds' in entry ? [entry.waitSeconds] : []));

    expect(waits(21)).toEqual([...Array.from({ length: 10 }, () => 2), ...Array.from({ length: 10 }, () => 3), 4]);
    expect(Math.max(...waits(2_000))).toBe(60);
    leave?.({ timedOut: false });
    expect(waits(2)).toEqual([2]);
  });
});
