// The ATS's ear in the demo: an endpoint of its own for as long as the demo runs, which checks every signature it gets.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

import { CliError } from '../cli-error.ts';
import type { DemoCaller } from './http.ts';
import type { Screen } from './screen.ts';

const endpointsPath = '/api/v1/webhook-endpoints';
/** Marks the endpoints of demos that were killed before they could take theirs away. */
const description = 'npm run demo';
const patienceMs = 60_000;

const endpoint = z.object({ id: z.string(), secret: z.string() });
const endpoints = z.object({ items: z.array(z.object({ id: z.string(), description: z.string() })) });
const event = z.object({ id: z.string(), type: z.string(), timestamp: z.string(), runId: z.string() });

type Told = { id: string; type: string; timestamp: string; signed: boolean; at: number };

export type Ear = {
  /** Waits for the event of the run, then shows all that came, in the order of its happening. */
  show(runId: string, last: string): Promise<void>;
  close(): Promise<void>;
};

/** Standard Webhooks: HMAC-SHA256 over id, timestamp and the raw body, keyed with what `whsec_…` encodes. */
const isSigned = (secret: string, { headers }: IncomingMessage, body: string): boolean => {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const expected = Buffer.from(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  return String(headers['webhook-signature'])
    .split(' ')
    .some((one) => one.length === expected.length && timingSafeEqual(Buffer.from(one), expected));
};

const remove = (ats: DemoCaller, id: string): Promise<unknown> =>
  ats({ method: 'DELETE', path: `${endpointsPath}/${id}`, expected: 204, answer: z.unknown() });

const removeLeftovers = async (ats: DemoCaller): Promise<void> => {
  const { body } = await ats({ method: 'GET', path: endpointsPath, expected: 200, answer: endpoints });
  for (const left of body.items) if (left.description === description) await remove(ats, left.id);
};

/** @throws CliError when the endpoint cannot be made */
export const listenForWebhooks = async (ats: DemoCaller, screen: Screen): Promise<Ear> => {
  const heard = new Map<string, Told[]>();
  let secret = '';
  const server = createServer((req, res) => {
    text(req)
      .then((body) => {
        const { runId, ...told } = event.parse(JSON.parse(body));
        const before = heard.get(runId) ?? [];
        const one = { ...told, signed: isSigned(secret, req, body), at: Date.now() };
        // The same event may come twice: its id says so.
        if (!before.some(({ id }) => id === told.id)) heard.set(runId, [...before, one]);
        res.writeHead(204).end();
      })
      .catch(() => res.writeHead(400).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await removeLeftovers(ats);
  const body = { url: `http://127.0.0.1:${port}/parley`, description };
  const made = await ats({ method: 'POST', path: endpointsPath, body, expected: 201, answer: endpoint });
  ({ secret } = made.body);

  const untilTold = async (runId: string, last: string): Promise<Told[]> => {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const sofar = heard.get(runId) ?? [];
      if (sofar.some(({ type }) => type === last)) return sofar;
      if (Date.now() > deadline) throw new CliError(`No webhook told of ${last}.`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  return {
    show: async (runId, last) => {
      const sofar = await untilTold(runId, last);
      for (const { type, timestamp, signed, at } of sofar.toSorted((a, b) => (a.timestamp < b.timestamp ? -1 : 1))) {
        if (!signed) throw new CliError(`The webhook of ${type} is not signed with the endpoint's secret.`);
        screen.pair(type, `signature checked, ${Math.max(0, at - Date.parse(timestamp))} ms after`);
      }
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      // A demo that ended badly may find no API any more; the next one takes the endpoint away.
      await remove(ats, made.body.id).catch(() => undefined);
    },
  };
};
