// The hostile-URL table: no spelling of an address leads into a network that the operator did not name.
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { OutboundFailure } from '../../domain/ports/outbound.ts';
import type { OpenSocket } from '../../infra/http/connector.ts';
import { startWebhookReceiver } from '../fakes/webhook-receiver.ts';
import { loopback, outcomeOf, post, useClient } from './use-client.ts';

const receiver = await startWebhookReceiver();
afterAll(receiver.close);
const { port } = new URL(receiver.url);

/** What hostile name servers say. */
const names: Record<string, string[]> = {
  'loopback.example': ['127.0.0.1'],
  'mixed.example': ['93.184.215.14', '10.0.0.7'],
  'mixed-six.example': ['93.184.215.14', '2606:2800:21f:cb07::1', 'fd00::7'],
  'private-six.example': ['fd12:3456:789a::1'],
  'metadata.example': ['169.254.169.254'],
  'mapped.example': ['::ffff:169.254.169.254'],
  'translated.example': ['64:ff9b::a9fe:a9fe'],
  'zoned.example': ['fe80::1%eth0'],
  'nonsense.example': ['not an address'],
  'metadata.google.internal': ['169.254.169.254'],
  'wire.example': ['93.184.215.14', '168.63.129.16'],
  '127.0.0.1.nip.example': ['127.0.0.1'],
  'empty.example': [],
};

const asked: string[] = [];
const opened: string[] = [];
const openSocket: OpenSocket = (options) => {
  opened.push(JSON.stringify(options));
  return connect(options);
};
const client = useClient({
  openSocket,
  resolve: async (host) => {
    asked.push(host);
    const addresses = names[host];
    if (addresses === undefined) throw new Error('ENOTFOUND');
    return addresses;
  },
});

const refusedByText: [what: string, url: string, failure: OutboundFailure][] = [
  ['the loopback', 'https://127.0.0.1/', 'address_not_allowed'],
  ['all of the loopback network', 'https://127.255.255.254/', 'address_not_allowed'],
  ['a short form', 'https://127.1/', 'address_not_allowed'],
  ['a three-part form', 'https://127.0.1/', 'address_not_allowed'],
  ['a decimal number', 'https://2130706433/', 'address_not_allowed'],
  ['octal parts', 'https://0177.0.0.01/', 'address_not_allowed'],
  ['one octal number', 'https://017700000001/', 'address_not_allowed'],
  ['hexadecimal parts', 'https://0x7f.0x0.0x0.0x1/', 'address_not_allowed'],
  ['one hexadecimal number', 'https://0x7f000001/', 'address_not_allowed'],
  ['mixed bases', 'https://0x7f.1/', 'address_not_allowed'],
  ['zero', 'https://0/', 'address_not_allowed'],
  ['0.0.0.0', 'https://0.0.0.0/', 'address_not_allowed'],
  ['fullwidth digits', 'https://１２７.0.0.1/', 'address_not_allowed'],
  ['circled digits', 'https://①②⑦.⓪.⓪.①/', 'address_not_allowed'],
  ['ideographic dots', 'https://127。0。0。1/', 'address_not_allowed'],
  ['a percent-encoded host', 'https://%31%32%37%2e0.0.1/', 'address_not_allowed'],
  ['a dot at the end', 'https://127.0.0.1./', 'address_not_allowed'],
  ['missing slashes', 'https:127.0.0.1/', 'address_not_allowed'],
  ['too many slashes', 'https:////127.0.0.1/', 'address_not_allowed'],
  ['10/8', 'https://10.1.2.3/', 'address_not_allowed'],
  ['172.16/12', 'https://172.31.255.255/', 'address_not_allowed'],
  ['192.168/16', 'https://192.168.0.1/', 'address_not_allowed'],
  ['carrier-grade NAT', 'https://100.64.0.1/', 'address_not_allowed'],
  ['link-local', 'https://169.254.1.1/', 'address_not_allowed'],
  ['the metadata service', 'https://169.254.169.254/latest/meta-data/', 'address_not_allowed'],
  ['the metadata service as a number', 'https://2852039166/', 'address_not_allowed'],
  ['broadcast', 'https://255.255.255.255/', 'address_not_allowed'],
  ['multicast', 'https://224.0.0.1/', 'address_not_allowed'],
  ['reserved', 'https://240.0.0.1/', 'address_not_allowed'],
  ['benchmarking', 'https://198.18.0.1/', 'address_not_allowed'],
  ['documentation 1', 'https://192.0.2.1/', 'address_not_allowed'],
  ['documentation 2', 'https://198.51.100.1/', 'address_not_allowed'],
  ['documentation 3', 'https://203.0.113.1/', 'address_not_allowed'],
  ['Azure’s platform', 'https://168.63.129.16/machine/?comp=goalstate', 'address_not_allowed'],
  ['Azure’s platform as a number', 'https://2822734096/', 'address_not_allowed'],
  ['Azure’s platform, mapped', 'https://[::ffff:168.63.129.16]/', 'address_not_allowed'],
  ['Azure’s platform by NAT64', 'https://[64:ff9b::168.63.129.16]/', 'address_not_allowed'],
  ['Alibaba’s metadata', 'https://100.100.100.200/latest/meta-data/', 'address_not_allowed'],
  ['Oracle’s metadata', 'https://192.0.0.192/latest/', 'address_not_allowed'],
  ['metadata of containers', 'https://169.254.170.2/v2/credentials', 'address_not_allowed'],
  ['Scaleway’s metadata', 'https://169.254.42.42/conf', 'address_not_allowed'],
  ['Google’s metadata by IPv6', 'https://[fd20:ce::254]/', 'address_not_allowed'],
  ['OpenStack’s metadata by IPv6', 'https://[fe80::a9fe:a9fe]/', 'address_not_allowed'],
  ['Google’s interfaces inside', 'https://199.36.153.10/', 'address_not_allowed'],
  ['Google’s interfaces inside, restricted', 'https://199.36.153.4/', 'address_not_allowed'],
  ['Google’s interfaces inside by IPv6', 'https://[2600:2d00:2:1000::1]/', 'address_not_allowed'],
  ['IBM’s services inside', 'https://161.26.0.7/', 'address_not_allowed'],
  ['IBM’s endpoints inside', 'https://166.9.14.2/', 'address_not_allowed'],
  ['the 6to4 relay', 'https://192.88.99.1/', 'address_not_allowed'],
  ['the IPv6 loopback', 'https://[::1]/', 'address_not_allowed'],
  ['the IPv6 loopback in full', 'https://[0:0:0:0:0:0:0:1]/', 'address_not_allowed'],
  ['the unspecified IPv6 address', 'https://[::]/', 'address_not_allowed'],
  ['a mapped address, dotted', 'https://[::ffff:127.0.0.1]/', 'address_not_allowed'],
  ['a mapped address, hexadecimal', 'https://[::ffff:7f00:1]/', 'address_not_allowed'],
  ['a compatible address', 'https://[::127.0.0.1]/', 'address_not_allowed'],
  ['a translated address', 'https://[::ffff:0:127.0.0.1]/', 'address_not_allowed'],
  ['NAT64', 'https://[64:ff9b::127.0.0.1]/', 'address_not_allowed'],
  ['local NAT64', 'https://[64:ff9b:1::7f00:1]/', 'address_not_allowed'],
  ['6to4', 'https://[2002:7f00:1::]/', 'address_not_allowed'],
  ['Teredo', 'https://[2001:0:7f00:1::]/', 'address_not_allowed'],
  ['unique local', 'https://[fd00:ec2::254]/', 'address_not_allowed'],
  ['IPv6 link-local', 'https://[fe80::1]/', 'address_not_allowed'],
  ['site-local', 'https://[fec0::1]/', 'address_not_allowed'],
  ['IPv6 multicast', 'https://[ff02::1]/', 'address_not_allowed'],
  ['IPv6 documentation', 'https://[2001:db8::1]/', 'address_not_allowed'],
  ['the new IPv6 documentation', 'https://[3fff::1]/', 'address_not_allowed'],
  ['segment routing', 'https://[5f00::1]/', 'address_not_allowed'],
  ['IPv6 that nobody was given', 'https://[4000::1]/', 'address_not_allowed'],
  ['localhost', 'https://localhost/', 'address_not_allowed'],
  ['localhost in capitals', 'https://LOCALHOST/', 'address_not_allowed'],
  ['localhost with a dot', 'https://localhost./', 'address_not_allowed'],
  ['a name below localhost', 'https://ats.localhost/', 'address_not_allowed'],
  ['user and password', 'https://user:secret@example.com/', 'credentials_in_url'],
  ['a user', 'https://example.com@127.0.0.1/', 'credentials_in_url'],
  ['an encoded user', 'https://%65%78@example.com/', 'credentials_in_url'],
  ['plain http', 'http://example.com/', 'scheme_not_allowed'],
  ['plain http on 443', 'http://example.com:443/', 'scheme_not_allowed'],
  ['files', 'file:///etc/passwd', 'scheme_not_allowed'],
  ['ftp', 'ftp://example.com/', 'scheme_not_allowed'],
  ['gopher', 'gopher://example.com:70/_', 'scheme_not_allowed'],
  ['data', 'data:text/plain,hello', 'scheme_not_allowed'],
  ['scripts', 'javascript:alert(1)', 'scheme_not_allowed'],
  ['web sockets', 'wss://example.com/', 'scheme_not_allowed'],
  ['ssh', 'https://example.com:22/', 'port_not_allowed'],
  ['SMTP', 'https://example.com:25/', 'port_not_allowed'],
  ['PostgreSQL', 'https://example.com:5432/', 'port_not_allowed'],
  ['port 0', 'https://example.com:0/', 'port_not_allowed'],
  ['port 80', 'https://example.com:80/', 'port_not_allowed'],
  ['a port out of range', 'https://example.com:65536/', 'url_invalid'],
  ['a tab in the host', 'https://exam\tple.com/', 'url_invalid'],
  ['a line break in the host', 'https://127.0.0.1\n.example.com/', 'url_invalid'],
  ['a line break in the path', 'https://example.com/\r\nHost: internal', 'url_invalid'],
  ['spaces around', ' https://example.com/ ', 'url_invalid'],
  ['a null', 'https://example.com\u0000.internal/', 'url_invalid'],
  ['a backslash', 'https://example.com\\@127.0.0.1/', 'url_invalid'],
  ['no host', 'https://', 'url_invalid'],
  ['an unfinished IPv6 host', 'https://[::1', 'url_invalid'],
  ['a zone', 'https://[fe80::1%25eth0]/', 'url_invalid'],
  ['a number too large', 'https://999.1.1.1/', 'url_invalid'],
  ['no address at all', 'nonsense', 'url_invalid'],
  ['nothing', '', 'url_invalid'],
  ['a very long address', `https://example.com/${'a'.repeat(5_000)}`, 'url_invalid'],
];

describe('an address that is refused by its text', () => {
  it.each(refusedByText)('%s: %s', async (_what, url, failure) => {
    expect(client.problemOf(url)).toBe(failure);
    expect(outcomeOf(await post(client, url))).toBe(failure);
  });

  it('asks no name server and opens no connection', () => {
    expect({ asked, opened }).toEqual({ asked: [], opened: [] });
  });
});

describe('a name', () => {
  it.each(Object.keys(names).filter((name) => name !== 'empty.example'))(
    '%s is not called when one of its addresses is not public',
    async (name) => {
      const url = `https://${name}/`;

      expect(client.problemOf(url)).toBeNull();
      expect(outcomeOf(await post(client, url))).toBe('name_not_callable');
      expect(opened).toEqual([]);
    },
  );

  it.each(['empty.example', 'absent.example'])('%s without addresses gets the same answer', async (name) => {
    expect(outcomeOf(await post(client, `https://${name}/`))).toBe('name_not_callable');
  });

  it.each([
    'https://hooks.example.com/parley',
    'https://hooks.example.com:8443/x',
    'https://93.184.215.14/',
    'https://168.63.129.17/',
    'https://199.36.153.12/',
    'https://[2606:2800:21f::1]/',
  ])('%s has nothing against it', (url) => {
    expect(client.problemOf(url)).toBeNull();
  });
});

describe('whoever asks which names we know', () => {
  /** A name server of ours that is quick about inside names, and one that takes its time with what it has to look for. */
  const slowly = useClient({
    allowedNetworks: ['10.20.0.0/16'],
    nameAnswerMs: 200,
    resolve: async (host) => {
      await sleep(host.endsWith('.internal') ? 1 : 120);
      if (host.startsWith('unknown')) throw new Error('ENOTFOUND');
      return host.startsWith('named') ? ['10.20.0.1', '10.30.0.1'] : ['10.30.0.1'];
    },
  });

  it.each(['https', 'http'])('learns nothing by code or time of a failed call over %s', async (scheme) => {
    const hosts = ['unknown.internal', 'ats.internal', 'named.internal', 'unknown.example', 'private.example'];
    const answers = [];
    for (const host of hosts) {
      const startedAt = performance.now();
      const result = await post(slowly, `${scheme}://${host}:8443/`);
      answers.push(result);
      const tookMs = performance.now() - startedAt;
      expect(tookMs).toBeGreaterThan(195);
    }

    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"kind":"failure","failure":"name_not_callable","durationMs":200}']),
    );
  });
});

describe('a name that changes its meaning', () => {
  it('leads to the address that was checked, however often it changes afterwards', async () => {
    const answers = [['127.0.0.1'], ['10.0.0.1'], ['10.0.0.1']];
    const rebound = useClient({ allowedNetworks: ['127.0.0.0/8'], resolve: async () => answers.shift() ?? [] });

    const result = await post(rebound, receiver.url.replace('127.0.0.1', 'rebound.example'));

    expect(outcomeOf(result)).toBe(204);
    // One question for one connection: there is no second answer to believe.
    expect(answers).toHaveLength(2);
  });

  it('is refused as soon as a new connection would go elsewhere', async () => {
    const answers = [['127.0.0.1'], ['127.0.0.1', '10.0.0.1']];
    const rebound = useClient({ allowedNetworks: ['127.0.0.0/8'], resolve: async () => answers.shift() ?? [] });
    const url = receiver.url.replace('127.0.0.1', 'rebound.example');
    receiver.behave(() => ({ kind: 'answer', status: 200, headers: { connection: 'close' } }));

    const first = await post(rebound, url);
    const second = await post(rebound, url);

    expect([first, second].map(outcomeOf)).toEqual([200, 'name_not_callable']);
  });

  it.each(['https', 'http'])(
    'gets no byte over %s when the connection ended elsewhere after the check',
    async (scheme) => {
      const count = receiver.received.length;
      const sockets: Socket[] = [];
      // The network itself leads astray: the checked address was public, the connected one is the loopback.
      const elsewhere: OpenSocket = () => {
        const socket = connect({ host: '127.0.0.1', port: Number(port) });
        sockets.push(socket);
        return socket;
      };
      const public24 = '93.184.215.0/24';
      const rebound = useClient({
        allowedNetworks: [public24],
        resolve: async () => ['93.184.215.14'],
        openSocket: elsewhere,
      });

      const result = await post(rebound, `${scheme}://public.example/`);

      expect(outcomeOf(result)).toBe('name_not_callable');
      expect(sockets.map(({ bytesWritten, destroyed }) => ({ bytesWritten, destroyed }))).toEqual([
        { bytesWritten: 0, destroyed: true },
      ]);
      expect(receiver.received).toHaveLength(count);
    },
  );
});

describe('the networks that the operator named', () => {
  const inside = useClient({ allowedNetworks: loopback });

  it('are reached by http and on any port, also by name', async () => {
    receiver.behave(() => ({ kind: 'answer', status: 202 }));

    const results = await Promise.all([
      post(inside, receiver.url),
      post(inside, receiver.url.replace('127.0.0.1', 'localhost')),
      post(inside, `http://[::ffff:127.0.0.1]:${port}/hook`),
    ]);

    expect(results.map(outcomeOf)).toEqual([202, 202, 202]);
  });

  it.each([
    ['http://10.0.0.1/', 'scheme_not_allowed'],
    ['https://10.0.0.1/', 'address_not_allowed'],
    ['https://93.184.215.14:9000/', 'port_not_allowed'],
    ['http://93.184.215.14/', 'scheme_not_allowed'],
  ])('make no exception for %s', async (url, failure) => {
    expect(inside.problemOf(url)).toBe(failure);
    expect(outcomeOf(await post(inside, url))).toBe(failure);
  });

  it('make no exception for a name that leads out of them', async () => {
    const strict = useClient({ allowedNetworks: loopback, resolve: async () => ['127.0.0.1', '93.184.215.14'] });

    expect(outcomeOf(await post(strict, `http://half.example:${port}/`))).toBe('name_not_callable');
    expect(outcomeOf(await post(strict, `https://half.example:${port}/`))).toBe('name_not_callable');
  });

  it('keep everything else that is forbidden forbidden', () => {
    expect(inside.problemOf('http://user@127.0.0.1/')).toBe('credentials_in_url');
    expect(inside.problemOf('file:///etc/passwd')).toBe('scheme_not_allowed');
    expect(inside.problemOf('http://127.0.0.1\\@x/')).toBe('url_invalid');
  });
});
