// Retell as it is documented: what its pages and its own library show is understood, and simulated Retell sends nothing else.
import type { CreateWebCallResponse, WebCallResponse } from 'retell-sdk/resources/call';
import { describe, expect, it } from 'vitest';
import { callObject, callOf } from '../../infra/voice/retell/call-object.ts';
import { callObject as simulated, newCall, say } from '../../simulators/retell/call.ts';

const words = [{ word: 'hello ', start: 0.7, end: 1.3 }];
const utterance = { role: 'agent' as const, content: 'hello', words };
const times = { p50: 8, p90: 9, p95: 9, p99: 9, max: 9, min: 1, num: 2 };

/** Every member of the call object that its pages show for a web call, in words of ours; the vendor's types hold it. */
const documented = {
  call_type: 'web_call',
  access_token: 'token',
  call_id: 'Jabr9TXY',
  agent_id: 'oBeDLoLO',
  agent_name: 'Interviewer',
  agent_version: 1,
  call_status: 'ended',
  metadata: { sessionId: 'ses_1' },
  retell_llm_dynamic_variables: { company: 'Ada & Co' },
  collected_dynamic_variables: { last_node_name: 'closing' },
  custom_sip_headers: { 'X-Header': 'a' },
  data_storage_setting: 'everything',
  opt_in_signed_url: true,
  start_timestamp: 1_703_302_407_333,
  end_timestamp: 1_703_302_428_855,
  duration_ms: 21_522,
  transcript: 'Agent: hello\n',
  transcript_object: [utterance],
  transcript_with_tool_calls: [utterance],
  scrubbed_transcript_with_tool_calls: [utterance],
  recording_url: 'https://recordings.example/recording.wav',
  recording_multi_channel_url: 'https://recordings.example/channels.wav',
  scrubbed_recording_url: 'https://recordings.example/scrubbed.wav',
  public_log_url: 'https://recordings.example/public_log.txt',
  latency: { e2e: times, llm: times },
  disconnection_reason: 'agent_hangup',
  call_analysis: {
    call_summary: 'They talked.',
    in_voicemail: false,
    user_sentiment: 'Positive',
    call_successful: true,
    custom_analysis_data: {},
  },
  call_cost: {
    product_costs: [{ product: 'elevenlabs_tts', unit_price: 1, cost: 60 }],
    total_duration_seconds: 60,
    total_duration_unit_price: 1,
    combined_cost: 70,
  },
} satisfies WebCallResponse;

const { call_analysis: _, ...withoutAnalysis } = documented;
const { transcript_object: __, recording_url: ___, disconnection_reason: ____, ...unheld } = withoutAnalysis;

/** Of a telephone, from the page on webhooks: it prints `registered`, and objects in place of utterances. */
const webhookExample = {
  ...withoutAnalysis,
  call_type: 'phone_call',
  from_number: '+12137771234',
  to_number: '+12137771235',
  direction: 'inbound',
  call_status: 'registered',
  metadata: {},
  disconnection_reason: 'user_hangup',
  transcript: '...',
  transcript_object: [{}, {}],
  opt_out_sensitive_data_storage: false,
};

describe('a documented call', () => {
  it.each([
    ['of create-web-call', { ...unheld, call_status: 'registered' }, { status: 'registered', utterances: [] }],
    ['of get-call', documented, { status: 'ended', ending: 'finished', sessionId: 'ses_1', unread: 0 }],
    ['of call_ended', withoutAnalysis, { status: 'ended', ending: 'finished' }],
    ['of the page on webhooks', webhookExample, { status: 'registered', sessionId: null, unread: 2 }],
    ['with the error of a line', { ...documented, call_status: 'not_connected' }, { status: 'ended' }],
  ])('%s is understood', (_name, example, expected) => {
    const { data } = callObject.safeParse(example);
    expect(data && callOf(data)).toMatchObject(expected);
  });

  it('is told without a word of what its provider concludes', () => {
    const told = JSON.stringify(callOf(callObject.parse(documented)));
    expect(told).not.toMatch(/They talked|Positive|sentiment|summary|analysis|latency|cost|closing/);
    expect(callOf(callObject.parse(documented)).utterances).toEqual([
      { by: 'interviewer', text: 'hello', words: [{ text: 'hello', startMs: 700, endMs: 1_300 }] },
    ]);
  });

  it('of the third version of web calls has no members of the second but its id and token, and asks for another client', () => {
    const third: CreateWebCallResponse = {
      call_id: 'Jabr9TXY',
      access_token: 'token',
      expires_at: 1_703_302_437_333,
      ice_servers: [],
      transport: 'gateway',
    };
    expect(callObject.safeParse(third).success).toBe(false);
  });
});

/** Members by their paths with the type of each; of lists the first entry counts, and what is keyed freely has no members. */
const shapeOf = (value: unknown, path = ''): [string, string][] => {
  if (/(metadata|variables|custom_analysis_data)$/.test(path)) return [[path, typeof value]];
  if (Array.isArray(value)) return [[path, 'list'], ...(value.length > 0 ? shapeOf(value[0], `${path}[]`) : [])];
  if (typeof value !== 'object' || value === null) return [[path, typeof value]];
  return Object.entries(value).flatMap(([name, member]) => shapeOf(member, `${path}.${name}`));
};

describe('simulated Retell', () => {
  it.each(['registered', 'ongoing', 'ended'] as const)(
    'sends of a call that is %s nothing but documented members, each of its type',
    (status) => {
      const call = newCall('agent_1', { metadata: { sessionId: 'ses_1' }, variables: { a: 'b' }, override: {} });
      const heldAt = status === 'registered' ? null : 1_703_302_407_333;
      Object.assign(call, { status, startedAt: heldAt, endedAt: status === 'ended' ? heldAt : null });
      say(call, { by: 'agent', text: 'hello' });
      if (status === 'ended') call.reason = 'agent_hangup';
      const known = new Map(shapeOf(documented));
      const sent = shapeOf(simulated(call, { url: 'http://127.0.0.1', analysed: status === 'ended' }));
      expect(sent.filter(([path, type]) => known.get(path) !== type)).toEqual([]);
      expect(sent.length).toBeGreaterThan(10);
    },
  );
});
