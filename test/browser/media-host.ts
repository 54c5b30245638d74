// Retell's media host, for its own web client in a page: it signals as LiveKit does, and holds the other end of the line in a page of its own.
import { gunzipSync } from 'node:zlib';
import type { Page, WebSocketRoute } from 'playwright-core';
import protobuf from 'protobufjs';
import type { SimulatedRetell } from '../../simulators/retell/simulated-retell.ts';
import { eventually } from '../harness/eventually.ts';

/** What is said of LiveKit's protocol in its 1.52: the fields that are used here, by their numbers. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message SessionDescription { string type = 1; string sdp = 2; uint32 id = 3; }
  message Trickle { string candidate_init = 1; uint32 target = 2; }
  message AddTrack { string cid = 1; string name = 2; uint32 type = 3; uint32 source = 8; }
  message Track { string sid = 1; uint32 type = 2; string name = 3; uint32 source = 9; }
  message Published { string cid = 1; Track track = 2; }
  message Mute { string sid = 1; bool muted = 2; }
  message Leave { uint32 reason = 2; uint32 action = 3; }
  message JoinRequest { SessionDescription publisher_offer = 6; }
  message WrappedJoinRequest { uint32 compression = 1; bytes join_request = 2; }
  message Request {
    oneof message {
      SessionDescription offer = 1; Trickle trickle = 3; AddTrack add_track = 4; Mute mute = 5; Leave leave = 8;
    }
  }
  message Room { string sid = 1; string name = 2; }
  message Permission { bool can_subscribe = 1; bool can_publish = 2; bool can_publish_data = 3; }
  message Participant { string sid = 1; string identity = 2; uint32 state = 3; Permission permission = 11; }
  message ServerInfo { string version = 2; }
  message Join {
    Room room = 1; Participant participant = 2; repeated Participant other_participants = 3;
    int32 ping_timeout = 10; int32 ping_interval = 11; ServerInfo server_info = 12;
  }
  message Response {
    oneof message { Join join = 1; SessionDescription answer = 2; Published track_published = 6; Leave leave = 8; }
  }
  message UserPacket { bytes payload = 2; }
  message DataPacket { string participant_identity = 4; UserPacket user = 2; }
`);

type Described = { type: string; sdp: string; id: number };
type Request = {
  offer?: Described;
  trickle?: { candidateInit: string };
  addTrack?: { cid: string; name: string; type: number; source: number };
  mute?: { muted: boolean };
  leave?: object;
};

const read = <T>(type: string, bytes: Uint8Array): T => root.lookupType(type).decode(bytes) as unknown as T;
const write = (type: string, value: object): Buffer => {
  const known = root.lookupType(type);
  return Buffer.from(known.encode(known.fromObject(value)).finish());
};

const active = 2;
const clientLeft = 0;

/** The other ends of all lines, by number. */
const otherEnds = `
  globalThis.lines = new Map();
  globalThis.answer = async (n, sdp) => {
    if (!lines.has(n)) {
      const fresh = { ends: new RTCPeerConnection(), told: null };
      fresh.ends.ondatachannel = ({ channel }) => {
        if (channel.label === '_reliable') fresh.told = channel;
      };
      lines.set(n, fresh);
    }
    const { ends } = lines.get(n);
    await ends.setRemoteDescription({ type: 'offer', sdp });
    await ends.setLocalDescription(await ends.createAnswer());
    while (ends.iceGatheringState !== 'complete') await new Promise((go) => setTimeout(go, 10));
    return ends.localDescription.sdp;
  };
  globalThis.reach = (n, candidate) => lines.get(n)?.ends.addIceCandidate(JSON.parse(candidate)).catch(() => undefined);
  globalThis.isOpen = (n) => lines.get(n)?.told?.readyState === 'open';
  globalThis.tell = (n, bytes) => lines.get(n).told.send(new Uint8Array(bytes));
  globalThis.hearing = async (n) => {
    let bytes = 0;
    for (const [, row] of await lines.get(n).ends.getStats()) if (row.type === 'inbound-rtp') bytes += row.bytesReceived;
    return bytes;
  };
`;

const offerIn = (url: string): Described | undefined => {
  const wrapped = Buffer.from(new URL(url).searchParams.get('join_request') ?? '', 'base64url');
  const { compression, joinRequest } = read<{ compression: number; joinRequest: Uint8Array }>(
    'WrappedJoinRequest',
    wrapped,
  );
  const plain = compression === 1 ? gunzipSync(joinRequest) : joinRequest;
  return read<{ publisherOffer?: Described }>('JoinRequest', plain).publisherOffer;
};

const people = {
  room: { sid: 'RM_1', name: 'web_call' },
  participant: {
    sid: 'PA_1',
    identity: 'client',
    state: active,
    permission: { canSubscribe: true, canPublish: true, canPublishData: true },
  },
  otherParticipants: [{ sid: 'PA_2', identity: 'server', state: active }],
  serverInfo: { version: '1.9.0' },
};

/** One line to a call: what the agent's side may do with it, and what came over it. */
export type MediaLine = {
  callId: string;
  mutes: boolean[];
  tell(event: object): Promise<void>;
  /** How much sound has come so far. */
  hears(): Promise<number>;
  /** The host ends it, for whatever reason. */
  drop(): void;
};

type Host = { ends: Page; retell: SimulatedRetell; lines: MediaLine[]; numbers: { next: number } };

const hold = ({ ends, retell, lines, numbers }: Host, socket: WebSocketRoute): void => {
  const token = new URL(socket.url()).searchParams.get('access_token');
  const call = [...retell.calls.values()].find(({ accessToken }) => accessToken === token);
  if (call === undefined) return void socket.close({ code: 4_001 });
  const n = numbers.next;
  numbers.next += 1;
  const send = (response: object): void => socket.send(write('Response', response));
  const answer = async ({ sdp, id }: Described): Promise<void> => {
    const answered = await ends.evaluate<string>(`answer(${n}, ${JSON.stringify(sdp)})`);
    send({ answer: { type: 'answer', sdp: answered, id } });
  };
  const mutes: boolean[] = [];
  const receive = async ({ offer, trickle, addTrack, mute, leave }: Request): Promise<void> => {
    if (offer) await answer(offer);
    if (trickle) await ends.evaluate(`reach(${n}, ${JSON.stringify(trickle.candidateInit)})`);
    if (addTrack) send({ trackPublished: { cid: addTrack.cid, track: { ...addTrack, sid: `TR_${n}` } } });
    if (mute) mutes.push(mute.muted);
    if (leave && call.status === 'ongoing') retell.end(call.id, 'user_hangup');
  };
  lines.push({
    callId: call.id,
    mutes,
    tell: async (event) => {
      await eventually(() => ends.evaluate<boolean>(`isOpen(${n})`), Boolean);
      const payload = Buffer.from(JSON.stringify(event));
      const packet = write('DataPacket', { participantIdentity: 'server', user: { payload } });
      await ends.evaluate(`tell(${n}, [${packet.join()}])`);
    },
    hears: () => ends.evaluate<number>(`hearing(${n})`),
    drop: () => send({ leave: { reason: 5, action: clientLeft } }),
  });
  retell.join(call.id);
  socket.onMessage((bytes) => void receive(read<Request>('Request', Buffer.from(bytes))));
  send({ join: people });
  const offer = offerIn(socket.url());
  if (offer) answer(offer).catch(() => socket.close());
};

export const mediaHost = 'retell-ai-4ihahnq7.livekit.cloud';

/** Chromium offers a line within the machine, and under its own address. */
export const lineFlags = ['--allow-loopback-in-peer-connection', '--disable-features=WebRtcHideLocalIpsWithMdns'];

const open = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };

/** `ends` is a page of the same browser, for the other ends. */
export const startMediaHost = async (ends: Page, retell: SimulatedRetell) => {
  await ends.evaluate(otherEnds);
  const numbers = { next: 0 };
  /** What `page` says to the host comes here. */
  const serve = async (page: Page) => {
    const lines: MediaLine[] = [];
    /** Nobody is let in before the `gate` is open. */
    const state = { isDown: false, gate: Promise.resolve() };
    await page.routeWebSocket(`wss://${mediaHost}/**`, async (socket) => {
      await state.gate;
      if (state.isDown) await socket.close({ code: 1_011 });
      else hold({ ends, retell, lines, numbers }, socket);
    });
    await page.route(`https://${mediaHost}/**`, (route) =>
      route.fulfill(state.isDown ? { status: 503, headers: open } : { json: { regions: [] }, headers: open }),
    );
    /** The line that the page joined last, once there are `count`. */
    const line = (count: number): Promise<MediaLine> =>
      eventually(
        () => Promise.resolve(lines[count - 1] as MediaLine),
        (found) => found !== undefined,
      );
    return { line, state };
  };
  return serve;
};
