import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aDraft } from '../../test/plan/plan-builder.ts';
import { createNameCleaner, withoutNames, type NamedPerson } from './without-names.ts';

const clean = (text: string, person: NamedPerson, keep: string[] = []): string =>
  createNameCleaner(person, keep)(text, '{name}');

const ada = { name: 'Ada King Lovelace', email: 'ada.king@example.com' };

describe('a plan without names', () => {
  it.each([
    ['Ada, what did you build?', '{name}, what did you build?'],
    ['What would Ms Lovelace do?', 'What would Ms {name} do?'],
    ['Tell us about Ada King Lovelace.', 'Tell us about {name}.'],
    ['ada king lovelace wrote this', '{name} wrote this'],
    ['Lovelace, Ada applied', '{name} applied'],
    ['Ada-Lovelace and Ada’s work', '{name} and {name}’s work'],
    ['Write to ADA.KING@example.com first.', 'Write to {name} first.'],
    ['Write to ada.king@EXAMPLE.com first.', 'Write to {name} first.'],
    ['Adaptive systems and the canada team', 'Adaptive systems and the canada team'],
    ['ada is a language too', 'ada is a language too'],
  ])('%s', (text, cleaned) => expect(clean(text, ada)).toBe(cleaned));

  it.each([
    ['Zoë', 'Zoe, how did it go?', '{name}, how did it go?'],
    ['Jose Peña', 'What did José Pena learn?', 'What did {name} learn?'],
    ["Sinéad O'Brien", 'Ask Sinead O’Brien and O’Brien', 'Ask {name} and {name}'],
    ['山田太郎', '山田太郎さん、お願いします。', '{name}さん、お願いします。'],
    ['علی\u200cرضا', 'از علی\u200cرضا بپرسید', 'از {name} بپرسید'],
  ])('finds %s whatever the accents and the script', (name, text, cleaned) =>
    expect(clean(text, { name })).toBe(cleaned),
  );

  it.each([
    ['Al Bo', 'Ask Al about AI.', 'Ask Al about AI.'],
    ['Will Grace', 'Will you show grace under pressure?', 'Will you show grace under pressure?'],
    ['Will Grace', 'Ask Will about it. Will that do?', 'Ask {name} about it. Will that do?'],
    ['Will Grace', 'Will Grace led it.', '{name} led it.'],
    ['Ruby Smith', 'Which Ruby version did you use?', 'Which Ruby version did you use?'],
    ['Ruby Smith', 'What did Ruby Smith build?', 'What did {name} build?'],
    ['May Baker', 'What happened in May may be told.', 'What happened in {name} may be told.'],
  ])('leaves sentences alone that only look like %s: %s', (name, text, cleaned) =>
    expect(clean(text, { name })).toBe(cleaned),
  );

  it('keeps words of the company and the position, which stay readable anyway', () => {
    expect(clean('Why Ford? What would Baker do?', { name: 'Harrison Ford' }, ['Ford Motors'])).toBe(
      'Why Ford? What would Baker do?',
    );
  });

  it('puts the placeholder into what the candidate hears, and nobody into the rubric', () => {
    const draft = aDraft();
    const [question, ...questions] = draft.questions;
    const [competency, ...competencies] = draft.competencies;
    if (!question || !competency) throw new Error('the builder makes one of each');
    const named = {
      ...draft,
      questions: [{ ...question, text: 'Ada, how do you test?', probes: ['And then, Ada?'] }, ...questions],
      competencies: [{ ...competency, definition: 'How Lovelace tests.' }, ...competencies],
      closing: 'Thank you, Ada.',
    };

    const cleaned = withoutNames(named, ada, []);

    expect(cleaned.questions[0]).toMatchObject({ text: '{name}, how do you test?', probes: ['And then, {name}?'] });
    expect(cleaned.competencies[0]?.definition).toBe('How the candidate tests.');
    expect(cleaned.closing).toBe('Thank you, {name}.');
    expect(JSON.stringify(cleaned)).not.toMatch(/Ada|Lovelace/);
  });

  it('changes nothing without a name', () => {
    const draft = aDraft();

    expect(withoutNames(draft, {}, [])).toEqual(draft);
  });

  const part = fc.stringMatching(/^[A-Z][a-z]{3,8}q$/);

  it('leaves no whole name and no capitalised part behind, wherever they stand', () => {
    fc.assert(
      fc.property(part, part, fc.constantFrom('', 'Then ', 'ask ', '('), (first, last, before) => {
        const cleaned = clean(`${before}${first} and ${last}, or ${first} ${last}.`, { name: `${first} ${last}` });

        expect(cleaned).not.toContain(first);
        expect(cleaned).not.toContain(last);
      }),
    );
  });
});
