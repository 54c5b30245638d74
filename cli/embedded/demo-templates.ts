// Three templates of the demo tenant, so that a newcomer and an ATS find something to order at once.
import { AppError } from '../../domain/errors.ts';
import type { TemplateAsker } from '../../domain/ports/templates.ts';
import type { NewTemplateWish, TemplateUseCases } from '../../usecases/templates/templates.ts';

/** They approve their own plans: whoever tries Parley wants to order, not to decide first. */
const templates: readonly NewTemplateWish[] = [
  {
    externalId: 'software-backend',
    name: 'Software engineer (backend)',
    description: 'For the teams that build and run our services.',
    position: 'Senior Backend Engineer',
    level: 'SENIOR',
    qualifications: [
      '5+ years building backend services in TypeScript, Go or Java',
      'Solid SQL, ideally PostgreSQL: schema design, indexes, migrations without downtime',
      'Has run services in production and been on call for them',
      'Comfortable with queues, retries and idempotency in distributed systems',
      'Reviews code kindly and explains trade-offs to people outside engineering',
    ],
    jobDescription: [
      'You join a team of six that owns the ordering platform: about forty services, PostgreSQL and Kafka, deployed to Kubernetes many times a day.',
      'Your work: design and build APIs that other teams rely on; find out why something is slow and make it fast; plan migrations of tables with hundreds of millions of rows; take part in the on-call rota, one week in six, and lead the review after an incident.',
      'We write tests first where it helps, keep decisions in short documents, and leave things easier to change than we found them.',
    ].join('\n\n'),
    locale: 'en',
    autoApprovePlan: true,
  },
  {
    externalId: 'ward-nurse',
    name: 'Registered nurse (ward)',
    description: 'Medical and surgical wards, all shifts.',
    position: 'Registered Nurse, Acute Medical Ward',
    level: 'MID',
    qualifications: [
      'Registered nurse with a valid licence',
      'At least 2 years on an acute medical or surgical ward',
      'Gives medication safely, including IV, and double-checks doses',
      'Recognises a deteriorating patient and escalates (early warning scores, SBAR handover)',
      'Infection control and wound care',
      'Calm and clear with patients and their families',
    ],
    jobDescription: [
      'You look after six to eight patients on a 28-bed acute medical ward, in a team of nurses, care assistants and doctors, on early, late and night shifts.',
      'Your work: assess patients and plan their care, give medication, observe and document, hand over between shifts, prepare discharges with social services, and guide students and new colleagues.',
      'Patients are often old, frightened or confused. We expect you to speak up when something is not safe, whoever is in the room.',
    ].join('\n\n'),
    locale: 'en',
    autoApprovePlan: true,
  },
  {
    externalId: 'store-associate',
    name: 'Store associate (retail)',
    description: 'Sales floor and checkout.',
    position: 'Store Associate',
    level: 'JUNIOR',
    qualifications: [
      'Enjoys helping customers, also the difficult ones',
      'Experience with cash handling or a point-of-sale system is a plus',
      'Keeps shelves stocked and counts inventory accurately',
      'Reliable: works some evenings and Saturdays',
    ],
    jobDescription: [
      'You work on the sales floor and at the checkout of a home goods store with twelve colleagues.',
      'Your work: greet and advise customers, take payments and returns, unpack deliveries and stock shelves, help with the stocktake twice a year, and handle complaints until the shift lead takes over.',
      'No experience is needed beyond school; we train you at the till for two weeks.',
    ].join('\n\n'),
    locale: 'en',
    autoApprovePlan: true,
  },
];

/** Makes what is missing; one that somebody changed or archived stays as it is. Plans are drafted once a worker runs. */
export const ensureDemoTemplates = async (
  { create }: Pick<TemplateUseCases, 'create'>,
  tenantId: string,
  by: TemplateAsker,
): Promise<void> => {
  for (const template of templates)
    await create(tenantId, template, by).catch((error: unknown) => {
      if (!(error instanceof AppError && error.code === 'template.external_id_taken')) throw error;
    });
};
