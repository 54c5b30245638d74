import { expect, test } from 'vitest';
import { actOf, type Where } from './keys.ts';

const press = (key: string, where: Partial<Where> = {}, held: Partial<KeyboardEvent> = {}, areSinglesOn = true) =>
  actOf(
    { key, ctrlKey: false, metaKey: false, altKey: false, ...held },
    { isTyping: false, isControl: false, isAbove: false, canPlay: true, ...where },
    areSinglesOn,
  );

const letters = ['j', 'k', '1', '5', ' ', '/', '?'];

test('each key has its act', () => {
  expect(letters.map((key) => press(key))).toEqual([
    'next',
    'previous',
    { rate: 1 },
    { rate: 5 },
    'play',
    'search',
    'help',
  ]);
  expect(['6', '0', 'x', 'J', 'Tab'].map((key) => press(key))).toEqual([null, null, null, null, null]);
});

test('where somebody types, above a dialog, with another key held or switched off, letters are the browser’s', () => {
  for (const key of letters)
    expect([
      press(key, { isTyping: true }),
      press(key, { isAbove: true }),
      press(key, {}, { ctrlKey: true }),
      press(key, {}, { altKey: true }),
      press(key, {}, {}, false),
    ]).toEqual([null, null, null, null, null]);
});

test('the space bar presses what has the focus, and scrolls where nothing was recorded', () => {
  expect(press(' ', { canPlay: false })).toBeNull();
  expect(press(' ', { isControl: true })).toBeNull();
});

test('ctrl and enter decide, also from the note and with single keys off, and never above a dialog', () => {
  expect(press('Enter', { isTyping: true }, { ctrlKey: true }, false)).toBe('decide');
  expect(press('Enter', {}, { metaKey: true })).toBe('decide');
  expect(press('Enter', { isAbove: true }, { ctrlKey: true })).toBeNull();
  expect(press('Enter')).toBeNull();
});
