// What a SolidATS connection is made of; published as JSON Schema, as SolidATS asks of its apps.
import { z } from 'zod';
import { addressIn, isMailable } from '../../../domain/mail/address.ts';
import { levels } from '../../../domain/request/request.ts';
import { typedAs } from '../../../domain/text/typed-text.ts';
import { headerText } from '../header-text.ts';

const line = (lengthMax: number) =>
  z
    .string()
    .max(lengthMax)
    .overwrite((text) => typedAs('line', text))
    .min(1);

const isPointer = (text: string): boolean => text.startsWith('/') && !/~(?![01])/.test(text);
const isHttpUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

const failureSchema = z.union(
  [z.literal('silent'), z.strictObject({ rating: z.number().min(0).max(100).meta({ title: 'Rating' }) })],
  { error: '`silent`, or `{"rating": n}` with n from 0 to 100.' },
);

export const solidatsConfigSchema = z
  .strictObject({
    appId: headerText.meta({
      title: 'App ID',
      description: 'The id of your app in the SolidATS marketplace; sent as `X-SolidATS-App-ID`.',
    }),
    position: line(200).optional().meta({
      title: 'Position',
      description: 'What the interviews are for. SolidATS sends none: required unless `templateId` is set.',
    }),
    level: z.enum(levels).optional().meta({
      title: 'Level',
      description: 'Absent: by the highest `exp_level` of the job’s skills (1 JUNIOR, 2 or 3 MID, 4 SENIOR).',
    }),
    templateId: line(200).optional().meta({
      title: 'Template',
      description: 'The id or externalId of the template that every candidate of this connection is interviewed by.',
    }),
    contactPath: z
      .string()
      .max(500)
      .refine(isPointer, { error: 'A JSON pointer, such as /application_form/email.' })
      .optional()
      .meta({
        title: 'Contact path',
        description:
          'JSON pointer (RFC 6901) to the candidate’s e-mail address in the request, such as `/application_form/email`. Absent, or nothing there: the candidate gets no mail, and somebody passes the link on.',
      }),
    recruiterEmail: z
      .string()
      .max(320)
      .overwrite(addressIn)
      .refine(isMailable, { error: 'One address that mail can be sent to.', params: { code: 'wrong_format' } })
      .optional()
      .meta({
        title: 'Recruiter’s e-mail',
        description:
          'Gets the link to pass on where the candidate cannot be mailed, and hears of interviews that fail.',
      }),
    onFailure: failureSchema.optional().meta({
      title: 'On failure',
      description:
        'An interview that ends without a score: `silent` (when absent) tells SolidATS nothing; `{"rating": n}` sends that number with `failure_details`.',
    }),
    callbackUrl: z
      .string()
      .max(2_000)
      .refine(isHttpUrl, { error: 'An https address.', params: { code: 'wrong_format' } })
      .optional()
      .meta({
        title: 'Callback address',
        description:
          'Where results go, when SolidATS names another address than `https://api.solidats.com/webhook/app-callback`.',
      }),
  })
  .refine(({ position, templateId }) => position !== undefined || templateId !== undefined, {
    path: ['position'],
    error: 'Required unless `templateId` is set: SolidATS sends no position.',
    params: { code: 'required' },
  });
export type SolidatsConfig = z.output<typeof solidatsConfigSchema>;

export const solidatsCredentialsSchema = z.strictObject({
  apiKey: headerText.meta({
    title: 'API key',
    description: 'The key that your app got when it was registered at SolidATS; sent as `Authorization: Bearer`.',
  }),
});
