// What callers send and see of templates; the job is spelled as in a request for an interview.
import { z } from 'zod';
import { levels } from '../../../domain/request/request.ts';
import { qualificationsMax, rawLengthMax } from '../../../domain/request/job-texts.ts';
import { completionRules, templateStates, type Template } from '../../../domain/templates/template.ts';
import { locale, opaqueReference, pageOf, said, text, typed, words } from '../../schemas/fields.ts';
import { figures } from '../interviews/interview-request.ts';

const described = {
  externalId:
    'Your id of this template, unique among them; vendors’ catalogues name the template by it, else by its `id`.',
  name: 'As recruiters know it, and as vendors’ catalogues show it.',
  description: 'For the people who choose among templates.',
  autoApprovePlan: 'Whether a plan counts as approved once it is drafted; null where the tenant’s setting decides.',
  completesWhen:
    '`approved`: a result counts after a person’s verdict. `scored`: as soon as there is a score, marked as advisory.',
  archived: 'Nothing new is ordered of an archived template; interviews that use it live on.',
  version: 'The newest version: each change of the job, the language or the plan makes one.',
  publishedVersion:
    'The newest version with an approved plan, which is the one that is ordered; null before there is one.',
  planState:
    'Of the newest version’s plan. `drafting`: nobody has to act. `pending`: waits for approve, reject or revise. `failed`: see `planFailure`, then retry.',
  planFailure: 'Why the plan could not be drafted, as a code; null otherwise.',
};

const own = {
  externalId: opaqueReference.optional().meta({ description: described.externalId }),
  name: said('line', 200).meta({ description: described.name }),
  description: typed('prose', 2_000).optional().meta({ description: described.description }),
  autoApprovePlan: z.boolean().optional().meta({ description: described.autoApprovePlan }),
  completesWhen: z.enum(completionRules).optional().meta({ description: described.completesWhen }),
};

const job = {
  position: text(rawLengthMax.position)
    .optional()
    .meta({ description: `Needed. ${figures('position')}` }),
  level: z.enum(levels).optional().meta({ description: 'Needed.' }),
  qualifications: z
    .array(words(rawLengthMax.qualifications))
    .max(qualificationsMax)
    .optional()
    .meta({
      description: `One statement each; a list within an entry is as many. These or a \`jobDescription\` are needed. ${figures('qualifications')}`,
    }),
  jobDescription: text(rawLengthMax.jobDescription)
    .optional()
    .meta({ description: `At least 50 characters when there are no qualifications. ${figures('jobDescription')}` }),
  locale: locale.optional().meta({ description: 'Language of its interviews; the tenant’s default when absent.' }),
};

const example = {
  externalId: 'senior-backend',
  name: 'Senior backend engineer',
  position: 'Senior Software Engineer',
  level: 'SENIOR',
  qualifications: ['5+ years production TypeScript experience', 'Demonstrated distributed systems design'],
} as const;

export const newTemplateSchema = z.strictObject({ ...own, ...job }).meta({ id: 'NewTemplate', example });

export const templatePatchSchema = z
  .strictObject({
    ...own,
    ...job,
    name: own.name.optional(),
    externalId: own.externalId.nullable(),
    description: own.description.nullable(),
    autoApprovePlan: own.autoApprovePlan.nullable(),
    jobDescription: job.jobDescription.nullable(),
    archived: z.boolean().optional().meta({ description: described.archived }),
  })
  .refine((body) => Object.values(body).some((value) => value !== undefined), {
    error: 'At least one field.',
    params: { code: 'required' },
  })
  .meta({
    id: 'TemplatePatch',
    minProperties: 1,
    description: 'What is absent stays; null empties what may be empty. A list replaces the list before.',
    example: { description: 'For both teams in Lisbon.' },
  });

export const templateStateSchema = z.enum(templateStates);

export const templateSchema = z
  .object({
    id: z.string(),
    externalId: z.string().nullable().meta({ description: described.externalId }),
    name: z.string().meta({ description: described.name }),
    description: z.string().nullable().meta({ description: described.description }),
    position: z.string(),
    level: z.enum(levels),
    qualifications: z.array(z.string()),
    jobDescription: z.string().nullable(),
    locale: z.string(),
    autoApprovePlan: z.boolean().nullable().meta({ description: described.autoApprovePlan }),
    completesWhen: z.enum(completionRules).meta({ description: described.completesWhen }),
    archived: z.boolean().meta({ description: described.archived }),
    version: z.int().meta({ description: described.version }),
    publishedVersion: z.int().nullable().meta({ description: described.publishedVersion }),
    planState: templateStateSchema.meta({ description: described.planState }),
    planFailure: z.string().nullable().meta({ description: described.planFailure }),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Template' });

export const templatePageSchema = pageOf(templateSchema, 'TemplatePage');

export const presentTemplate = ({ tenantId: _, job: about, ...template }: Template) => ({ ...template, ...about });
