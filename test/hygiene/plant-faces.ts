// Plants a canary in every member of what each ATS product sends in its own dialect, in members that nobody knows as well.
import { createHmac } from 'node:crypto';
import { canary } from './canaries.ts';

const email = (face: string): string => `${canary(`${face}email`)}@example.com`;
const callback = (face: string): string => `https://ats.invalid/${canary(`${face}callback`)}`;

/** A text goes out as it is, for what is signed. */
type Sent = { path: string; headers: Record<string, string>; body: unknown; answers: number };

type FaceKeys = {
  greenhouse: string;
  hookUrl: string;
  ashby: string;
  workable: string;
  importer: string;
  templateId: string;
};

const solidats = ({ hookUrl }: FaceKeys): Sent => ({
  path: new URL(hookUrl).pathname,
  headers: {},
  answers: 202,
  body: {
    v: '1',
    candidate_id: canary('solididentity'),
    pipeline_step_id: canary('solididentity'),
    call_secret: canary('solidsecret'),
    job: {
      description: `We build software that people like to use, and look after it. ${canary('soliddescription')}`,
      skills: [{ slug: canary('solidskill'), exp_level: 4 }],
      prompt: canary('solidprompt'),
    },
    candidate_parsed_cv: {
      summary: canary('solidsummary'),
      experience: [canary('solidexperience')],
      raw: canary('solidcv'),
    },
    application_form: { email: email('solid'), answer: canary('solidanswer'), skills: [] },
    integration_config: { [canary('solidkey')]: canary('solidconfig') },
    step_prompt: canary('solidstepprompt'),
    comments: [{ content: canary('solidcomment'), is_human_created: true }],
    context: [{ note: canary('solidcontext') }],
    unknown: canary('solidunknown'),
  },
});

const person = (face: string) => ({
  first_name: 'Zoë',
  last_name: canary(`${face}name`),
  email: email(face),
  unknown: canary(`${face}unknown`),
});

const ashby = ({ ashby: key, templateId }: FaceKeys): Sent => ({
  path: '/api/ashby/assessment.start',
  headers: { Authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
  answers: 200,
  body: {
    assessment_type_id: templateId,
    candidate: { ...person('ashby'), ashby_id: canary('ashbyidentity'), ashby_profile_url: callback('ashby') },
    application: { ashby_id: canary('ashbyidentity'), status: canary('ashbystatus') },
    job: { ashby_id: canary('ashbyidentity'), name: canary('ashbyjob'), ashby_job_url: callback('ashby') },
  },
});

const workable = ({ workable: key, templateId }: FaceKeys): Sent => ({
  path: '/api/workable/assessments',
  headers: { Authorization: `Bearer ${key}` },
  answers: 201,
  body: {
    test_id: templateId,
    callback_url: callback('workable'),
    candidate: person('workable'),
    job_shortcode: canary('workableidentity'),
    job_title: canary('workablejob'),
  },
});

const aria = ({ importer, templateId }: FaceKeys): Sent => ({
  path: '/api/v1/candidates',
  headers: { Authorization: `Bearer ${importer}` },
  answers: 200,
  body: {
    jobId: templateId,
    name: `Zoë ${canary('arianame')}`,
    email: email('aria'),
    phone: canary('ariaphone'),
    requisitionId: canary('ariaidentity'),
    resumeText: canary('ariaresume'),
    unknown: canary('ariaunknown'),
  },
});

const hookSecret = 'hygiene-hook-secret';

/** What Greenhouse tells on its own: signed, and kept sealed before it is answered. */
const told = ({ greenhouse }: FaceKeys): Sent => {
  const application = {
    id: 1,
    status: 'active',
    current_stage: { id: 2, name: canary('hookstage') },
    candidate: {
      id: 3,
      first_name: 'Zoë',
      last_name: canary('hookname'),
      email_addresses: [{ value: email('hook'), type: 'personal' }],
      phone_numbers: [{ value: canary('hookphone'), type: 'mobile' }],
      custom_fields: { note: { name: 'Note', type: 'long_text', value: canary('hookfield') } },
    },
    jobs: [{ id: 4, name: canary('hookjob'), departments: [{ id: 5, name: canary('hookdepartment') }] }],
  };
  const body = JSON.stringify({ action: 'candidate_stage_change', payload: { application } });
  const signature = `sha256 ${createHmac('sha256', hookSecret).update(body).digest('hex')}`;
  return {
    path: `/hooks/greenhouse/${greenhouse}`,
    headers: { Signature: signature, 'Greenhouse-Event-ID': canary('hookevent') },
    answers: 200,
    body,
  };
};

type Connect = (wish: {
  kind: string;
  name: string;
  config: object;
  credentials: object;
}) => Promise<Record<string, unknown>>;

/** One connection for each product that needs one. */
const keysOf = async (connect: Connect) => {
  const made = (name: string, config: object, credentials: object) =>
    connect({ kind: name, name, config, credentials });
  const partnerKey = ({ keys }: Record<string, unknown>): string => (keys as { partner: string }).partner;
  const app = { appId: 'app', position: 'Cook', contactPath: '/application_form/email' };
  return {
    greenhouse: String((await made('greenhouse', {}, { webhookSecret: hookSecret }))['id']),
    hookUrl: String((await made('solidats', app, { apiKey: 'k' }))['hookUrl']),
    ashby: partnerKey(await made('ashby', { apiUrl: 'https://ashby.invalid' }, { apiKey: 'k' })),
    workable: partnerKey(await made('workable', {}, { accessToken: 'k' })),
  };
};

/** Throws where one is not taken. */
export const plantFaces = async (
  apiUrl: string,
  { connect, ...given }: Pick<FaceKeys, 'importer' | 'templateId'> & { connect: Connect },
): Promise<void> => {
  const keys = { ...given, ...(await keysOf(connect)) };
  const all = [solidats(keys), ashby(keys), workable(keys), aria(keys), told(keys)];
  for (const { path, headers, body, answers } of all) {
    const { status } = await fetch(`${apiUrl}${path}`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    if (status !== answers) throw new Error(`${path.split('/').slice(0, 4).join('/')}: ${status}`);
  }
};
