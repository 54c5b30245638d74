import { describe, expect, it } from 'vitest';
import { statementsOf } from './statements.ts';

describe('the statements of a description', () => {
  it.each([
    [
      'About you\n\nWe’re looking for someone who has run PostgreSQL in production.\n- On call',
      ['We’re looking for someone who has run PostgreSQL in production', 'On call'],
    ],
    [
      'The role\nYou will run our billing platform.\nAbout us\nWe are a family business.\nWhat we offer\nA pension.',
      ['You will run our billing platform'],
    ],
    ['TypeScript\nPostgreSQL\nKubernetes', ['TypeScript', 'PostgreSQL', 'Kubernetes']],
    ['We are looking for a cook\nYou cook for 80 people.', ['You cook for 80 people']],
  ])('are its demands, also in lines of their own, and not the headings above them', (jobDescription, quotes) => {
    const input = { position: 'Engineer', level: 'SENIOR', qualifications: [], jobDescription } as const;

    expect(statementsOf(input as never).map(({ quote }) => quote)).toEqual(quotes);
  });
});
