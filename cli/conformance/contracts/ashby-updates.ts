// What an assessments partner tells Ashby: assessment.update, which comes to our own address here.
import { z } from 'zod';
import type { Bench } from '../bench.ts';
import { must, type Rule } from '../contract.ts';
import { basic } from '../credentials.ts';
import type { Told } from '../listener.ts';
import { broken, expectShape, expectThat, usable } from '../verdicts.ts';

const updated = 'Ashby, Assessments, assessment.update';
const auth = 'Ashby, Assessments, authentication: Basic with the key as user name, both ways';

const told = (bench: Bench): Promise<readonly Told[]> => bench.told('/assessment.update');

const parsed = ({ body }: Told): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return broken('It is no JSON.');
  }
};

const milliseconds = z.int().min(1_000_000_000_000);
const update = z.looseObject({ assessment_id: z.string(), timestamp: milliseconds });
const field = z
  .discriminatedUnion('type', [
    z.looseObject({ type: z.enum(['numeric_score', 'numeric_duration_minutes']), value: z.number() }),
    z.looseObject({ type: z.enum(['string', 'url']), value: z.string() }),
    z.looseObject({ type: z.literal('boolean_success'), value: z.boolean() }),
  ])
  .and(z.looseObject({ identifier: z.string().min(1), label: z.string() }));
const fields = z.looseObject({
  assessment_status: field.optional(),
  assessment_profile_url: field.optional(),
  assessment_result: field.optional(),
  metadata: z.array(field).optional(),
});

const usableUpdates = async (bench: Bench) =>
  (await told(bench)).map((one) =>
    usable(z.looseObject({ assessment_id: z.string(), timestamp: z.number() }), parsed(one), 'update'),
  );

export const updateRules: Rule[] = [
  must(
    'update-members',
    'assessment.update is a POST with assessment_id and timestamp in milliseconds',
    updated,
    async (bench) => {
      for (const one of await told(bench)) {
        expectThat(one.method === 'POST', `It is a ${one.method}.`);
        expectShape(update, parsed(one));
      }
    },
  ),
  must('update-rises', 'timestamp rises strictly for each assessment', updated, async (bench) => {
    const before = new Map<string, number>();
    for (const { assessment_id: id, timestamp } of await usableUpdates(bench)) {
      expectThat(timestamp > (before.get(id) ?? 0), `${timestamp} comes after ${before.get(id) ?? 0}.`);
      before.set(id, timestamp);
    }
  }),
  must(
    'update-fields',
    'What is told are fields with identifier, label, type and a value of that type',
    updated,
    async (bench) => {
      for (const one of await told(bench)) expectShape(fields, parsed(one));
    },
  ),
  must('update-key', 'assessment.update presents Ashby’s key by Basic', auth, async (bench) => {
    const calls = await told(bench);
    const wanted = basic(bench.option('ats-key'));
    expectThat(
      calls.every(({ headers }) => headers['authorization'] === wanted),
      'It presents another, or none.',
    );
  }),
  must(
    'update-user-agent',
    'assessment.update has a User-Agent',
    'Ashby’s front refuses calls without one',
    async (bench) => {
      expectThat(
        (await told(bench)).every(({ headers }) => (headers['user-agent'] ?? '') !== ''),
        'It has none.',
      );
    },
  ),
];
