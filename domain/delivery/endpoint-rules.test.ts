import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { actsOfChange, checkRoomForEndpoint, checkTakesDeliveries, decideRotation } from './endpoint-rules.ts';

const told = (work: () => unknown): unknown => {
  try {
    return work() ?? 'allowed';
  } catch (error) {
    return error instanceof AppError ? [error.code, error.extra] : error;
  }
};

it('an owner has twenty endpoints at most', () => {
  expect(told(() => checkRoomForEndpoint(19))).toBe('allowed');
  expect(told(() => checkRoomForEndpoint(20))).toEqual(['endpoint.too_many', { endpointsMax: 20 }]);
});

describe('rotating a secret', () => {
  const overlapEndsAt = new Date('2026-11-02T00:00:00.000Z');
  const running = ['endpoint.rotation_running', { overlapEndsAt: overlapEndsAt.toISOString() }];
  const calm = { request: 'r1', isRecent: true, seen: true, overlapEndsAt: null };

  it.each([
    ['with an overlap', {}, { request: 'r2', overlapMs: 1 }, 'overlap'],
    ['at once', {}, { request: 'r2', overlapMs: 0 }, 'replace'],
    ['that nobody has seen', { seen: false }, { request: 'r2', overlapMs: 1 }, 'replace'],
    ['by the same request', {}, { request: 'r1', overlapMs: 1 }, 'repeat'],
    ['by the same request during the overlap it made', { overlapEndsAt }, { request: 'r1', overlapMs: 1 }, 'repeat'],
    ['by the same request long after', { isRecent: false }, { request: 'r1', overlapMs: 1 }, 'overlap'],
    ['without a request, as the one before', { request: null }, { request: null, overlapMs: 1 }, 'overlap'],
    ['during an overlap', { overlapEndsAt }, { request: 'r2', overlapMs: 1 }, running],
    ['at once during an overlap', { overlapEndsAt }, { request: 'r2', overlapMs: 0 }, 'replace'],
  ])('%s', (_, change, rotation, expected) => {
    expect(told(() => decideRotation({ ...calm, ...change }, rotation))).toEqual(expected);
  });
});

it.each([
  [{}, []],
  [{ status: 'paused' as const }, ['endpoint.paused']],
  [{ status: 'active' as const, url: 'https://x' }, ['endpoint.changed', 'endpoint.activated']],
  [{ description: '' }, ['endpoint.changed']],
  [{ url: undefined, status: undefined }, []],
])('the change %o is noted as %j', (change, acts) => {
  expect(actsOfChange(change)).toEqual(acts);
});

it.each([
  ['active', false, 'allowed'],
  ['active', true, ['endpoint.not_active', { endpointStatus: 'deleted' }]],
  ['paused', false, ['endpoint.not_active', { endpointStatus: 'paused' }]],
  ['disabled', false, ['endpoint.not_active', { endpointStatus: 'disabled' }]],
  ['paused', true, ['endpoint.not_active', { endpointStatus: 'deleted' }]],
] as const)('an endpoint that is %s, deleted %s, takes deliveries: %j', (status, deleted, expected) => {
  expect(told(() => checkTakesDeliveries({ status, deleted }))).toEqual(expected);
});
