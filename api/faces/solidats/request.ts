// What SolidATS posts to an app when a candidate reaches its step: every documented member, bounded; others are kept as they are.
import { z } from 'zod';
import { rawLengthMax } from '../../../domain/request/job-texts.ts';
import { showsNothing } from '../../../domain/text/typed-text.ts';

/** As large as the texts of an application get; the guard reads no more. */
export const requestBytesMax = 1_024 * 1_024;

const text = (lengthMax: number) => z.string().max(lengthMax);

/** What the result repeats exactly: a text, or a whole number that JSON keeps as it is. Nothing is trimmed or composed. */
const repeated = (lengthMax: number, description: string) =>
  z
    .custom<string | number>(
      (value) =>
        Number.isSafeInteger(value) || (typeof value === 'string' && !showsNothing(value) && value.length <= lengthMax),
      {
        error: ({ input }) =>
          input === undefined ? 'This is required.' : `A text of at most ${lengthMax} characters.`,
        params: { code: 'required' },
      },
    )
    .meta({ description, override: { type: 'string', maxLength: lengthMax } });

const skill = z.looseObject({
  slug: text(200).min(1),
  exp_level: z.int().min(1).max(4).optional().meta({
    description: '1 just scratched the surface, 2 used occasionally, 3 strong theory and practice, 4 used daily.',
  }),
});
export type SolidatsSkill = z.output<typeof skill>;

const skills = z
  .union([skill, z.array(skill).max(100)], {
    error: 'A skill or a list of at most 100, each with `slug` and with `exp_level` from 1 to 4.',
  })
  .optional()
  .meta({ description: 'One skill, or a list of them.' });

const prompt = (description: string) => text(10_000).optional().meta({ description });
const entries = z.array(text(20_000)).max(500).optional();

export const solidatsRequestSchema = z
  .looseObject({
    v: repeated(100, 'Version of the schema; repeated in the result.').optional(),
    job: z
      .looseObject({
        description: text(rawLengthMax.jobDescription).optional(),
        skills,
        prompt: prompt('A wish to the planner of the interview; nobody who scores reads it.'),
      })
      .optional(),
    candidate_id: repeated(1_000, 'Repeated in the result.'),
    candidate_parsed_cv: z
      .looseObject({
        summary: text(50_000).optional(),
        education: entries,
        experience: entries,
        hobbies: entries,
        raw: text(requestBytesMax).optional(),
      })
      .optional()
      .meta({ description: 'Becomes the candidate’s profile; sealed, never seen by those who score.' }),
    application_form: z.looseObject({ skills }).optional(),
    pipeline_step_id: repeated(1_000, 'Repeated in the result.'),
    call_secret: repeated(10_000, 'Repeated in the result, and sealed until then.'),
    current_rating: z.number().optional(),
    step_prompt: prompt('As `job.prompt`.'),
    integration_config: z.looseObject({}).optional(),
    comments: z.array(z.unknown()).max(10_000).optional(),
    context: z.array(z.unknown()).max(10_000).optional(),
    created_at: z.union([text(100), z.number()]).optional(),
  })
  .meta({
    id: 'SolidatsRequest',
    description: 'The whole request is sealed with the order and erased with the person.',
  });
export const requestExample = {
  v: '1',
  job: {
    description: 'You run the booking platform of a ferry company and are on call for it with a team of five.',
    skills: [
      { slug: 'kubernetes', exp_level: 4 },
      { slug: 'postgresql', exp_level: 3 },
      { slug: 'terraform', exp_level: 2 },
    ],
    prompt: 'Ask about on-call work.',
  },
  candidate_id: 'cand_8123',
  candidate_parsed_cv: { education: [], experience: ['SRE, 2019 to 2026'], hobbies: [], raw: 'SRE, 2019 to 2026' },
  application_form: { email: 'kim@example.com', skills: [{ slug: 'kubernetes', exp_level: 4 }] },
  pipeline_step_id: 'step_456',
  call_secret: 'abc123xyz',
  integration_config: {},
  comments: [],
  context: [],
  created_at: '2026-11-26T10:00:00Z',
} as const;

export type SolidatsRequest = z.output<typeof solidatsRequestSchema>;
