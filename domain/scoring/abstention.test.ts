// Holds that a recruiter always reads why a competency has no score.
import { describe, expect, it } from 'vitest';
import { abstainReasons, insufficientReasons } from '../assessment/assessment.ts';
import type { Competency } from '../plan/plan.ts';
import { explainAbstention, explainReading, withoutFixedSentences } from './abstention.ts';
import { aggregateCompetency, insufficient } from './aggregate.ts';

const competency: Competency = {
  id: 'c1',
  name: 'Incident response',
  definition: '',
  weight: 1,
  required: false,
  anchors: { '1': 'a', '2': 'b', '3': 'c', '4': 'd', '5': 'e' },
  minimumEvidence: 1,
  notScoreable: [],
};

describe('a competency without a score', () => {
  it.each(insufficientReasons)('for %s it explains itself in a plain sentence of its own', (reason) => {
    const { rationale } = insufficient(competency, reason);

    expect(rationale).toMatch(/^[A-Z][^_]+\.$/u);
    expect(insufficientReasons.filter((other) => explainAbstention(other) === rationale)).toEqual([reason]);
  });

  it('keeps the explanation of a judge who abstained, and fills in for one who gave none', () => {
    const abstaining = (rationale: string) =>
      aggregateCompetency(
        competency,
        [{ judge: 'j', competencyId: 'c1', score: null, anchor: null, rationale, evidence: [] }],
        [],
      ).rationale;

    expect(abstaining('The answers stay with general phrases.')).toBe('The answers stay with general phrases.');
    expect(abstaining(' ')).toBe(explainAbstention('no_evidence'));
    expect(aggregateCompetency(competency, [], []).rationale).toBe(explainAbstention('no_evidence'));
  });

  it.each(abstainReasons)('says in words that readings found %s, and then what they wrote', (abstained) => {
    const silent = { judge: 'r', competencyId: 'c1', score: null, anchor: null, evidence: [], given: null };
    const of = (rationale: string) => [{ ...silent, rationale, abstained }];
    const read = aggregateCompetency(competency, of('Es fehlt ein Beispiel.'), []);

    expect(read).toMatchObject({ abstained, rationale: `${explainReading(abstained)} Es fehlt ein Beispiel.` });
    expect(aggregateCompetency(competency, of(''), []).rationale).toBe(explainReading(abstained));
    expect(withoutFixedSentences(read.rationale, read.reason).own).toBe('Es fehlt ein Beispiel.');
  });

  it('of an older assessment is told as it was', () => {
    const earlier = 'The judges did not agree that enough was said about this to judge it.';
    expect(withoutFixedSentences(earlier, 'no_agreement').own).toBe('');
  });

  it('says that too little was said where too little was said', () => {
    expect(insufficient(competency, 'too_few_words').rationale).toBe(
      'There was too little said about this to judge it.',
    );
  });
});

describe('readers to whom a page says the fixed sentences in their own language', () => {
  const split = (rationale: string, reason: (typeof insufficientReasons)[number] | null = null) =>
    withoutFixedSentences(rationale, reason);

  it.each(insufficientReasons)('get none of ours for %s, and all that a judge wrote', (reason) => {
    expect(split(insufficient(competency, reason).rationale, reason).own).toBe('');
    expect(split('Les réponses restent vagues.', reason).own).toBe('Les réponses restent vagues.');
  });

  it('hear that a score was held, beside what the judge wrote', () => {
    const turn = { turn: 1, version: 1, kind: 'question', question: 'Q', answer: 'I did it.' } as never;
    const evidence = [{ turn: 1, version: 1, start: 0, end: 9, quote: 'I did it.' }] as never;
    const held = (rationale: string, score = 4) => {
      const given = { judge: 'j', competencyId: 'c1', score, anchor: null, rationale, evidence };
      return aggregateCompetency({ ...competency, minimumEvidence: 3 }, [given], [turn]).rationale;
    };
    expect(held('Bien.')).toContain('Held at 3');
    expect(split(held('Bien.'))).toEqual({ own: 'Bien.', isHeld: true });
    expect(split(held(''))).toEqual({ own: '', isHeld: true });
    expect(split(held('Bien.', 5))).toEqual({ own: 'Bien.', isHeld: true });
    expect(split('Bien.')).toEqual({ own: 'Bien.', isHeld: false });
  });
});
