// No anchor is asserted beside a reason that denies a part of it.
import { describe, expect, test } from 'vitest';
import { deniesPartOf } from './denial.ts';
import { levelTextsOf } from './report.ts';
import { createLeakGuard } from './leak.ts';

const anchors = {
  en: 'Describes own work on the ward with its steps and a measured result.',
  de: 'Beschreibt eigene Arbeit auf der Station mit ihren Schritten und einem gemessenen Ergebnis.',
  fr: 'Décrit son propre travail au service, avec ses étapes et un résultat mesuré.',
  es: 'Describe su propio trabajo en la planta, con sus pasos y un resultado medido.',
};
type Language = keyof typeof anchors;

test.each<[Language, string]>([
  ['en', 'Own work is described, but no result.'],
  ['en', 'The steps are not described.'],
  ['en', 'Tells of the ward without naming the steps or what came of it.'],
  ['en', 'A measured result is missing.'],
  ['en', 'Own work is claimed; the answer lacks any steps.'],
  ['en', 'There was never a measured outcome.'],
  ['de', 'Eigene Arbeit wird beschrieben, aber kein Ergebnis.'],
  ['de', 'Die Schritte werden nicht beschrieben.'],
  ['de', 'Ein gemessenes Ergebnis fehlt.'],
  ['de', 'Erzählt von der Station ohne die Schritte zu nennen.'],
  ['fr', 'Le travail est décrit, mais aucun résultat.'],
  ['fr', 'Les étapes ne sont pas décrites.'],
  ['fr', 'Il manque un résultat mesuré.'],
  ['fr', 'Parle du service sans donner les étapes.'],
  ['es', 'Se describe el trabajo, pero ningún resultado.'],
  ['es', 'Los pasos no se describen.'],
  ['es', 'Falta un resultado medido.'],
  ['es', 'Habla de la planta sin nombrar los pasos.'],
])('(%s) is denied in part by: %s', (language, reason) => {
  expect(deniesPartOf(anchors[language], [reason])).toBe(true);
});

test.each<[Language, string]>([
  ['en', 'Own work with steps and a measured result is described; no alternative was weighed.'],
  ['en', 'No alternative is described.'],
  ['en', 'Not only the steps are told but also the result.'],
  ['en', 'It is told without hesitation how the result was measured.'],
  ['en', 'Nothing was left out.'],
  ['de', 'Schritte und Ergebnis werden erzählt; eine Alternative wird nicht genannt.'],
  ['de', 'Nicht nur die Schritte, auch das Ergebnis wird beschrieben.'],
  ['fr', 'Les étapes et le résultat sont décrits ; aucune alternative.'],
  ['fr', 'Pas seulement les étapes, aussi le résultat.'],
  ['es', 'Se describen los pasos y el resultado; ninguna alternativa.'],
  ['es', 'No solo los pasos, también el resultado.'],
])('(%s) is not denied by: %s', (language, reason) => {
  expect(deniesPartOf(anchors[language], [reason])).toBe(false);
});

test('an anchor that denies something is not denied by a reason that agrees', () => {
  const anchor = 'Names spare parts without any work of their own, or says that they have not done it.';

  expect(deniesPartOf(anchor, ['Spare parts are named; no work of their own.'])).toBe(false);
  expect(deniesPartOf(anchor, ['No spare parts are named.'])).toBe(true);
});

describe('what is said beside a score', () => {
  const levels = { '3': anchors.en, '4': 'Explains a choice between alternatives.' };
  const of = (texts: { rationale?: string | null; missingForNextLevel?: string }) =>
    levelTextsOf({ anchor: '3', ...texts }, levels).meetsLevel;

  test.each([
    { rationale: 'Own work, but no steps.' },
    { rationale: 'Own work.', missingForNextLevel: 'A result was never measured, and no choice explained.' },
  ])('asserts nothing that is denied: %j', (texts) => {
    expect(of(texts)).toBe('Nearest to level 3; the reason says which part of it was not shown.');
  });

  test('is the anchor where the reason does not deny it, is withheld, or is gone', () => {
    const withheld = createLeakGuard({ answers: [], names: ['Ada Lovelace'] })('Lovelace shows no steps.');

    for (const rationale of ['Own work with steps.', '', null, withheld, undefined])
      expect(of(rationale === undefined ? {} : { rationale })).toBe(`Meets level 3: ${anchors.en}`);
  });
});
