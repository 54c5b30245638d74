// A call of simulated Retell: what is said in it, when, and what the vendor says of it afterwards, feelings included.
import { randomBytes } from 'node:crypto';

export type Line = { by: 'agent' | 'user'; text: string };

type Word = { word: string; start: number; end: number };

export type SimulatedCall = {
  id: string;
  agentId: string;
  accessToken: string;
  metadata: Record<string, unknown>;
  variables: Record<string, string>;
  override: Record<string, unknown>;
  status: 'registered' | 'ongoing' | 'ended' | 'error';
  reason: string | null;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  lines: (Line & { words: Word[] })[];
  /** Where the recording is to be had; another one each time that the address of before has died. */
  recordingKey: string;
  /** `dead`: its address is over; `off`: the agent records nothing; `noise`: what is there is no sound. */
  recording: 'there' | 'dead' | 'off' | 'noise';
};

const wordSeconds = 0.3;
const pauseSeconds = 0.6;

export const newCall = (
  agentId: string,
  given: Pick<SimulatedCall, 'metadata' | 'variables' | 'override'>,
): SimulatedCall => ({
  id: `call_${randomBytes(14).toString('hex')}`,
  agentId,
  accessToken: `token.${randomBytes(24).toString('base64url')}`,
  ...given,
  status: 'registered',
  reason: null,
  createdAt: Date.now(),
  startedAt: null,
  endedAt: null,
  lines: [],
  recordingKey: randomBytes(8).toString('hex'),
  recording: 'there',
});

const lengthOf = ({ lines }: SimulatedCall): number => lines.at(-1)?.words.at(-1)?.end ?? 0;

export const say = (call: SimulatedCall, { by, text }: Line): void => {
  let at = lengthOf(call) + pauseSeconds;
  const words = text
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map((word) => {
      const start = at;
      at += wordSeconds;
      return { word: `${word} `, start: Number(start.toFixed(3)), end: Number(at.toFixed(3)) };
    });
  call.lines.push({ by, text, words });
};

/** A second of sound for each second of talk, silent, as a WAV file. */
export const recordingOf = (call: SimulatedCall): Buffer => {
  const rate = 8_000;
  const data = Buffer.alloc(Math.max(1, Math.round(lengthOf(call))) * rate, 0x80);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
};

const transcriptOf = ({ lines }: SimulatedCall): string =>
  lines.map(({ by, text }) => `${by === 'agent' ? 'Agent' : 'User'}: ${text}\n`).join('');

const utterances = ({ lines }: SimulatedCall) =>
  lines.map(({ by: role, text: content, words }) => ({ role, content, words }));

/** What the vendor concludes, which nobody asked for; planted words of a test may be among it. */
export const analysisOf = (planted = 'canary-mood') => ({
  call_summary: `The candidate sounded ${planted} and hopeful.`,
  in_voicemail: false,
  user_sentiment: 'Negative',
  call_successful: true,
  custom_analysis_data: { candidate_emotion: planted, confidence_level: 'shaky', voice_stress: 0.83 },
});

/** What there is of it once it is over. */
const ending = (call: SimulatedCall, url: string) => ({
  end_timestamp: call.endedAt,
  duration_ms: (call.endedAt ?? 0) - (call.startedAt ?? call.endedAt ?? 0),
  disconnection_reason: call.reason,
  latency: { e2e: { p50: 800 } },
  call_cost: { combined_cost: 70, product_costs: [], total_duration_seconds: 60, total_duration_unit_price: 1 },
  collected_dynamic_variables: { mood: 'canary-mood' },
  ...(call.startedAt !== null && {
    ...(call.recording !== 'off' && { recording_url: `${url}/recordings/${call.id}/${call.recordingKey}.wav` }),
    public_log_url: `${url}/logs/${call.id}.txt`,
  }),
});

const conversation = (call: SimulatedCall) => ({
  start_timestamp: call.startedAt,
  transcript: transcriptOf(call),
  transcript_object: utterances(call),
  transcript_with_tool_calls: utterances(call),
});

/** The vendor leaves out what it was not given. */
const given = ({ metadata, variables }: SimulatedCall) => ({
  ...(Object.keys(metadata).length > 0 && { metadata }),
  ...(Object.keys(variables).length > 0 && { retell_llm_dynamic_variables: variables }),
});

/** As `get-call` answers; `analysed` adds what only `call_analyzed` has. */
export const callObject = (call: SimulatedCall, { url, analysed }: { url: string; analysed: boolean }) => ({
  call_type: 'web_call',
  call_id: call.id,
  agent_id: call.agentId,
  agent_version: 1,
  agent_name: 'Interviewer',
  call_status: call.status,
  ...given(call),
  access_token: call.accessToken,
  data_storage_setting: 'everything',
  opt_in_signed_url: true,
  ...(call.startedAt !== null && conversation(call)),
  ...((call.status === 'ended' || call.status === 'error') && ending(call, url)),
  ...(analysed && { call_analysis: analysisOf() }),
});
