import { expect, test } from 'vitest';
import { addressOf, placeOf, type Place } from './address.ts';

const at = (address: string): Place => placeOf(new URL(address, 'https://example.com'));

test.each<[string, Place]>([
  ['/review/tok_1', { kind: 'link', token: 'tok_1' }],
  ['/review/inbox/tok_2', { kind: 'link', token: 'tok_2' }],
  ['/review/inbox', { kind: 'inbox' }],
  ['/review/inbox/', { kind: 'inbox' }],
  ['/review/forms/form_1', { kind: 'form', formId: 'form_1' }],
  ['/review?run=int_1', { kind: 'run', runId: 'int_1' }],
  ['/review', { kind: 'start' }],
  ['/review/?run=', { kind: 'start' }],
])('%s names its place', (address, place) => {
  expect(at(address)).toEqual(place);
});

test('every place inside is found again by its address, whatever its ids hold', () => {
  const places = [
    { kind: 'run', runId: 'int 1&x=/2' },
    { kind: 'inbox' },
    { kind: 'start' },
    { kind: 'form', formId: 'form_1' },
  ] as const;
  expect(places.map((place) => at(addressOf(place)))).toEqual(places);
});
