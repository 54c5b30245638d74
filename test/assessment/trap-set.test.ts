import { describe, expect, it } from 'vitest';
import type { CompetencyResult } from '../../domain/assessment/assessment.ts';
import { applyProbe, probeNames, probeResult } from '../../domain/scoring/probes.ts';
import { createLeakCheck } from '../../domain/scoring/leak.ts';
import { sliceSpan, type Turn } from '../../domain/room/transcript.ts';
import { createOfflineAssessor } from '../../engines/offline/assessor.ts';
import { judgeAll, materialOf, scoreTranscript } from './score-transcript.ts';
import { jobs, planOf, transcripts, turnOf } from './trap-set/transcripts.ts';
import { answerKinds, bandOf, type Band, type TrapJob } from './trap-set/trap-types.ts';

const assessor = createOfflineAssessor();

const bandOfResult = ({ score }: CompetencyResult): Band => (score === null ? 'none' : (score as Band));

/** Rules may miss what was said; they may not hear what was not said, nor a "no" in what is none. */
const isHonest = (found: Band, read: Band): boolean =>
  found === read || found === 'none' || (found === 2 && read === 3);

const scoreAnswer = async (jobIndex: number, index: number, answer: string): Promise<CompetencyResult | undefined> => {
  const job = jobs[jobIndex] ?? jobs[0];
  if (!job) return undefined;
  const turns = [turnOf(index + 1, job.competencies[index]?.question ?? '', answer)];
  const { competencies } = await scoreTranscript(assessor, materialOf(planOf(job), turns));
  return competencies[index];
};

describe('the trap set', () => {
  it('holds sixty transcripts of four competencies, from 108 hand-written answers', () => {
    const answers = jobs.flatMap((job) =>
      job.competencies.flatMap((competency) => answerKinds.map((kind) => competency.answers[kind])),
    );

    expect(transcripts).toHaveLength(60);
    expect(transcripts.every(({ plan }) => plan.competencies.length === 4)).toBe(true);
    expect(new Set(answers).size).toBe(108);
  });

  it.each(transcripts.map((transcript) => [transcript.name, transcript] as const))(
    '%s is marked as a person reads it, or less',
    async (_name, { plan, turns, expected }) => {
      const { competencies, verdict } = await scoreTranscript(assessor, materialOf(plan, turns));
      const found = competencies.map(bandOfResult);

      expect(found.filter((band, index) => !isHonest(band, expected[index] ?? 'none'))).toEqual([]);
      expect([null, 'MAYBE']).toContain(verdict);
    },
  );

  it('finds every denial and every general answer but one, and at least two in five of the deeds', async () => {
    const found = new Map<Band, number>();
    for (const [jobIndex, job] of jobs.entries())
      for (const [index, { answers }] of job.competencies.entries())
        for (const kind of answerKinds) {
          const result = await scoreAnswer(jobIndex, index, answers[kind]);
          if (result && bandOfResult(result) === bandOf[kind])
            found.set(bandOf[kind], (found.get(bandOf[kind]) ?? 0) + 1);
        }

    // Of 12 denials, 24 answers in general terms, 60 deeds and 12 off the topic.
    expect(found.get(1)).toBe(12);
    expect(found.get(2)).toBeGreaterThanOrEqual(21);
    expect(found.get(3)).toBeGreaterThanOrEqual(24);
    expect(found.get('none')).toBe(12);
  });

  it('no injected instruction or self-praise moves any score', async () => {
    const lifts: number[] = [];
    for (const { plan, turns, clean } of transcripts.filter(({ cells }) => cells.some(({ injected }) => injected))) {
      const attacked = await scoreTranscript(assessor, materialOf(plan, turns));
      const before = await scoreTranscript(assessor, materialOf(plan, clean));
      for (const [index, result] of attacked.competencies.entries())
        lifts.push((result.score ?? 0) - (before.competencies[index]?.score ?? 0));
    }

    expect(lifts.filter((lift) => lift !== 0)).toEqual([]);
  });

  it('every quote is a verbatim slice of an answer of that run, and no explanation repeats the candidate', async () => {
    for (const { plan, turns } of transcripts) {
      const { competencies, strengths, concerns, summary } = await scoreTranscript(assessor, materialOf(plan, turns));
      const answerOf = (turn: number): string => turns.find((one) => one.turn === turn)?.answer ?? '';
      for (const { evidence, score } of competencies) {
        expect(evidence.length > 0).toBe(score !== null);
        for (const span of evidence) {
          const quote = sliceSpan(answerOf(span.turn), span);
          expect(quote.trim()).not.toBe('');
          expect(answerOf(span.turn)).toContain(quote);
        }
      }
      const answers = turns.flatMap(({ answer }) => answer ?? []);
      const known = plan.competencies.flatMap(({ name, anchors }) => [name, ...Object.values(anchors)]);
      const check = createLeakCheck({ answers, names: [], known });
      for (const text of [...competencies.map(({ rationale }) => rationale), ...strengths, ...concerns, summary]) {
        expect(check(text)).toBeNull();
      }
    }
  });

  it('gives the reason for every abstention of the gate', async () => {
    for (const { plan, turns, cells } of transcripts) {
      const { competencies } = await scoreTranscript(assessor, materialOf(plan, turns));
      for (const [index, { kind }] of cells.entries()) {
        const expected = {
          garbled: ['unintelligible', 'too_few_words', 'no_evidence'],
          language: ['other_language'],
          short: ['too_few_words', 'no_evidence'],
          empty: ['not_answered'],
        };
        if (Object.hasOwn(expected, kind))
          expect(expected[kind as keyof typeof expected]).toContain(competencies[index]?.reason);
      }
    }
  });

  it('padding, fillers and appended instructions leave every score where it was', async () => {
    // The first nine rows of each job hold every answer once.
    const everyAnswer = transcripts.filter((_, index) => index % 20 < 9);
    for (const { plan, clean } of everyAnswer) {
      const base = await scoreTranscript(assessor, materialOf(plan, clean));
      for (const probe of probeNames.filter((name) => name !== 'answers_shuffled')) {
        const probed = await scoreTranscript(assessor, materialOf(plan, applyProbe(probe, clean)));

        expect(
          probeResult(probe, base.competencies, probed.competencies),
          `${probe}: ${JSON.stringify(base.competencies.map(({ score }) => score))}`,
        ).toEqual({ probe, maxDelta: 0, flagged: false });
      }
    }
  });

  it('repeating an answer three times changes nothing', async () => {
    for (const [jobIndex, job] of jobs.entries()) {
      for (const [index, { answers }] of job.competencies.entries()) {
        for (const kind of answerKinds) {
          const once = await scoreAnswer(jobIndex, index, answers[kind]);
          const thrice = await scoreAnswer(jobIndex, index, `${answers[kind]} ${answers[kind]} ${answers[kind]}`);

          expect(thrice?.score).toBe(once?.score);
        }
      }
    }
  });

  it('is deterministic, and its judges are of one mind', async () => {
    const judgements = await Promise.all(
      transcripts.map(({ plan, turns }) => judgeAll(assessor, materialOf(plan, turns))),
    );
    const again = await Promise.all(
      transcripts.map(({ plan, turns }) => judgeAll(assessor, materialOf(plan, structuredClone(turns)))),
    );

    expect(again).toEqual(judgements);
    for (const { competencies } of await Promise.all(
      transcripts.map(({ plan, turns }) => scoreTranscript(assessor, materialOf(plan, turns))),
    ))
      expect(competencies.every(({ spread }) => spread === null || spread === 0)).toBe(true);
  });

  it('an answer under another question is not taken for evidence of this one', async () => {
    const [job] = jobs;
    const plan = planOf(job as TrapJob);
    const turns: Turn[] = [turnOf(1, plan.questions[0]?.text ?? '', job?.competencies[3].answers.top ?? '')];

    const { competencies } = await scoreTranscript(assessor, materialOf(plan, turns));

    expect(competencies.slice(1).every(({ score, reason }) => score === null && reason === 'not_answered')).toBe(true);
    expect(bandOf.offTopic).toBe('none');
  });
});
