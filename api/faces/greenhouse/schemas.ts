// What Greenhouse and MarioHR send and are answered, with a bound on everything; members that we do not know are passed over.
import { z } from 'zod';
import { said, typed } from '../../schemas/fields.ts';
import { candidateFields, vendorId, vendorUrl } from '../partner.ts';

const candidate = z.looseObject({
  ...candidateFields,
  resume_url: vendorUrl,
  phone_number: typed('line', 50).optional(),
  greenhouse_profile_url: vendorUrl,
});

export const sendTestBody = z
  .looseObject({
    partner_test_id: vendorId,
    candidate,
    url: z
      .string()
      .trim()
      .min(1)
      .max(2_000)
      .meta({ description: 'Called once there is a result: a public https address.' }),
    sent_by: said('line', 320).optional().meta({ description: 'MarioHR only: the recruiter who sent it.' }),
  })
  .meta({
    id: 'GreenhouseSendTest',
    example: {
      partner_test_id: 'software-backend',
      candidate: {
        first_name: 'Alex',
        last_name: 'Kim',
        email: 'candidate@example.com',
        resume_url: null,
        phone_number: null,
        greenhouse_profile_url: 'https://app.greenhouse.io/people/123',
      },
      url: 'https://app.greenhouse.io/integrations/testing_partners/take_home_tests/12345',
    },
  });
export type SendTest = z.output<typeof sendTestBody>;

export const listSchema = z.array(
  z
    .object({ partner_test_id: z.string(), partner_test_name: z.string(), description: z.string().nullable() })
    .meta({ id: 'GreenhouseTest' }),
);

export const sentSchema = z.object({ partner_interview_id: z.string() });

export const statusQuery = z.object({ partner_interview_id: said('line', 100) });

export const statusSchema = z
  .object({
    partner_status: z.string(),
    partner_profile_url: z.string().nullable().meta({ description: 'The page of the result; null until `complete`.' }),
    partner_score: z
      .number()
      .nullable()
      .meta({ description: '0 to 100; null until `complete`, and where too little was heard.' }),
    metadata: z.record(z.string(), z.string()).meta({ description: 'Shown to people as it is.' }),
  })
  .meta({ id: 'GreenhouseTestStatus' });

/** Greenhouse documents two members as required, MarioHR none; what somebody says of an error is kept in any case. */
export const responseErrorBody = z
  .looseObject({
    api_call: typed('line', 100).optional(),
    partner_interview_id: typed('line', 100).optional(),
  })
  .meta({
    id: 'GreenhouseResponseError',
    example: {
      api_call: 'test_status',
      errors: ['partner_profile_url is missing'],
      partner_test_id: 'software-backend',
      partner_interview_id: 'ord_01JCZ0Q6V3W6Y7M8N9P0R1S2T3',
      candidate_email: 'candidate@example.com',
    },
  });

export const takenSchema = z.object({ status: z.int() });
