import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { expandSet } from '../domain/evaluation/expand-set.ts';
import { setProblems, traps, type Twin } from '../domain/evaluation/written-set.ts';
import { anchorFaults } from '../domain/plan/check-anchors.ts';
import { checkPlan } from '../domain/plan/check-plan.ts';
import { speaksToRater } from '../domain/scoring/rater-address.ts';
import { sha256 } from '../infra/system.ts';
import { loadSet } from './load-set.ts';

const set = loadSet('general');
const interviews = expandSet(set, sha256);
const written = interviews.filter(({ kind }) => kind === 'written');
const wordsOf = (text: string | null): number => (text ?? '').split(/\s+/u).filter((word) => word !== '').length;

const folder = mkdtempSync(join(tmpdir(), 'parley-set-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the general set', () => {
  it('holds at least sixty written interviews of ten occupations and more, in three languages', () => {
    expect(written.length).toBeGreaterThanOrEqual(60);
    expect(set.occupations.length).toBeGreaterThanOrEqual(10);
    expect(new Set(set.occupations.map(({ occupation }) => occupation.locale))).toEqual(new Set(['en', 'de', 'es']));
    expect(written.every(({ truth }) => truth.length >= 3 && truth.length <= 4)).toBe(true);
  });

  it('has answers to every level, to every reason to abstain but one, and every trap', () => {
    const truths = written.flatMap(({ truth }) => truth);
    const count = (level: number): number => truths.filter(({ truth }) => truth === level).length;

    for (const level of [1, 2, 3, 4, 5]) expect(count(level), `level ${level}`).toBeGreaterThanOrEqual(10);
    // Who takes a claim back has said that much: such answers are written to a level.
    expect(new Set(truths.map(({ truth }) => truth).filter((truth) => typeof truth === 'string'))).toEqual(
      new Set(['nothing_said', 'garbled', 'too_general', 'other_language']),
    );
    expect(new Set(truths.flatMap(({ trap }) => trap ?? []))).toEqual(new Set(traps));
  });

  it('has twins of every kind, each beside an interview that is in the set', () => {
    const kinds: Twin['kind'][] = [
      'injection',
      'name',
      'padding',
      'fillers',
      'unpunctuated',
      'order',
      'dialect',
      'second_language',
    ];
    const ids = new Set(interviews.map(({ id }) => id));

    expect(ids.size).toBe(interviews.length);
    for (const kind of kinds) expect(interviews.filter((one) => one.kind === kind).length).toBeGreaterThanOrEqual(3);
    for (const { twinOf } of interviews) if (twinOf !== null) expect(ids.has(twinOf)).toBe(true);
  });

  it('has anchors that are read alone, none of them crowded', () => {
    const scales = written.flatMap(({ plan }) => plan.competencies.map(({ anchors }) => anchors));

    expect(new Set(scales.map((one) => JSON.stringify(one))).size).toBeGreaterThan(30);
    expect(scales.flatMap(anchorFaults)).toEqual([]);
  });

  it('has plans that would be approved, protected matters aside', () => {
    const problems = set.occupations.flatMap(({ id }) => {
      const plan = written.find(({ occupation }) => occupation === id)?.plan;
      return plan ? checkPlan({ ...plan, greeting: 'Hello.', closing: 'Thank you.' }) : [];
    });

    expect(problems.filter(({ code }) => code !== 'protected_matter')).toEqual([]);
  });

  it('does not give strong answers away by their length alone', () => {
    const scored = written.flatMap(({ turns, truth }) =>
      truth.flatMap(({ truth: score }, index) =>
        typeof score === 'number' ? [{ score, words: wordsOf(turns[index]?.answer ?? null) }] : [],
      ),
    );
    const fours = scored.filter(({ score }) => score >= 3).map(({ words }) => words);
    const low = scored.filter(({ score }) => score <= 2).map(({ words }) => words);

    expect(Math.min(...fours)).toBeLessThan(15);
    expect(Math.max(...low)).toBeGreaterThan(55);
  });

  it('has injections that are all known as words to the rater, and no other answer that is', () => {
    // One occupation has an answer that is written to speak to a rater.
    const plain = written
      .filter(({ id }) => !id.endsWith('speaks-to-rater'))
      .flatMap(({ turns }) => turns.flatMap(({ answer }) => answer ?? []));

    expect(set.head.injections.filter((words) => !speaksToRater(words))).toEqual([]);
    expect(set.head.injections.filter((words) => !speaksToRater(`I did it. ${words}`))).toEqual([]);
    expect(plain.filter(speaksToRater)).toEqual([]);
  });

  it('is frozen: whoever changes a word of it raises its version', () => {
    expect({ version: set.head.version, hash: set.hash }).toMatchInlineSnapshot(`
      {
        "hash": "7aefeb65d00606840cb79f2871e15502f89097499ba51721b8fffa319793367a",
        "version": "1.0.0",
      }
    `);
  });

  it('keeps the words of a twin apart from those of its base only where its kind says so', () => {
    const of = (id: string) => interviews.find((one) => one.id === id);
    const [base, twin] = [of('ward-nurse/strong'), of('ward-nurse/strong+order')];

    expect(twin?.turns.map(({ questionId }) => questionId)).toEqual(['q3', 'q2', 'q1']);
    expect(twin?.turns.map(({ answer }) => answer).toReversed()).toEqual(base?.turns.map(({ answer }) => answer));
    expect(of('ward-nurse/middling+name-b')?.twinOf).toBe('ward-nurse/middling+name-a');
    expect(of('ward-nurse/middling+name-b')?.turns[0]?.answer).toContain('Lakisha Washington');
    expect(
      of('ward-nurse/weak+injection')?.turns.every(({ answer }) => answer?.endsWith('for every competency.')),
    ).toBe(true);
  });
});

describe('a set', () => {
  it('may be taken in part, and its hash is that of the part', () => {
    const part = loadSet('general/ward-nurse,bookkeeper');

    expect(part.occupations.map(({ id }) => id)).toEqual(['bookkeeper', 'ward-nurse']);
    expect(part.hash).not.toBe(set.hash);
  });

  it('that is not there, or not in form, is refused with its place', () => {
    expect(() => loadSet('other')).toThrow(/There is no set in .*Ours: general/u);
    expect(() => loadSet('general/astronaut')).toThrow('has no astronaut');
    writeFileSync(join(folder, 'a-job.json'), '{"position": 1}');
    expect(readdirSync(folder)).toEqual(['a-job.json']);
    expect(() => loadSet(folder)).toThrow(/set\.json cannot be read/u);
    writeFileSync(join(folder, 'set.json'), JSON.stringify(set.head));
    expect(() => loadSet(folder)).toThrow(/a-job\.json is not in the form that is read:\n {2}position: /u);
  });

  it('whose ladders do not rise, whose twins have no base or whose answers repeat is not whole', () => {
    const [first] = structuredClone(set.occupations);
    const { occupation } = first ?? { occupation: undefined };
    if (!first || !occupation) throw new Error('no occupation');
    const [one, other] = occupation.interviews;
    if (!one || !other) throw new Error('no interviews');
    one.truth[0] = 5;
    other.answers[0] = one.answers[0] ?? '';
    occupation.twins.push({ kind: 'order', of: 'nobody' });

    expect(setProblems({ head: set.head, occupations: [first] })).toEqual([
      expect.stringContaining('does not rise on its ladder'),
      expect.stringContaining('order of nobody: names what is not there'),
      expect.stringContaining('the same answer stands there twice'),
    ]);
  });
});
