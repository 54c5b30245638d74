// A receiver of Parley's webhooks: what it must take, what it must refuse, and what it may not trip over.
import { createHmac, randomUUID } from 'node:crypto';
import type { Bench } from '../bench.ts';
import { must, should, type Contract, type Rule } from '../contract.ts';
import type { Answer } from '../exchange.ts';
import { expectThat, isSuccess, skip } from '../verdicts.ts';

const checking = 'Parley, webhooks, Checking that it is from Parley';
const standard = 'Standard Webhooks, verifying';
const delivering = 'Parley, webhooks, Delivery';
const content = 'Parley, webhooks, An event';

type Family = 'standard' | 'older';

type Delivery = {
  id?: string;
  body?: string;
  ageSeconds?: number;
  families?: readonly Family[];
  /** Signs, instead of the secret that was given. */
  secret?: string;
  /** Stands for the signatures of both families. */
  signatures?: Readonly<Record<string, string>>;
  /** Stands before the signature that counts. */
  otherSignature?: string;
};

const bytesOf = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

const event = (bench: Bench, changes: Readonly<Record<string, unknown>> = {}) => ({
  id: randomUUID(),
  type: 'interview.plan_generated',
  timestamp: new Date().toISOString(),
  tenantId: bench.options['tenant'] ?? 'tnt_conformance',
  runId: `run_conformance_${bench.mark}`,
  interviewId: randomUUID(),
  candidateRef: null,
  externalId: null,
  seq: 5,
  state: 'PENDING',
  outcome: null,
  data: { planRevision: 1, test: true },
  event: 'interview.plan_generated',
  ...changes,
});

/** Both header families for these bytes, as Parley makes them. */
const headersOf = (bench: Bench, delivery: Delivery, id: string, body: string): Record<string, string> => {
  const {
    ageSeconds = 0,
    families = ['standard', 'older'],
    secret = bench.option('secret'),
    otherSignature,
  } = delivery;
  const at = Date.now() - ageSeconds * 1_000;
  const seconds = String(Math.floor(at / 1_000));
  const iso = new Date(at).toISOString();
  const v1 = `v1,${createHmac('sha256', bytesOf(secret)).update(`${id}.${seconds}.${body}`).digest('base64')}`;
  const all = {
    standard: {
      'webhook-id': id,
      'webhook-timestamp': seconds,
      'webhook-signature': otherSignature === undefined ? v1 : `${otherSignature} ${v1}`,
    },
    older: {
      'x-webhook-timestamp': iso,
      'x-webhook-signature': `sha256=${createHmac('sha256', secret).update(`${iso}.${body}`).digest('hex')}`,
    },
  };
  const tenant = bench.options['tenant'] ?? 'tnt_conformance';
  const signed = Object.assign({}, ...families.map((family) => all[family])) as Record<string, string>;
  return { 'x-tenant-id': tenant, ...signed, ...delivery.signatures };
};

const deliver = (bench: Bench, delivery: Delivery = {}): Promise<Answer> => {
  const made = event(bench);
  const { id = made.id, body = JSON.stringify({ ...made, id }) } = delivery;
  const headers = headersOf(bench, delivery, id, body);
  return bench.call({
    method: 'POST',
    url: bench.url,
    headers: { 'user-agent': 'Parley/conformance', ...headers },
    body,
  });
};

const expectTaken = (answer: Answer): void =>
  expectThat(isSuccess(answer), `The answer is ${answer.status}: it would be sent again for three days.`);

const expectRefused = (answer: Answer): void =>
  expectThat(!isSuccess(answer), `The answer is ${answer.status}: it was taken for one of Parley’s.`);

/** One that is right: what else is taken is compared with it. */
const rightOf = (bench: Bench): Promise<Answer> => bench.once('right', () => deliver(bench));

/** Rules about refusals say nothing of a receiver that refuses everything. */
const whileTaking = async (bench: Bench): Promise<void> => {
  if (!isSuccess(await rightOf(bench))) skip('It takes no right one either.');
};

const refuses = (bench: Bench, delivery: Delivery): Promise<void> =>
  whileTaking(bench).then(async () => expectRefused(await deliver(bench, delivery)));

const otherSecret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const noSignature = { 'webhook-signature': '', 'x-webhook-signature': '' };

const signatureRules: Rule[] = [
  must('signed', 'An event that is rightly signed is taken (2xx)', checking, async (bench) =>
    expectTaken(await rightOf(bench)),
  ),
  must('forged', 'A signature with another secret is refused', checking, (bench) =>
    refuses(bench, { secret: otherSecret }),
  ),
  must('unsigned', 'An event without a signature is refused', checking, (bench) =>
    refuses(bench, { signatures: noSignature }),
  ),
  must('headless', 'An event without any of the headers is refused', checking, (bench) =>
    refuses(bench, { families: [] }),
  ),
  must('changed', 'A body that was changed after it was signed is refused', checking, async (bench) => {
    await whileTaking(bench);
    const made = event(bench);
    const { 'x-tenant-id': _, ...signatures } = headersOf(bench, {}, made.id, JSON.stringify(made));
    const body = JSON.stringify({ ...made, state: 'ASSESSMENT_APPROVED' });
    expectRefused(await deliver(bench, { id: made.id, body, signatures }));
  }),
  must(
    'other-id',
    'Another webhook-id than the signed one is refused, where those headers are read',
    `${checking}: the id is part of what is signed`,
    async (bench) => {
      if (!isSuccess(await deliver(bench, { families: ['standard'] }))) skip('It reads the older headers alone.');
      const made = event(bench);
      const body = JSON.stringify(made);
      const { 'webhook-signature': signature = '', 'webhook-timestamp': time = '' } = headersOf(
        bench,
        {},
        made.id,
        body,
      );
      const signatures = { 'webhook-id': randomUUID(), 'webhook-timestamp': time, 'webhook-signature': signature };
      expectRefused(await deliver(bench, { id: made.id, body, families: [], signatures }));
    },
  ),
  must(
    'stale',
    'One that was signed an hour ago is refused',
    `${checking}, and ${standard}: five minutes are usual`,
    (bench) => refuses(bench, { ageSeconds: 3_600 }),
  ),
  should('early', 'One that was signed an hour ahead is refused', standard, (bench) =>
    refuses(bench, { ageSeconds: -3_600 }),
  ),
  must(
    'rotation',
    'With several signatures in webhook-signature one that is right is enough',
    `${checking}: both secrets sign while a rotation overlaps`,
    async (bench) =>
      expectTaken(await deliver(bench, { otherSignature: `v1,${Buffer.alloc(32, 1).toString('base64')}` })),
  ),
  must(
    'other-kinds',
    'A signature of a kind that it does not know is passed over',
    `${checking}: v1a stands beside v1 where an endpoint asks for it`,
    async (bench) =>
      expectTaken(await deliver(bench, { otherSignature: `v1a,${Buffer.alloc(64, 1).toString('base64')}` })),
  ),
];

const familyRules: Rule[] = [
  must(
    'a-family',
    'One of the two header families is enough',
    `${checking}: either proves where it is from`,
    async (bench) => {
      await whileTaking(bench);
      const taken = [
        isSuccess(await deliver(bench, { families: ['standard'] })),
        isSuccess(await deliver(bench, { families: ['older'] })),
      ];
      expectThat(taken.includes(true), 'It takes neither alone.');
    },
  ),
  should('standard-family', 'webhook-id, -timestamp and -signature are enough', standard, async (bench) =>
    expectTaken(await deliver(bench, { families: ['standard'] })),
  ),
];

const contentRules: Rule[] = [
  must(
    'raw-bytes',
    'The bytes are checked as they came, not as JSON writes them anew',
    `${checking}: parsing and writing changes them`,
    async (bench) => {
      const made = event(bench);
      const body = JSON.stringify(made, null, 1).replace('interview.plan', '\\u0069nterview.plan');
      expectTaken(await deliver(bench, { id: made.id, body }));
    },
  ),
  must(
    'other-letters',
    'Letters of other scripts do not change that',
    `${checking}: the bytes are UTF-8`,
    async (bench) => {
      const made = event(bench, { data: { test: true, note: 'Zoë 面接 🙂' } });
      expectTaken(await deliver(bench, { id: made.id, body: JSON.stringify(made) }));
    },
  ),
  must('more', 'Members that are not known are passed over', `${content}: expect new members`, async (bench) => {
    const made = event(bench, { addedLater: { deep: [1] }, data: { test: true, addedLater: [1] } });
    expectTaken(await deliver(bench, { id: made.id, body: JSON.stringify(made) }));
  }),
  must('other-types', 'A type that is not known is taken', `${content}: expect new types`, async (bench) => {
    const type = 'interview.added_later';
    const made = event(bench, { type, event: type });
    expectTaken(await deliver(bench, { id: made.id, body: JSON.stringify(made) }));
  }),
  must('big', 'A body of 20 kB is taken', `${standard}: payloads stay below that`, async (bench) => {
    const made = event(bench, { data: { test: true, filler: 'x'.repeat(19_500) } });
    expectTaken(await deliver(bench, { id: made.id, body: JSON.stringify(made) }));
  }),
  should('about-a-key', 'An event about no interview, with nulls for its ids, is taken', content, async (bench) => {
    const type = 'key.expiring';
    const nulls = { runId: null, interviewId: null, seq: null, state: null };
    const data = { keyId: 'key_1', kind: 'integration', expiresAt: new Date().toISOString(), daysLeft: 7 };
    const made = event(bench, { type, event: type, ...nulls, data });
    expectTaken(await deliver(bench, { id: made.id, body: JSON.stringify(made) }));
  }),
];

const deliveryRules: Rule[] = [
  must(
    'again',
    'The same event again is taken (2xx); whether it is acted on once cannot be seen from here',
    `${delivering}: at least once, under one webhook-id`,
    async (bench) => {
      const made = event(bench);
      const delivery = { id: made.id, body: JSON.stringify(made) };
      const first = await deliver(bench, delivery);
      if (!isSuccess(first)) skip('It was not taken the first time.');
      expectTaken(await deliver(bench, delivery));
    },
  ),
  must(
    'order',
    'An older event after a newer one of the same interview is taken',
    `${delivering}: order is not promised`,
    async (bench) => {
      for (const seq of [9, 7]) {
        const made = event(bench, { seq });
        expectTaken(await deliver(bench, { id: made.id, body: JSON.stringify(made) }));
      }
    },
  ),
  must(
    'in-time',
    'An answer comes within --within',
    `${delivering}: 15 seconds, which is also the default here`,
    async (bench) => {
      const { durationMs } = await bench.once('in time', () => deliver(bench));
      expectThat(durationMs <= bench.withinMs, `It took ${durationMs} ms.`);
    },
  ),
  should(
    'quick',
    'An answer comes within a third of that',
    `${delivering}: answer first, work afterwards`,
    async (bench) => {
      const { durationMs } = await bench.once('in time', () => deliver(bench));
      expectThat(durationMs <= bench.withinMs / 3, `It took ${durationMs} ms.`);
    },
  ),
];

export const webhooks: Contract = {
  name: 'webhooks',
  title: 'A receiver of Parley’s webhooks',
  url: 'the address of the receiver',
  leaves: 'about twenty-five events of made-up interviews at the receiver, with data.test: true',
  options: [
    { name: 'secret', shows: 'the secret of the endpoint, whsec_…', required: true, secret: true },
    { name: 'tenant', shows: 'the tenant that the events are said to be of' },
  ],
  rules: [...signatureRules, ...familyRules, ...contentRules, ...deliveryRules],
};
