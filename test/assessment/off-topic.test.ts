// Evidence must be about the competency it counts for: answers to other questions, and pasted ones, add nothing.
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../domain/assessment/assessment.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Turn } from '../../domain/room/transcript.ts';
import { finishPlan } from '../../domain/plan/finish-plan.ts';
import { createOfflineAssessor } from '../../engines/offline/assessor.ts';
import { draftPlan } from '../../engines/offline/draft.ts';
import { materialOf, scoreTranscript, sha256 } from './score-transcript.ts';

const assessor = createOfflineAssessor();

const planFor = (position: string, qualifications: string[]): Plan =>
  finishPlan(
    {
      draft: draftPlan({
        position,
        level: 'SENIOR',
        qualifications,
        jobDescription: '',
        companyName: 'Acme',
        locale: 'en',
      }),
      stamp: { engine: 'offline', promptHash: 'p' },
      revision: 1,
      createdAt: '2026-01-01T00:00:00.000Z',
    },
    sha256,
  );

const engineer = planFor('Senior Backend Engineer', [
  '5+ years production TypeScript experience',
  'Designs PostgreSQL schemas and tunes slow queries',
  'Has run services on Kubernetes and been on call',
]);
const engineerAnswers: Record<string, string> = {
  c1: 'At my last company I led the migration of our billing service to TypeScript. I wrote a codemod that converted 400 files, turned on strict mode module by module and added types to the API contracts. Production type errors fell from 30 per month to 2. I considered rewriting it from scratch, but decided against it because the team had only a quarter.',
  c2: 'I redesigned the PostgreSQL schema of our order system. The orders table had 80 columns, so I split it into three tables and added a composite index on account_id and created_at. The p95 of the list query fell from 2.4 seconds to 180 ms. I considered a materialised view, but chose the index because prices must not be stale.',
  c3: 'I was on call for our Kubernetes cluster for two years. During one outage I found that a liveness probe was killing pods under load. I raised the probe timeout and added a readiness probe instead, rather than doubling the replicas, because that would only have hidden the problem. Restarts went from 40 per day to 0.',
};

const nurse = planFor('Registered Nurse', [
  'Administers medication and monitors vital signs',
  'Documents care accurately and hands over to the next shift',
  'Talks to relatives and explains treatment',
]);
const medication =
  'One evening I gave insulin to a patient and noticed that the dose on the chart was ten times too high. I stopped, checked the medication with the doctor and the dose was corrected within 10 minutes. I could have waited for the ward round, but decided against it because the blood glucose was already at 60.';

type Script = (competencyId: string, round: number) => string | null;

const scored = (plan: Plan, script: Script): Promise<Assessment> => {
  const rounds = new Map<string, number>();
  const turns = plan.questions.map((question, index): Turn => {
    const [competencyId = ''] = question.competencyIds;
    const round = rounds.get(competencyId) ?? 0;
    rounds.set(competencyId, round + 1);
    return {
      turn: index + 1,
      version: 1,
      sessionId: 'ses_1',
      kind: 'question',
      questionId: question.id,
      question: question.text,
      answer: script(competencyId, round),
      askedAt: index,
      answeredAt: index,
    };
  });
  return scoreTranscript(
    assessor,
    materialOf(plan, turns, {
      job: { qualifications: ['TypeScript', 'PostgreSQL', 'Kubernetes'], jobDescription: '' },
    }),
  );
};

const scoresOf = ({ competencies }: Assessment): (number | null)[] => competencies.map(({ score }) => score);

describe('an answer to a competency’s question', () => {
  it('counts where it speaks about that competency', async () => {
    const assessment = await scored(engineer, (id, round) => (round === 0 ? (engineerAnswers[id] ?? null) : null));

    expect(scoresOf(assessment)).toEqual([3, 3, 3]);
  });

  it('counts for nothing where it speaks about another one', async () => {
    for (const asked of ['c1', 'c2', 'c3']) {
      for (const told of ['c1', 'c2', 'c3'].filter((id) => id !== asked)) {
        const assessment = await scored(engineer, (id) => (id === asked ? (engineerAnswers[told] ?? null) : null));
        const result = assessment.competencies.find(({ id }) => id === asked);

        expect(result, `${told} under ${asked}`).toMatchObject({ score: null, reason: 'no_evidence', evidence: [] });
      }
    }
  });

  it('an off-topic answer beside one on the topic is not cited', async () => {
    const assessment = await scored(engineer, (id, round) => {
      if (id !== 'c3') return null;
      return (round === 0 ? engineerAnswers['c3'] : engineerAnswers['c2']) ?? null;
    });
    const cited = assessment.competencies[2]?.evidence.map(({ turn }) => turn) ?? [];

    expect(assessment.competencies[2]?.score).toBe(3);
    expect(new Set(cited).size).toBe(1);
  });
});

describe('one strong answer under every question', () => {
  it.each(['c1', 'c2', 'c3'])('counts for the competency that it speaks about alone: %s', async (told) => {
    const assessment = await scored(engineer, () => engineerAnswers[told] ?? null);

    expect(assessment.competencies.filter(({ score }) => score !== null).map(({ id }) => id)).toEqual([told]);
    expect(assessment.verdict).toBeNull();
  });

  it('counts once in other trades as well', async () => {
    const assessment = await scored(nurse, () => medication);

    expect(scoresOf(assessment)).toEqual([expect.any(Number), null, null]);
  });

  it('counts once for its competency, however often and with whatever small changes it is given', async () => {
    const once = await scored(engineer, (id, round) =>
      id === 'c3' && round === 0 ? (engineerAnswers['c3'] ?? null) : null,
    );
    const changed = await scored(engineer, (id, round) => {
      const text = (engineerAnswers['c3'] ?? '')
        .replace('two years', 'over two years')
        .replace('one outage', 'an outage');
      return id === 'c3' ? ([engineerAnswers['c3'] ?? '', text][round % 2] ?? null) : null;
    });

    expect(changed.competencies[2]?.score).toBe(once.competencies[2]?.score);
    expect(changed.competencies[2]?.evidence).toHaveLength(once.competencies[2]?.evidence.length ?? 0);
  });
});

it('a skill is evidenced by the deeds that follow its name; rules cannot tell whether it was demonstrated', async () => {
  const { skills } = await scored(engineer, (id, round) => (round === 0 ? (engineerAnswers[id] ?? null) : null));

  expect(skills.filter(({ asked }) => asked).every(({ evidenced }) => evidenced)).toBe(true);
  expect(skills.some(({ demonstrated }) => demonstrated)).toBe(false);
  expect(skills.map(({ skill }) => skill)).not.toContain('Accounts receivable');
});
