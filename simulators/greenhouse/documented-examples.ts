// Greenhouse's examples, cut to what matters here: https://developers.greenhouse.io/webhooks.html, https://harvestdocs.greenhouse.io
const custom = (type: string, value: unknown) => ({ name: 'Any', type, value });

export const stageChange = {
  action: 'candidate_stage_change',
  payload: {
    application: {
      id: 265277,
      rejected_at: null,
      prospect: false,
      status: 'active',
      applied_at: '2013-03-22T00:00:00Z',
      last_activity_at: '2015-02-09T16:38:36Z',
      url: 'https://app.greenhouse.io/people/265772?application_id=265277',
      source: { id: 31, name: 'Agency' },
      credited_to: null,
      rejection_reason: null,
      rejection_details: null,
      current_stage: { id: 71416, name: 'Assessment', interviews: [] },
      custom_fields: {},
      candidate: {
        id: 265772,
        first_name: 'Any',
        last_name: 'One',
        title: null,
        company: null,
        created_at: '2013-10-04T01:24:44Z',
        external_id: null,
        photo_url: null,
        url: 'https://app.greenhouse.io/people/265772',
        is_private: false,
        can_email: true,
        phone_numbers: [{ value: '330-281-8004', type: 'home' }],
        email_addresses: [{ value: 'any.one@example.com', type: 'personal' }],
        addresses: [],
        website_addresses: [],
        social_media_addresses: [],
        educations: [],
        employments: [],
        recruiter: null,
        coordinator: null,
        attachments: [{ filename: 'resume.pdf', url: 'https://example.com', type: 'resume' }],
        tags: ['Any'],
        custom_fields: {},
      },
      jobs: [
        {
          id: 3485,
          name: 'Designer',
          requisition_id: null,
          notes: null,
          confidential: false,
          status: 'open',
          created_at: '2013-10-02T22:59:29Z',
          opened_at: '2015-01-23T00:25:04Z',
          closed_at: null,
          departments: [{ id: 237, name: 'Community', external_id: null }],
          offices: [],
          custom_fields: {},
        },
      ],
    },
  },
};

export const applications = [
  {
    id: 12345,
    candidate_id: 101,
    job_id: 7,
    job_interview_stage_id: 9,
    status: 'in_process',
    stage_name: 'Phone Screen',
    created_at: '2024-06-15T10:30:00Z',
    updated_at: '2024-09-01T14:00:00Z',
    custom_fields: { ai_score: custom('number', '85.0'), ai_verdict: custom('single_select', 'Hold') },
  },
];

/** A number is shown as a text, an option by its name. */
export const shownValues = [
  { status: 'in_process', custom_fields: { ai_score: { value: '85.0' }, ai_verdict: { value: 'Hold' } } },
];

export const definitions = [
  {
    id: 100001,
    name: 'Interview Score',
    name_key: 'interview_score',
    field_type: 'application',
    value_type: 'number',
    active: true,
    private: false,
    required: false,
    sort_order: 0,
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
  },
];

export const options = [{ id: 200001, custom_field_id: 100002, name: 'Any', active: true, sort_order: 0 }];

export const token = { access_token: 'any', token_type: 'Bearer', expires_at: '2026-01-01T00:00:00Z' };

export const invalid = { message: 'Any', errors: [{ message: 'Any', field: 'any' }] };
