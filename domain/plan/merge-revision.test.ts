// What a revision may touch, and what stays byte for byte.
import { describe, expect, it } from 'vitest';
import { aCompetency, aDraft, aPlan, aQuestion } from '../../test/plan/plan-builder.ts';
import type { PlanDraft, RevisionRequest } from './plan.ts';
import { mergeRevision } from './merge-revision.ts';
import { revisionTargets } from './revision-targets.ts';

const request = (changes: Partial<RevisionRequest>): RevisionRequest => ({
  instructions: '',
  targets: [],
  competencyIds: [],
  ...changes,
});

const current = aPlan();

/** A redraft that changed everything there is. */
const rewritten: PlanDraft = aDraft({
  competencies: [aCompetency('c1', { name: 'New one' }), aCompetency('c2', { name: 'New two' })],
  questions: [
    ...['q1', 'q2'].map((id, index) =>
      aQuestion(id, [`c${index + 1}`], { text: `A new text for ${id}, quite different.` }),
    ),
    aQuestion('q3', ['c1', 'c2'], { text: 'A new text for the third one.' }),
    aQuestion('q4', ['c1'], { text: 'A question nobody had before.' }),
  ],
  greeting: 'New greeting',
  closing: 'New closing',
});

describe('merging a revision', () => {
  it('takes the named question alone', () => {
    const merged = mergeRevision(current, rewritten, request({ targets: [{ questionId: 'q2', change: 'harder' }] }));

    expect(merged.questions).toEqual([current.questions[0], rewritten.questions[1], current.questions[2]]);
    expect(merged.competencies).toEqual(current.competencies);
    expect(merged.greeting).toBe(current.greeting);
  });

  it.each(['c1', 'COMPETENCY C1', ' competency c1 '])(
    'takes the competency named "%s" and the questions it has to itself',
    (competency) => {
      const merged = mergeRevision(current, rewritten, request({ targets: [{ competency, change: 'broader' }] }));

      expect(merged.competencies).toEqual([rewritten.competencies[0], current.competencies[1]]);
      expect(merged.questions).toEqual([rewritten.questions[0], current.questions[1], current.questions[2]]);
    },
  );

  it('takes what an operator named by competency id', () => {
    const merged = mergeRevision(current, rewritten, request({ competencyIds: ['c2'] }));

    expect(merged.competencies[1]).toEqual(rewritten.competencies[1]);
    expect(merged.questions[0]).toEqual(current.questions[0]);
  });

  it('takes new questions only when more was asked for', () => {
    const target = { questionId: 'q1', change: 'harder' };

    expect(mergeRevision(current, rewritten, request({ targets: [target] })).questions).toHaveLength(3);
    expect(
      mergeRevision(current, rewritten, request({ targets: [target], instructions: 'Add one on testing.' })).questions,
    ).toHaveLength(4);
  });

  it('a removed question goes, and with it a competency that only it asked about', () => {
    const plan = aPlan({ questions: [aQuestion('q1', ['c1']), aQuestion('q2', ['c1']), aQuestion('q3', ['c2'])] });
    const smaller = { ...plan, questions: plan.questions.slice(0, 2), competencies: plan.competencies.slice(0, 1) };

    const merged = mergeRevision(plan, smaller, request({ targets: [{ questionId: 'q3', change: 'remove' }] }));

    expect(merged.questions.map(({ id }) => id)).toEqual(['q1', 'q2']);
    expect(merged.competencies.map(({ id }) => id)).toEqual(['c1']);
  });

  it('an unnamed question that the redraft lost stays', () => {
    const merged = mergeRevision(
      current,
      { ...rewritten, questions: [] },
      request({ targets: [{ competency: 'c9', change: 'x' }] }),
    );

    expect(merged.questions).toEqual(current.questions);
  });

  it('a named question bound to nothing known keeps its competencies', () => {
    const lost = { ...rewritten, questions: [aQuestion('q1', ['c7'], { text: 'Bound to nothing that exists.' })] };
    const merged = mergeRevision(current, lost, request({ targets: [{ questionId: 'q1', change: 'x' }] }));

    expect(merged.questions[0]).toMatchObject({ text: 'Bound to nothing that exists.', competencyIds: ['c1'] });
  });

  it('free instructions take the whole redraft, and give old ids back to what only changed its id', () => {
    const renumbered = {
      ...aDraft(),
      questions: aDraft().questions.map((question, index) => ({ ...question, id: `x${index}` })),
    };
    const merged = mergeRevision(current, renumbered, request({ instructions: 'Make it better.' }));

    expect(merged.questions).toEqual(current.questions);
  });

  it('merging twice is the same as once', () => {
    const named = request({ targets: [{ questionId: 'q2', change: 'add detail' }], competencyIds: ['c1'] });
    const once = mergeRevision(current, rewritten, named);

    expect(mergeRevision(current, once, named)).toEqual(once);
  });
});

describe('targets of a revision', () => {
  it('lists what the plan does not have', () => {
    const targets = revisionTargets(
      current,
      request({
        targets: [
          { questionId: 'q9', change: 'x' },
          { competency: 'Nothing', change: 'x' },
        ],
      }),
    );

    expect(targets).toMatchObject({ unknown: ['Nothing', 'q9'], isOpen: false });
  });
});
