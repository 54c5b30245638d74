import { describe, expect, test } from 'vitest';
import { checkPlan } from '../../domain/plan/check-plan.ts';
import { refusalWords } from '../../domain/assessment/chat-refusal.ts';
import { sliceSpan } from '../../domain/room/transcript.ts';
import type { RevisionRequest } from '../../domain/plan/plan.ts';
import { modelAnswer } from '../fakes/model-answers.ts';
import {
  callOptions,
  competency,
  conversation,
  job,
  judgeInput,
  plan,
  question,
  turn,
  tuningAnswer,
} from './builders.ts';
import { useOpenAi } from './use-engines.ts';
import { messagesOf } from '../fakes/openai-server.ts';

const openAi = useOpenAi();
const answerWith = (output: unknown) => openAi().server.script({ kind: 'content', output });

type DraftOutput = { competencies: Record<string, unknown>[]; questions: Record<string, unknown>[]; greeting: string };
const goodDraft = (): DraftOutput => {
  const output: DraftOutput = JSON.parse(
    JSON.stringify(modelAnswer(JSON.stringify({ job: 'draft_plan', data: { job: job() } }))),
  );
  return output;
};

const draftWith = (change: (output: DraftOutput) => void) => {
  const output = goodDraft();
  change(output);
  answerWith(output);
  return openAi().engines.planner.draft(job(), callOptions());
};

describe('a plan', () => {
  test('numbers its parts itself, whatever ids the model chose', async () => {
    const { value } = await draftWith((output) => {
      output.competencies[0] = { ...output.competencies[0], id: '../../etc' };
      for (const one of output.questions)
        if (String(one['competencyIds']) === 'k1') one['competencyIds'] = ['../../etc', '../../etc'];
    });

    expect(value.competencies.map(({ id }) => id)).toEqual(['c1', 'c2', 'c3']);
    expect(value.questions.map(({ id }) => id)).toEqual(['q1', 'q2', 'q3', 'q4']);
    expect(value.questions.map(({ competencyIds }) => competencyIds)).toEqual([['c1'], ['c2'], ['c3'], ['c1']]);
    expect(value.competencies[0]?.notScoreable).toContain('accent');
  });

  test.each<[string, (output: DraftOutput) => void]>([
    [
      'a question for an unknown competency',
      ({ questions }) => Object.assign(questions[0] ?? {}, { competencyIds: ['zz'] }),
    ],
    ['a competency that no question asks for', ({ questions }) => questions.splice(1, 1)],
    ['two competencies of one id', ({ competencies }) => Object.assign(competencies[1] ?? {}, { id: 'k1' })],
    [
      'a question of control characters',
      ({ questions }) => Object.assign(questions[0] ?? {}, { text: '\u0000\u0007 \u200B' }),
    ],
    ['a weight of a million', ({ competencies }) => Object.assign(competencies[0] ?? {}, { weight: 1e6 })],
    ['a negative weight', ({ competencies }) => Object.assign(competencies[0] ?? {}, { weight: -1 })],
    ['a budget of a day', ({ questions }) => Object.assign(questions[0] ?? {}, { timeBudgetSeconds: 86_400 })],
    [
      'a hundred questions',
      ({ questions }) => questions.push(...Array.from({ length: 100 }, () => ({ ...questions[0] }))),
    ],
    ['a sixth anchor', ({ competencies }) => Object.assign(competencies[0]?.['anchors'] ?? {}, { '6': 'x' })],
  ])('with %s is refused', async (_case, change) => {
    await expect(draftWith(change)).rejects.toThrow('model.invalid_output');
  });

  test('with a question about a protected matter does not pass the check for plans', async () => {
    const { value } = await draftWith(({ questions }) =>
      Object.assign(questions[0] ?? {}, { text: 'How old are you, and do you plan to have children?' }),
    );

    expect(checkPlan(value).map(({ code }) => code)).toContain('protected_matter');
  });

  test('keeps no control or hidden character of the model', async () => {
    const { value } = await draftWith((output) =>
      Object.assign(output, { greeting: 'Hello {name}\u0000\u202E!\nAI\u2028here' }),
    );

    expect(value.greeting).toBe('Hello {name} ! AI here');
  });
});

describe('a revision', () => {
  const nothing = {
    changedCompetencies: [],
    changedQuestions: [],
    addedCompetencies: [],
    addedQuestions: [],
    removedCompetencyIds: [],
    removedQuestionIds: [],
    greeting: null,
    closing: null,
    skills: [],
  };
  const reviseWith = (output: object, request: Partial<RevisionRequest>) => {
    answerWith({ ...nothing, ...output });
    const whole = { instructions: '', targets: [], competencyIds: [], ...request };
    return openAi().engines.planner.revise(job(), plan(), whole, callOptions());
  };
  const { notScoreable: _notScoreable, ...otherCompetency } = competency({ id: 'n1', name: 'Kubernetes' });
  const harder = {
    ...question({ id: 'q2', competencyIds: ['c2'] }),
    text: 'How would you version a public API over five years?',
  };
  const onlyQ2 = { targets: [{ questionId: 'q2', change: 'harder' }] };

  test('changes only what was named, however much the model rewrites', async () => {
    const { value } = await reviseWith(
      {
        changedQuestions: [harder, { ...harder, id: 'q1', text: 'Something quite different?' }],
        removedQuestionIds: ['q3'],
        addedQuestions: [{ ...harder, id: 'n7', text: 'And one more, unasked for?' }],
        greeting: 'Changed, {name}.',
      },
      onlyQ2,
    );

    expect(value).toMatchObject({ greeting: plan().greeting, competencies: plan().competencies });
    expect(value.questions).toEqual([plan().questions[0], harder, plan().questions[2]]);
  });

  test('gives new parts the next free numbers', async () => {
    const { value } = await reviseWith(
      { addedCompetencies: [otherCompetency], addedQuestions: [{ ...harder, id: 'n2', competencyIds: ['n1', 'c1'] }] },
      { instructions: 'Please add a competency about Kubernetes.' },
    );

    expect(value.competencies.map(({ id }) => id)).toEqual(['c1', 'c2', 'c3']);
    expect(value.questions.at(-1)).toMatchObject({ id: 'q4', competencyIds: ['c3', 'c1'] });
    expect(checkPlan(value)).toEqual([]);
  });

  test('drops a removed competency together with the questions that were only about it', async () => {
    const { value } = await reviseWith({ removedCompetencyIds: ['c2'] }, { instructions: 'Leave the API part out.' });

    expect(value.competencies.map(({ id }) => id)).toEqual(['c1']);
    expect(value.questions.map(({ id }) => id)).toEqual(['q1', 'q3']);
  });

  test.each<[string, object, Partial<RevisionRequest>]>([
    ['that changes nothing', {}, onlyQ2],
    ['that changes only what nobody named', { changedQuestions: [{ ...harder, id: 'q1' }] }, onlyQ2],
    ['of an unknown question', { changedQuestions: [{ ...harder, id: 'q77' }] }, onlyQ2],
    ['that adds under an old id', { addedCompetencies: [{ ...otherCompetency, id: 'c1' }] }, { instructions: 'add' }],
    ['that leaves a competency without questions', { removedQuestionIds: ['q2'] }, { instructions: 'shorter' }],
  ])('%s is refused', async (_case, output, request) => {
    await expect(reviseWith(output, request)).rejects.toThrow('model.invalid_output');
  });
});

describe('a follow-up', () => {
  const followUpWith = async (output: Record<string, unknown>, open = [0, 1]) => {
    answerWith(output);
    const turns = [turn({ answer: 'I added an index.' })];
    const input = { question: question(), competencies: [competency()], turns, open };
    return (await openAi().engines.interviewer.followUp(input, callOptions())).value;
  };

  test.each([
    ['that was asked already', 2],
    ['that nobody planned', 7],
    ['in words instead of a place', 'What was your own part?'],
    ['that is a list', [0]],
    ['of no place', -1],
  ])('%s is refused', async (_case, probe) => {
    await expect(followUpWith({ probe, wording: 'What was your own part?' })).rejects.toThrow('model.invalid_output');
  });

  test('without usable words is asked in the planned ones', async () => {
    for (const wording of [null, undefined, 7, ['What?'], `${'and '.repeat(300)}?`])
      expect(await followUpWith({ probe: 1, wording })).toEqual({ probe: 1, wording: null });
  });

  test.each([
    ['a wish', 'person', { wish: 'person' }],
    ['an answer', 'answer', { probe: 0, wording: null }],
    ['nothing', null, { probe: 0, wording: null }],
    ['a word that it made up', 'hire', { probe: 0, wording: null }],
    ['something else than a word', { person: true }, { probe: 0, wording: null }],
  ])('comes with an intent that is %s', async (_case, intent, value) => {
    expect(await followUpWith({ probe: 0, intent })).toEqual(value);
    expect(await followUpWith({ probe: null, intent })).toEqual('wish' in value ? value : null);
  });

  test('is chosen with what was said elsewhere in sight, bounded, and without what was asked already', async () => {
    answerWith({ probe: null });
    const other = (index: number) =>
      turn({
        turn: index,
        questionId: 'q2',
        question: 'Which API?',
        answer: `Answer ${index}. ${'long '.repeat(400)}`,
      });
    const turns = [...Array.from({ length: 30 }, (_, index) => other(index + 1)), turn({ turn: 31, answer: 'Yes.' })];
    const input = { question: question(), competencies: [competency()], turns, open: [1] };
    await openAi().engines.interviewer.followUp(input, callOptions());

    const { user } = messagesOf(openAi().server.received.at(-1)?.body ?? {});
    const { data } = JSON.parse(user) as {
      data: { probes: unknown; elsewhere: { answer: string }[]; exchange: { answer: string }[] };
    };
    expect(data.probes).toEqual([{ probe: 1, text: 'What came of it, in figures?' }]);
    expect(data.elsewhere.map(({ answer }) => answer.slice(0, 10))).toEqual(
      Array.from({ length: 12 }, (_, index) => `Answer ${index + 19}.`.slice(0, 10)),
    );
    expect(Math.max(...data.elsewhere.map(({ answer }) => answer.length))).toBeLessThan(810);
    expect(data.exchange.map(({ answer }) => answer)).toEqual(['Yes.']);
  });
});

describe('other words for a question', () => {
  const reword = (output: unknown) => {
    answerWith(output);
    return openAi().engines.interviewer.reword?.({ question: 'Which?', taken: [] }, callOptions());
  };

  test('come from the question alone, or there are none', async () => {
    expect((await reword({ question: 'Which one?' }))?.value).toBe('Which one?');
    const { user } = messagesOf(openAi().server.received.at(-1)?.body ?? {});
    expect(JSON.parse(user)).toEqual({ job: 'reword', data: { question: { text: 'Which?' } } });
    expect((await reword({ question: null }))?.value).toBeNull();
    await expect(reword({ question: 'x'.repeat(601) })).rejects.toThrow('model.invalid_output');
  });
});

describe('a judgement', () => {
  const judgeWith = async (output: object) => {
    answerWith({ evidence: [], rationale: 'Because.', score: 5, ...output });
    return (await openAi().engines.assessor.judge(judgeInput(), callOptions())).value;
  };

  test('of five out of five without evidence is an abstention', async () => {
    expect(await judgeWith({})).toMatchObject({ score: null, anchor: null, evidence: [], rationale: '' });
  });

  test.each([
    ['invented words', [{ turn: 1, quote: 'I doubled the revenue of the whole company' }]],
    ['words of the question', [{ turn: 1, quote: 'Tell us about a slow query that you made fast' }]],
    ['words with another figure', [{ turn: 1, quote: 'The report went down to nine seconds' }]],
  ])('on %s is an abstention', async (_case, evidence) => {
    expect(await judgeWith({ evidence })).toMatchObject({ score: null, given: 5, evidence: [], quotesLost: 1 });
  });

  test.each([
    ['another turn', 2],
    ['a turn that does not exist', 99],
  ])('on words of %s shows them where they were said', async (_case, turn) => {
    const quote = 'I read the plan with explain analyze';

    const { evidence, score } = await judgeWith({ evidence: [{ turn, quote }] });

    expect(score).toBe(5);
    expect(evidence.map((span) => [span.turn, sliceSpan(tuningAnswer, span)])).toEqual([[1, quote]]);
  });

  test('with a score and a reason for none is unusable; without members that may be missing it is read', async () => {
    await expect(judgeWith({ abstain: { why: 'garbled' } })).rejects.toThrow('model.invalid_output');

    expect(await judgeWith({ score: null, abstain: { why: 'withdrawn' } })).toMatchObject({ abstained: 'withdrawn' });
    expect(await judgeWith({ score: null, abstain: { why: 'bored' } })).toMatchObject({ abstained: null });
    expect(await judgeWith({ score: null })).toMatchObject({ abstained: null, missingForNextLevel: '' });
  });

  test('explains itself in whole sentences, however long its words are', async () => {
    const { rationale } = await judgeWith({
      evidence: [{ turn: 1, quote: 'I weighed a partial index' }],
      rationale: 'A choice is explained, and why it was made. '.repeat(40),
    });

    expect(rationale.length).toBeLessThanOrEqual(800);
    expect(rationale).toMatch(/made\.$/u);
  });

  test('keeps the evidence that holds and drops the rest', async () => {
    const quote = 'I weighed a partial index against partitioning';

    const { evidence, score, anchor, judge } = await judgeWith({
      score: 4,
      evidence: [
        { turn: 1, quote },
        { turn: 1, quote: 'never said this' },
      ],
    });

    expect(evidence.map((span) => sliceSpan(tuningAnswer, span))).toEqual([quote]);
    expect({ score, anchor, judge }).toEqual({ score: 4, anchor: '4', judge: 'reading-2' });
  });
});

describe('an answer about the transcript', () => {
  const chatWith = async (output: object) => {
    answerWith({ answered: true, answer: 'Hire this person.', citations: [], ...output });
    const input = {
      question: 'Well?',
      turns: conversation(),
      assessment: { competencies: [], overallScore: null, verdict: null },
      skills: [],
    };
    return (await openAi().engines.assistant.answer(input, callOptions())).value;
  };

  test.each([
    ['without citations', {}],
    ['that cites what nobody said', { citations: [{ turn: 1, quote: 'I am the best candidate' }] }],
    ['that says itself it has none', { answered: false, citations: [{ turn: 1, quote: 'I read the plan' }] }],
    ['of no words', { answer: ' \u200B', citations: [{ turn: 1, quote: 'I read the plan' }] }],
  ])('%s is no answer, and none of its words are shown', async (_case, output) => {
    const value = await chatWith(output);

    expect(value).toMatchObject({ refused: 'not_in_transcript', citations: [] });
    expect(value.answer).not.toContain('Hire');
  });

  test('that is not allowed is told so, in words of ours', async () => {
    const no = { answered: false, answer: 'She is pregnant.', citations: [{ turn: 1, quote: 'I read the plan' }] };

    expect(await chatWith({ ...no, why: 'not_allowed' })).toEqual({
      answer: refusalWords.not_allowed,
      citations: [],
      refused: 'not_allowed',
    });
    for (const why of ['not_in_transcript', 'because', null, 7, undefined])
      expect(await chatWith({ ...no, why })).toMatchObject({
        answer: refusalWords.not_in_transcript,
        refused: 'not_in_transcript',
      });
  });

  test('shows its citations as places in the answers', async () => {
    const value = await chatWith({ citations: [{ turn: 2, quote: 'so I added keys' }] });

    expect(value.citations.map((span) => sliceSpan(conversation()[1]?.answer ?? '', span))).toEqual([
      'so I added keys',
    ]);
  });
});
