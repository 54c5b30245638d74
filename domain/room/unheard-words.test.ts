// What follows an answer that could not be heard: the question again, once more with typing first, and then the next one.
import { describe, expect, test } from 'vitest';
import { againWords } from './aside-words.ts';
import { asideAfter, asidesPerQuestionMax, partsOfRepeat } from './asides.ts';
import { roomLanguages } from './language.ts';
import type { Intent, Turn } from './transcript.ts';

const turn = (number: number, kind: Turn['kind'], intent: Intent | null): Turn => ({
  turn: number,
  version: 1,
  sessionId: 's',
  kind,
  questionId: 'q1',
  question: 'What did you build?',
  answer: null,
  intent,
  askedAt: 1,
  answeredAt: 2,
  hearing: 'unheard',
});

/** The question, and as many repeats as there are intents after the first. */
const after = (...intents: Intent[]) =>
  asideAfter(intents.map((intent, index) => turn(index + 1, index === 0 ? 'question' : 'repeat', intent)));

test('an answer that was not heard is asked for again; after two in a row typing is offered first', () => {
  expect(after('unheard')).toEqual({ kind: 'again', how: 'unheard' });
  expect(after('unheard', 'unheard')).toEqual({ kind: 'again', how: 'unheard_again' });
  expect(after('repeat', 'unheard')).toEqual({ kind: 'again', how: 'unheard' });
});

test('one question is not asked for ever', () => {
  const often = Array.from({ length: asidesPerQuestionMax + 1 }, () => 'unheard' as const);

  expect(after(...often)).toEqual({ kind: 'next' });
});

test('what was said to a choice and not heard is a reply that was unclear', () => {
  const turns = [turn(1, 'question', 'person'), turn(2, 'choice', 'unheard')];

  expect(asideAfter(turns)).toEqual({ kind: 'choose', wish: 'person', unclear: true });
});

describe.each(roomLanguages)('in %s', (locale) => {
  test('both sentences stand before the question, and differ', () => {
    const speaker = { locale, companyName: null };
    const [once, twice] = [againWords('unheard', 'Why?', speaker), againWords('unheard_again', 'Why?', speaker)];

    expect(once).toMatch(/^\p{Lu}.+[.] Why\?$/u);
    expect(twice).toMatch(/^\p{Lu}.+[.] Why\?$/u);
    expect(once).not.toBe(twice);
  });

  test.each(['unheard', 'unheard_again', 'repeat', 'helped', 'back', 'pause'] as const)(
    'what is said before a question (%s) and the question can be told apart',
    (how) => {
      const asked = turn(1, 'question', 'unheard');
      const question = againWords(how, asked.question, { locale, companyName: null });
      const repeat = (words: string): Turn => ({ ...turn(2, 'repeat', null), question: words });

      expect(partsOfRepeat([asked, repeat(question)])).toEqual({
        lead: question.slice(0, -asked.question.length - 1),
        question: asked.question,
      });
      expect(partsOfRepeat([asked])).toBeNull();
      expect(partsOfRepeat([asked, repeat('In other words: what was it?')])).toBeNull();
    },
  );
});
