import { describe, expect, test } from 'vitest';
import { languageAsked, legibility } from './intelligible.ts';

const asked = {
  en: ['Tell us about a service that you built and what it was for.', 'How did you find the fault?'],
  de: [
    'Erzählen Sie von einem Dienst, den Sie gebaut haben, und wofür er da war.',
    'Wie haben Sie den Fehler gefunden?',
  ],
  fr: ['Parlez-nous d’un service que vous avez construit et de son but.', 'Comment avez-vous trouvé la panne ?'],
  es: ['Háblenos de un servicio que usted construyó y para qué era.', '¿Cómo encontró el fallo en la red?'],
} as const;
type Language = keyof typeof asked;

const answers: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'I built the billing service and we moved it to the new database in a weekend, with no outage for the customers',
  ],
  de: [
    'Ich habe den Dienst für die Rechnungen gebaut und wir haben ihn an einem Wochenende ohne Ausfall umgezogen',
    'ähm ja also ich hab da mit dem Team das Deployment mit Docker und Kubernetes neu gemacht weil die Server zu langsam waren',
  ],
  fr: [
    'J’ai construit le service de facturation et nous avons déplacé la base dans une nuit sans panne pour les clients',
  ],
  es: [
    'Yo construí el servicio de facturas con mi equipo y pasamos la base de datos en una noche sin cortes para los clientes',
  ],
};
const languages = Object.keys(asked) as Language[];

describe('an answer', () => {
  test.each(languages)('in the language of the questions (%s) is judged', (language) => {
    expect(languageAsked(asked[language])).toBe(language);
    for (const answer of answers[language]) expect(legibility(answer, language)).toBe('readable');
  });

  test.each(
    languages.flatMap((one) => languages.filter((other) => other !== one).map((other) => [one, other] as const)),
  )('in another language than the questions (%s, said in %s) is not', (language, other) => {
    for (const answer of answers[other].slice(0, 1)) expect(legibility(answer, language)).toBe('other_language');
  });

  test('questions that say nothing of their language are English', () => {
    expect(languageAsked([])).toBe('en');
    expect(languageAsked(['TypeScript, Docker?'])).toBe('en');
  });
});
