import { describe, expect, it } from 'vitest';
import { createLeakCheck, createLeakGuard } from './leak.ts';

const answers = ['Last spring I moved the billing jobs to a queue, and nobody noticed.'];
const check = createLeakCheck({
  answers,
  names: ['Will Grünwald-Okafor', 'will.g@example.org'],
  known: ['Tell me how you moved the billing jobs.'],
});

describe('texts that outlive the answers', () => {
  it.each([
    ['five consecutive words of an answer', 'The candidate said: last spring I moved the, and so on.', 'quote'],
    ['the same with other case and punctuation', 'jobs: TO A queue – and then', 'quote'],
    ['a family name', 'Okafor describes own work.', 'name'],
    ['an e-mail address', 'Reachable at WILL.G@EXAMPLE.ORG later.', 'name'],
    ['a first name that is an everyday word, written as a name', 'Here Will describes own work.', 'name'],
    ['a name with an accent', 'As grünwald told', 'name'],
  ])('may not hold %s', (_name, text, leak) => {
    expect(check(text)).toBe(leak);
  });

  it.each([
    ['four words of an answer', 'Moved to a queue, and stable.'],
    ['words of the rubric that the candidate repeated', 'Tells how you moved the billing jobs.'],
    ['an everyday word that is also a first name', 'The plan will hold, and it will help.'],
  ])('may hold %s', (_name, text) => {
    expect(check(text)).toBeNull();
  });

  it('are replaced as a whole by a sentence that gives nothing away', () => {
    const guard = createLeakGuard({ answers, names: ['Ada Lovelace'] });

    const shown = guard('Ada moved the billing jobs to a queue.');

    expect(shown).toContain('withheld');
    expect(check(shown)).toBeNull();
    expect(guard('Own work, told with particulars.')).toBe('Own work, told with particulars.');
  });
});
