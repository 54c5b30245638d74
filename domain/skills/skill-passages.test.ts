// Holds how far an answer speaks of a skill that it names once.
import { describe, expect, it } from 'vitest';
import { sliceSpan } from '../room/transcript.ts';
import { skillPassages } from './skill-passages.ts';

const reaches = (answer: string): Record<string, string | null> =>
  Object.fromEntries(
    skillPassages(answer).map(({ skill, reach }) => [skill, reach === null ? null : sliceSpan(answer, reach)]),
  );

describe('how far an answer speaks of a skill', () => {
  it('reaches the two sentences that go on about it', () => {
    expect(
      reaches(
        'I was on call for our Kubernetes cluster. One night I found a bad probe. I raised its limit. We had cake.',
      ),
    ).toMatchObject({
      Kubernetes: 'I was on call for our Kubernetes cluster. One night I found a bad probe. I raised its limit.',
    });
  });

  it.each([
    ['another skill', 'I know Kubernetes. I rewrote the importer in Python.', 'I know Kubernetes.'],
    ['another occasion', 'I use Kubernetes. At my next job I sold cars.', 'I use Kubernetes.'],
    ['an admission', "I used Kubernetes. I don't know how it works.", 'I used Kubernetes.'],
  ])('ends where %s is named', (_, answer, reach) => {
    expect(reaches(answer)['Kubernetes']).toBe(reach);
  });

  it('reaches back where the naming sentence points back', () => {
    expect(reaches('I cut the error rate by half. It was all on Kubernetes.')['Kubernetes']).toBe(
      'I cut the error rate by half. It was all on Kubernetes.',
    );
  });

  it.each([
    'I have never used Kubernetes.',
    "I don't really know Kubernetes.",
    'No experience with Kubernetes.',
    'Ich habe nie mit Kubernetes gearbeitet.',
    'Ich kenne Kubernetes leider nicht.',
    'Mit Kubernetes habe ich nicht gearbeitet.',
    'Keine Erfahrung mit Kubernetes.',
    'Je n’ai jamais utilisé Kubernetes.',
    'Je ne connais pas Kubernetes.',
    'Aucune expérience de Kubernetes.',
    'Nunca he usado Kubernetes.',
    'No conozco Kubernetes.',
  ])('"%s" claims nothing', (answer) => {
    expect(reaches(answer)['Kubernetes']).toBeNull();
  });

  it('a denial that turns round is none', () => {
    for (const answer of [
      'I had never used Kubernetes, but I learnt it in a week.',
      'Ich hatte nie Kubernetes benutzt, aber ich habe es in einer Woche gelernt.',
      'Je n’avais jamais utilisé Kubernetes, mais je l’ai appris en une semaine.',
      'Nunca había usado Kubernetes, pero lo aprendí en una semana.',
    ])
      expect(reaches(answer)['Kubernetes']).not.toBeNull();
  });

  it.each([
    'I considered Go, but set it aside because only two of us knew it.',
    'We looked at Go but took TypeScript.',
    'In the end we set Go aside.',
    'I wrote it in TypeScript rather than Go.',
    'We chose TypeScript over Go.',
  ])('what was weighed and not taken is no claim: %j', (answer) => {
    expect(skillPassages(answer).find(({ skill }) => skill === 'Go')?.reach ?? null).toBeNull();
  });

  it('what was taken is one', () => {
    for (const answer of ['I wrote the service in Go.', 'We chose Go over TypeScript.'])
      expect(skillPassages(answer).find(({ skill }) => skill === 'Go')?.reach).not.toBeNull();
    expect(skillPassages('We were going microservices, and on we go.')).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ skill: 'Go' })]),
    );
  });
});
