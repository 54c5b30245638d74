// The request for an interview as the native API takes it, and as our use cases know it.
import { z } from 'zod';
import { addressIn } from '../../../domain/mail/address.ts';
import { present } from '../../../domain/present.ts';
import { typedAs } from '../../../domain/text/typed-text.ts';
import { cleanLengthMax, qualificationsMax, rawLengthMax } from '../../../domain/request/job-texts.ts';
import { levels, type InterviewRequest } from '../../../domain/request/request.ts';
import { instant, locale, opaqueReference, text, typed, words } from '../../schemas/fields.ts';

const profileBytesMax = 50_000;

/** Room for the longest texts with every character escaped. */
export const requestBytesMax = 1_024 * 1_024;

export const figures = (field: keyof typeof rawLengthMax): string =>
  `Plain text, HTML, Markdown or rich text, kept as plain text: at most ${rawLengthMax[field]} characters as sent, ${cleanLengthMax[field]} without markup.`;

const isSmall = (profile: unknown): boolean =>
  new TextEncoder().encode(typeof profile === 'string' ? profile : JSON.stringify(profile)).length <= profileBytesMax;

/** As prose wherever it says something; its names are for programs. */
const proseOf = (profile: unknown): unknown => {
  if (typeof profile === 'string') return typedAs('prose', profile);
  if (Array.isArray(profile)) return profile.map(proseOf);
  if (typeof profile !== 'object' || profile === null) return profile;
  return Object.fromEntries(Object.entries(profile).map(([name, value]) => [name, proseOf(value)]));
};

const candidateProfile = z
  .union([
    typed('prose', profileBytesMax),
    z.record(z.string().max(500), z.unknown()).overwrite((profile) => proseOf(profile) as typeof profile),
  ])
  .refine(isSmall, { error: `At most ${profileBytesMax} bytes.`, params: { code: 'too_large' } })
  .meta({ description: 'Résumé or profile, as text or as an object. Sealed; never seen by the judges.' });

/** Whether it may be called is the outbound client's to say. */
const callbackUrl = z
  .string()
  .max(2_000)
  .meta({
    format: 'uri',
    description:
      'Where the events of this run are sent, beside the webhook endpoints or, if the tenant’s settings say so, instead of them. Needs a key with `events:read`; the candidate’s link is in them for keys with `interviews:read`. A public https address on port 443 or 8443, without user and password; ' +
      'the operator may allow networks that are reached by http and on other ports too. Anything else is a 400.',
  });

const accommodations = z
  .strictObject({
    timeFactor: z.number().min(1).max(3).optional().meta({ description: 'Multiplies every time limit, 1 to 3.' }),
    pauseTolerance: z
      .enum(['short', 'normal', 'long'])
      .optional()
      .meta({ description: 'How long a silence may last.' }),
    note: typed('prose', 2_000).optional(),
  })
  .meta({ description: 'What the candidate needs. Sealed; never seen by the judges.' });

const fields = {
  candidateRef: opaqueReference
    .optional()
    .meta({ description: 'Your id of the candidate or application; echoed everywhere.' }),
  externalId: opaqueReference.optional().meta({
    description: 'Your id of this interview. The same value again returns the existing run instead of a second one.',
  }),
  candidateName: typed('name', 200)
    .optional()
    .meta({ description: 'Used in the greeting only. Sealed; may be left out.' }),
  candidateEmail: z.string().max(320).overwrite(addressIn).optional().meta({
    description:
      'For the invitation. Sealed; may be left out. Kept as you write it, without blanks around it, a name before it and `mailto:`; what cannot be mailed to gives a warning.',
  }),
  candidateProfile: candidateProfile.optional(),
  position: text(rawLengthMax.position)
    .optional()
    .meta({ description: `Without it the run waits in INFO_NEEDED. ${figures('position')}` }),
  level: z.enum(levels).optional().meta({ description: 'Without it the run waits in INFO_NEEDED.' }),
  qualifications: z
    .array(words(rawLengthMax.qualifications))
    .max(qualificationsMax)
    .optional()
    .meta({
      description: `What the person must be able to do, one statement each; a list within an entry is as many. This or \`jobDescription\` is needed. ${figures('qualifications')}`,
    }),
  jobDescription: text(rawLengthMax.jobDescription)
    .optional()
    .meta({ description: `At least 50 characters when there are no qualifications. ${figures('jobDescription')}` }),
  companyName: text(rawLengthMax.companyName)
    .optional()
    .meta({ description: figures('companyName') }),
  callbackUrl: callbackUrl.optional(),
  scheduledAt: instant
    .optional()
    .meta({ description: 'Agreed start, at most a year ahead; applied when the plan is approved.' }),
  templateId: opaqueReference.optional().meta({
    description:
      'The `externalId`, else the `id`, of a template: its newest version with an approved plan says what the job is, so leave position, level, qualifications, job description and locale out.',
  }),
  locale: locale.optional().meta({ description: 'Language of the interview; `en` for now, others give a warning.' }),
  accommodations: accommodations.optional(),
};

export const createExample = {
  candidateRef: 'li_app_a1b2c3d4',
  position: 'Senior Software Engineer',
  level: 'SENIOR',
  qualifications: [
    '5+ years production TypeScript experience',
    'Demonstrated distributed systems design',
    'Strong async/concurrency patterns knowledge',
  ],
  companyName: 'Acme Corp',
} as const;

export const createBody = z.strictObject(fields).meta({ id: 'InterviewRequest', example: createExample });

export const infoBody = z
  .strictObject({
    ...fields,
    templateId: z.never({ error: 'A template is chosen when the interview is requested.' }).optional(),
  })
  .refine((body) => Object.values(body).some((value) => value !== undefined), {
    error: 'At least one field.',
    params: { code: 'required' },
  })
  .meta({
    id: 'InterviewInfo',
    minProperties: 1,
    description: 'Any field of the request; what is given replaces what was stored, what is absent stays.',
    example: {
      level: 'SENIOR',
      qualifications: ['5+ years production TypeScript experience', 'Incident response on call'],
    },
  });

const saysNothing = (value: unknown): boolean => value === '' || (Array.isArray(value) && value.length === 0);

/** Blank texts and empty lists count as absent. */
export const toRequest = ({
  scheduledAt,
  accommodations: needs,
  ...rest
}: z.output<typeof createBody>): InterviewRequest => ({
  ...Object.fromEntries(Object.entries(present(rest)).filter(([, value]) => !saysNothing(value))),
  ...(scheduledAt === undefined ? {} : { scheduledAt: Date.parse(scheduledAt) }),
  ...(needs === undefined ? {} : { accommodations: present(needs) }),
});
