// The room by voice and the tenant's logo, tried as the description shows them: what takes or gives bytes is sent by hand.
import { readFileSync } from 'node:fs';
import { createDevice, openRoom } from '../harness/candidate.ts';
import { eventually } from '../harness/eventually.ts';
import { answerFor } from '../harness/journey.ts';
import { pathOf, type Exchange, type NativeClient } from '../harness/native-client.ts';

const sound = readFileSync(new URL('../recordings/spoken.webm', import.meta.url));
const logo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

type Sending = { method: string; path: string; headers: Record<string, string>; bytes?: Uint8Array };
export type ByHand = { apiUrl: string; observe(exchange: Exchange): void; tried(operationId: string): void };

/** Text and bytes alike; only what is text is held against the description. */
export const send = async (
  { apiUrl, observe }: ByHand,
  { method, path, headers, bytes }: Sending,
): Promise<Response> => {
  const response = await fetch(`${apiUrl}${path}`, {
    method,
    headers,
    ...(bytes !== undefined && { body: new Uint8Array(bytes) }),
  });
  const contentType = response.headers.get('content-type') ?? '';
  const shown = contentType === '' ? '' : '(bytes)';
  const text = contentType.includes('json') ? await response.clone().text() : shown;
  observe({ method, path, status: response.status, contentType, text });
  return response;
};

/** A reviewer hears what was spoken, by a link to the interview. */
const tryHearing = async (sending: ByHand, { url, runId }: { url: string; runId: string }): Promise<void> => {
  const token = Buffer.from(JSON.stringify({ token: url.split('/').at(-1) }));
  const json = { 'content-type': 'application/json' };
  const opened = await send(sending, { method: 'POST', path: '/review/api/session', headers: json, bytes: token });
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  const path = `/review/api/runs/${runId}/recordings/1`;
  sending.tried('hearReviewedAnswer');
  const whole = await send(sending, { method: 'GET', path, headers: { cookie } });
  await send(sending, { method: 'GET', path, headers: { cookie, range: 'bytes=0-99' } });
  await send(sending, { method: 'GET', path, headers: { cookie, 'if-none-match': whole.headers.get('etag') ?? '' } });
};

export type RoomTrying = ByHand & {
  client: NativeClient;
  link: string;
  runId: string;
  tryInRoom(device: ReturnType<typeof createDevice>, operationId: string, own?: Record<string, unknown>): Promise<void>;
  tryExample(operationId: string, ...ids: string[]): Promise<Record<string, unknown>>;
};

/** From a question read aloud to the candidate's wish for a review of the decision. */
export const tryRoomByVoice = async (trying: RoomTrying): Promise<void> => {
  const { apiUrl, client, link, runId, tryInRoom, tryExample, tried, observe } = trying;
  let cookie = '';
  const device = createDevice(apiUrl, { onExchange: observe, onCookie: (given) => (cookie = given) });
  const hear = async (operationId: string, path: string, headers: Record<string, string> = {}): Promise<Response> => {
    tried(operationId);
    return send(trying, { method: 'GET', path: `/room/api/${path}`, headers: { cookie, ...headers } });
  };
  const { notice } = await openRoom(device, link);
  await tryInRoom(device, 'chooseWays');
  await device.succeed('POST', '/room/api/consent', { noticeHash: notice.hash, accepted: true });
  await device.succeed('POST', '/room/api/start', { mode: 'voice' });
  for (const operationId of ['takeConversationOver', 'saveDraft', 'finishLater', 'resumeConversation'])
    await tryInRoom(device, operationId);
  await hear('hearQuestion', 'questions/1/speech');
  const piece = { method: 'PUT', path: '/room/api/recordings/1/1/0', bytes: sound };
  await send(trying, { ...piece, headers: { cookie, 'content-type': 'audio/webm' } });
  tried('putPiece');
  await tryInRoom(device, 'readTake');
  const spoken = { clientTurnId: 'v-1', turn: 1, spoken: { take: 1, pieces: 1 } };
  let { next } = await device.succeed<{ next: { turn: number; kind: string } | null }>(
    'POST',
    '/room/api/answers',
    spoken,
  );
  await tryInRoom(device, 'correctAnswer');
  const own = await eventually(
    () => hear('hearOwnAnswer', 'recordings/1'),
    ({ status }) => status === 200,
  );
  await hear('hearOwnAnswer', 'recordings/1', { range: 'bytes=0-99' });
  await hear('hearOwnAnswer', 'recordings/1', { 'if-none-match': own.headers.get('etag') ?? '' });
  await tryExample('listRecordings', runId);
  while (next !== null && next.kind !== 'closing') {
    const { turn } = next;
    const answer = { clientTurnId: `v-${turn}`, turn, text: answerFor({ turn }) };
    ({ next } = await device.succeed<{ next: { turn: number; kind: string } | null }>(
      'POST',
      '/room/api/answers',
      answer,
    ));
  }
  await device.succeed('POST', '/room/api/finish');
  await client.until(runId, 'ASSESSMENT_PENDING');
  await tryHearing(trying, { url: String((await tryExample('makeReviewLink', runId))['url']), runId });
  await client.insist('POST', pathOf(runId, '/assessment/approve'), { verdict: 'MAYBE', reasonCodes: ['other'] });
  for (const operationId of ['readMyInterview', 'takeMyData', 'askForReview']) await tryInRoom(device, operationId);
};

export const tryLogo = async (trying: ByHand & Pick<RoomTrying, 'tryExample'>, key: string): Promise<void> => {
  const put = { method: 'PUT', path: '/api/v1/tenant/logo', bytes: logo };
  await send(trying, { ...put, headers: { 'x-api-key': key, 'content-type': 'image/png' } });
  trying.tried('putTenantLogo');
  await trying.tryExample('getTenantLogo');
  await trying.tryExample('deleteTenantLogo');
};
