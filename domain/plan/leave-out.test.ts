// What a planner insists on is gone, the plan stays whole, and each word that went is told.
import { describe, expect, it } from 'vitest';
import { aCompetency, aDraft, aQuestion } from '../../test/plan/plan-builder.ts';
import { anchorFaults, withNotDone } from './check-anchors.ts';
import { leaveOut } from './leave-out.ts';
import { needsPerson, reviewDraft } from './plan-findings.ts';
import { minutesOf, withinMinutes } from './plan-minutes.ts';
import type { PlanDraft } from './plan.ts';

const unlawful = 'Do you have children, and who looks after them?';
const left = (draft: PlanDraft, locale = 'en'): PlanDraft =>
  leaveOut({ draft, findings: reviewDraft(draft).findings, locale, current: null });

describe('leaving out', () => {
  it('drops the question alone where others ask for the same', () => {
    const draft = aDraft({
      questions: [aQuestion('q1', ['c1'], { text: unlawful }), aQuestion('q2', ['c2']), aQuestion('q3', ['c1', 'c2'])],
    });

    expect(left(draft)).toMatchObject({ questions: draft.questions.slice(1), warnings: [{ code: 'left_out' }] });
    expect(needsPerson(left(draft))).toBe(false);
  });

  it.each(['en', 'de', 'fr', 'es', 'ja'])(
    'puts a plain question where nobody else asks, for a person to see (%s)',
    (locale) => {
      const draft = aDraft({ questions: [aQuestion('q1', ['c1'], { text: unlawful }), aQuestion('q2', ['c2'])] });

      const whole = left(draft, locale);

      expect(reviewDraft(whole)).toEqual({ problems: [], findings: [] });
      expect(whole.warnings).toMatchObject([{ code: 'replaced', part: 'q1.text' }]);
      expect(needsPerson(whole)).toBe(true);
    },
  );

  it.each(['en', 'de', 'fr', 'es'])('stays whole when every text was refused (%s)', (locale) => {
    const anchors = aCompetency('c1').anchors;
    const one = aCompetency('c1', {
      name: unlawful,
      definition: unlawful,
      anchors: { ...anchors, '4': 'A nice tone.' },
    });
    const questions = ['q1', 'q2'].map((id) =>
      aQuestion(id, ['c1'], { text: `${unlawful} ${id}`, probes: [unlawful] }),
    );

    const whole = left(aDraft({ competencies: [one], questions, greeting: unlawful, closing: unlawful }), locale);

    expect(reviewDraft(whole)).toEqual({ problems: [], findings: [] });
  });

  it('a revision keeps what stood there before', () => {
    const current = aDraft();
    const draft = {
      ...current,
      questions: current.questions.map((one) => ({ ...one, text: `${unlawful} ${one.id}` })),
    };

    const { questions } = leaveOut({ draft, findings: reviewDraft(draft).findings, locale: 'en', current });

    expect(questions).toEqual(current.questions);
  });
});

describe('anchors', () => {
  const { anchors } = aCompetency('c1');
  const faults = (four: string) => anchorFaults({ ...anchors, '4': four }).map(({ levels }) => levels);

  it.each([
    'As 3, and gives reasons.',
    'Like level 3, but with results.',
    'Wie 3, und nennt Gründe.',
    'Comme 3, et donne les raisons.',
    'Como el nivel 3, y da razones.',
    'Does what the previous level does and more.',
    'Describes own work very well.',
  ])('refuses "%s"', (four) => {
    expect(faults(four)).toEqual(['4']);
  });

  it.each(['Compares 3 ways and says why.', 'Led a team as 4 people left.', 'Works at level crossings of railways.'])(
    'reads "%s" alone',
    (four) => {
      expect(faults(four)).toEqual([]);
    },
  );
});

describe('behaviours of an anchor', () => {
  const faults = (three: string, four: string) =>
    anchorFaults({ ...aCompetency('c1').anchors, '3': three, '4': four }).map(({ levels }) => levels);

  it.each([
    ['Describes own work.', 'Explains the choice, weighs the alternatives and measures the result.'],
    ['Beschreibt eigene Arbeit.', 'Nennt Alternativen, wägt sie ab, misst das Ergebnis und korrigiert es.'],
    ['Décrit son travail.', 'Compare les voies, mesure l’effet et corrige la méthode.'],
    ['Describe su trabajo.', 'Compara las vías, mide el efecto y corrige el método.'],
  ])('more than two that the level below does not have are asked for anew: %s %s', (three, four) => {
    expect(faults(three, four)).toEqual(['4']);
  });

  it.each([
    ['Names tools.', 'Describes the steps, results, costs and risks of own work, and what others did in it.'],
    ['Explains the choice.', 'Explains the choice, weighs the alternatives and measures the result.'],
    ['Names tools.', 'Explains the choice and measures the result.'],
    ['Nennt Werkzeuge.', 'Beschreibt Schritte, Ergebnisse, Kosten und Risiken mit Zahlen, nicht mit Worten.'],
    ['Cite des outils.', 'Décrit les étapes, les résultats, les coûts et les risques de son propre travail.'],
    ['Cita medios.', 'Describe los pasos, los resultados, el coste y los riesgos de su propio trabajo.'],
    ['Names tools.', 'Applies “checks the order, signs the form, sends the copy and keeps a list” to own work.'],
  ])('lists of things, two behaviours and those of the level below are fine: %s %s', (three, four) => {
    expect(faults(three, four)).toEqual([]);
  });
});

describe('an anchor 1', () => {
  const first = (text: string, locale: string): string | undefined => {
    const anchors = { ...aCompetency('c1').anchors, '1': text };
    const draft = aDraft({ competencies: [aCompetency('c1', { anchors })] });
    return withNotDone(draft, locale).competencies[0]?.anchors['1'];
  };

  it.each([
    ['en', 'Ignores alarms.', 'Ignores alarms. Or has not done this.'],
    ['de-AT', 'Übergeht Alarme.', 'Übergeht Alarme. Oder hat das nicht getan.'],
    ['fr', 'Ignore les alarmes.', 'Ignore les alarmes. Ou n’a pas fait cela.'],
    ['es', 'Pasa por alto las alarmas.', 'Pasa por alto las alarmas. O no lo ha hecho.'],
  ])('covers those who have not done it, in the words of its language (%s)', (locale, text, covering) => {
    expect(first(text, locale)).toBe(covering);
    expect(first(covering, locale)).toBe(covering);
  });

  it.each([
    ['en', 'Names alarms without work of their own.'],
    ['en', "Hasn't met one."],
    ['de', 'Hat keinen Alarm erlebt.'],
    ['fr', 'Aucun exemple.'],
    ['es', 'Nunca lo hizo.'],
    ['ja', '警報を無視する。'],
  ])('that covers them, or is in a language of which we know nothing, stays as it is (%s: %s)', (locale, text) => {
    expect(first(text, locale)).toBe(text);
  });
});

describe('minutes', () => {
  it('a draft that takes too long gets less time for each question, and no question less than a minute', () => {
    const questions = [600, 600, 600, 60].map((timeBudgetSeconds, at) =>
      aQuestion(`q${at}`, ['c1'], { timeBudgetSeconds }),
    );
    const bounded = withinMinutes(aDraft({ questions }), { min: 15, max: 20 });

    expect(minutesOf(bounded)).toBeLessThanOrEqual(20);
    expect(bounded.questions.at(-1)?.timeBudgetSeconds).toBe(60);
  });

  it('one within its bound stays as it is', () => {
    expect(withinMinutes(aDraft(), { min: 15, max: 30 })).toEqual(aDraft());
  });
});
