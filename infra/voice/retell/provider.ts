// Retell as a voice provider: a web call for each session, held by the deployment's agent on the plan that it is given.
import { callOf, callId, callObject } from './call-object.ts';
import { z } from 'zod';
import { AppError } from '../../../domain/errors.ts';
import type { CallRecording, ProviderCall, ProviderEvent, VoiceProvider } from '../../../domain/ports/voice.ts';
import type { Clock } from '../../../domain/ports/system.ts';
import type { CallBrief } from '../../../domain/voice/brief.ts';
import type { RetellConfig } from '../../config/voice.ts';
import { createRetellClient, type RetellClient, type RetellDeps } from './client.ts';
import { isSigned } from './signature.ts';

export const retellName = 'retell';

/** Retell voids the token of a call that nobody joined after half a minute: a little less, so that nobody gets a dead one. */
const joinWithinMs = 25_000;
const mediaHost = 'retell-ai-4ihahnq7.livekit.cloud';
const hour = 3_600_000;
/** What Retell takes as a limit of a call. */
const limitBounds = { min: 60_000, max: 2 * hour };
/** After its longest call nothing more is waited for. */
const lifeMs = 3 * hour;
const variableLengthMax = 20_000;

const opened = z.object({ call_id: callId, access_token: z.string().min(1).max(10_000) });
const event = z.object({ event: z.string().max(100), call: z.unknown() });

const kinds: Readonly<Record<string, 'started' | 'ended' | 'analysed'>> = {
  call_started: 'started',
  call_ended: 'ended',
  call_analyzed: 'analysed',
};

const numbered = ({ questions }: CallBrief): string =>
  questions
    .map(({ text, probes }, index) =>
      [`${index + 1}. ${text}`, ...probes.map((probe) => `   - follow-up: ${probe}`)].join('\n'),
    )
    .join('\n');

/** Retell takes texts only; what the agent's prompt may name in `{{…}}`. */
const variablesOf = (brief: CallBrief, locale: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries({
      company: brief.companyName ?? '',
      position: brief.position ?? '',
      language: locale,
      greeting: brief.greeting,
      closing: brief.closing,
      questions: numbered(brief),
      question_count: `${brief.questions.length}`,
      follow_ups_max: `${brief.followUpsMax}`,
      resumed: brief.resumed ? 'yes' : 'no',
    }).map(([name, text]) => [name, text.slice(0, variableLengthMax)]),
  );

const bounded = (limitMs: number): number => Math.round(Math.min(limitBounds.max, Math.max(limitBounds.min, limitMs)));

const mediaTypes: readonly (readonly [magic: string, at: number, type: CallRecording['mediaType']])[] = [
  ['RIFF', 0, 'audio/wav'],
  ['ID3', 0, 'audio/mpeg'],
  ...['\u00fb', '\u00f3', '\u00f2', '\u00fa'].map((frame) => [`\u00ff${frame}`, 0, 'audio/mpeg'] as const),
  ['OggS', 0, 'audio/ogg'],
  ['ftyp', 4, 'audio/mp4'],
];

const headBytes = 12;

/** By its first bytes, whatever it is called; null for what is no sound. */
const mediaTypeOf = (bytes: Uint8Array): CallRecording['mediaType'] | null => {
  const head = Buffer.from(bytes.subarray(0, headBytes)).toString('latin1');
  return mediaTypes.find(([magic, at]) => head.startsWith(magic, at))?.[2] ?? null;
};

/** Its first bytes, and all of it from its beginning. */
const peek = async (
  content: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array; whole: AsyncIterable<Uint8Array> }> => {
  const rest = content[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
    head = Buffer.concat([head, next.value]);
    if (head.length >= headBytes) break;
  }
  const whole = async function* (): AsyncGenerator<Uint8Array> {
    yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  };
  return { head, whole: whole() };
};

type Deps = RetellDeps & { clock: Clock; publicUrl: string };

const open =
  ({ agentId }: RetellConfig, client: RetellClient, { clock, publicUrl }: Deps): VoiceProvider['open'] =>
  async ({ sessionId, locale, brief }, signal) => {
    if (brief === null) throw new AppError('plan.not_found');
    const body = {
      agent_id: agentId,
      metadata: { sessionId },
      retell_llm_dynamic_variables: variablesOf(brief, locale),
      agent_override: {
        agent: {
          max_call_duration_ms: bounded(brief.limitMs),
          webhook_url: `${publicUrl}/voice/retell`,
          // Recordings behind addresses that end; and no analysis of anybody, which would be thrown away here.
          opt_in_signed_url: true,
          post_call_analysis_data: [],
        },
      },
    };
    const answer = await client.call({ method: 'POST', path: '/v2/create-web-call', body }, [200, 201], signal);
    const { success, data } = opened.safeParse(answer.json);
    if (!success) throw client.trouble(answer);
    const now = clock.now();
    return {
      externalId: data.call_id,
      expiresAt: now + lifeMs,
      credential: { token: data.access_token, until: now + joinWithinMs },
    };
  };

const parsed = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
};

const eventOf = (body: Uint8Array): ProviderEvent => {
  const told = event.safeParse(parsed(body)).data;
  const kind = told && Object.hasOwn(kinds, told.event) ? kinds[told.event] : undefined;
  const call = kind && callObject.safeParse(told?.call).data;
  return kind === undefined || call === undefined ? { kind: 'other' } : { kind, call: callOf(call) };
};

const fetchCall =
  (client: RetellClient) =>
  async (externalId: string, signal: AbortSignal): Promise<ProviderCall | null> => {
    const path = `/v2/get-call/${encodeURIComponent(externalId)}`;
    const answer = await client.call({ method: 'GET', path }, [200, 404], signal);
    if (answer.status === 404) return null;
    const { success, data } = callObject.safeParse(answer.json);
    if (!success) throw client.trouble(answer);
    return callOf(data);
  };

const copyRecording =
  (client: RetellClient): VoiceProvider['copyRecording'] =>
  async ({ recordingUrl }, keep, signal) => {
    if (recordingUrl === null) return 'none';
    const take = async (content: AsyncIterable<Uint8Array>): Promise<'kept' | 'no_sound'> => {
      const { head, whole } = await peek(content);
      const mediaType = mediaTypeOf(head);
      if (mediaType === null) return 'no_sound';
      await keep({ content: whole, mediaType });
      return 'kept';
    };
    return (await client.download(recordingUrl, take, signal)) ?? 'none';
  };

export const createRetell = (config: RetellConfig, deps: Deps): VoiceProvider => {
  const client = createRetellClient(config, deps);
  const idOf = (externalId: string): string => {
    if (!callId.safeParse(externalId).success) throw new AppError('internal.error');
    return encodeURIComponent(externalId);
  };
  return {
    name: retellName,
    outside: true,
    // Where Retell's web client has its media; it is part of that client.
    browserSources: [`https://${mediaHost}`, `wss://${mediaHost}`],
    open: open(config, client, deps),
    verifyWebhook: (body, headers) => {
      const keys = config.keys.map((key) => key.reveal());
      const signed = isSigned(body, { header: headers['x-retell-signature'], keys, now: deps.clock.now() });
      return signed ? eventOf(body) : { kind: 'foreign' };
    },
    fetch: fetchCall(client),
    stop: async (externalId, signal) => {
      // 400 and 422: it is not under way any more.
      const path = `/v2/stop-call/${idOf(externalId)}`;
      await client.call({ method: 'POST', path }, [200, 204, 400, 404, 422], signal);
    },
    copyRecording: copyRecording(client),
    delete: async (externalId, signal) => {
      const path = `/v2/delete-call/${idOf(externalId)}`;
      return (await client.call({ method: 'DELETE', path }, [200, 204, 404], signal)).status !== 404;
    },
  };
};
