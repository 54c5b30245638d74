// The table of what an interview costs in docs/scoring.md is what is measured here.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { assess, defaultAssessSettings } from '../../activities/assess.ts';
import { inlineTextWork } from '../../infra/text-pool/text-pool.ts';
import { billOf, costOf, type Assess, type Bill } from './interview-costs.ts';

const { signal } = new AbortController();
const stamp = { engine: 'openai-compatible', promptHash: '' };

const asNow: Assess = async ({ assessor }, plan, turns) => {
  const job = { position: 'Shift lead', qualifications: [], jobDescription: '' };
  const material = { plan, planRevision: 1, dictated: false, turns, job, profileText: '', names: [] };
  const deps = { assessor, stamp, settings: defaultAssessSettings, textWork: inlineTextWork };
  return assess(deps, { material, tenantId: 'ten_1', revision: 1, at: 0 }, signal);
};

const prices = { priceIn: 2, priceCached: 0.5, priceOut: 8 };
const cases = [3, 4, 6].flatMap((competencies) => [0, 2].map((differing) => ({ competencies, differing })));
const figuresOf = (bill: Bill): number[] => {
  const { calls, inputTokens, outputTokens, cachedTokens } = bill;
  return [calls, inputTokens, outputTokens, (100 * cachedTokens) / inputTokens, costOf(bill, prices)];
};

/** Of the right half of a row of the table: calls, tokens in, out, cached share, cost. */
const documented = ({ competencies, differing }: (typeof cases)[number]): number[] => {
  const row = readFileSync('docs/scoring.md', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`| ${competencies}, ${differing === 0 ? 'all agree' : 'two differ'} |`));
  const after = row?.split('→').slice(1) ?? [];
  return after.map((cell) => Number.parseFloat(cell.split('|')[0]?.replaceAll(/[ ,%]/gu, '') ?? ''));
};

describe.each(cases)(
  'an interview of $competencies competencies, $differing of which two readings differ on,',
  (one) => {
    test('takes what the table says', async () => {
      const found = figuresOf(await billOf(one, asNow));
      const [calls, ...others] = documented(one);

      // One plan, two calls a question, two readings a competency, a third where they differ.
      expect(found[0]).toBe(1 + 2 * one.competencies + 2 * one.competencies + one.differing);
      expect(calls).toBe(found[0]);
      for (const [place, told] of others.entries()) {
        const measured = found[place + 1] ?? Number.NaN;
        // Prompts are reworded now and then: a tenth more or less is no other table.
        expect(Math.abs(told - measured), `figure ${place + 2}: ${measured}`).toBeLessThanOrEqual(measured * 0.1);
      }
    });
  },
);
