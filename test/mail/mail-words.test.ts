// What may stand in the words of mails: refused when it is set, cleaned when it is sent, and never a matter of seconds.
import { afterAll, describe, expect, it } from 'vitest';
import { createCleanMail } from '../../infra/mail/clean-mail.ts';
import { createMailWords } from '../../infra/mail/mail-words.ts';
import { createMetrics } from '../../infra/metrics.ts';
import { createTextPool } from '../../infra/text-pool/text-pool.ts';
import { recordingLog } from '../api/start-api.ts';

const publicUrl = 'https://parley.example';
const words = createMailWords({ publicUrl, linkDomains: ['acme.example'] });
const clean = (html: string): string => {
  const whole = words.clean({ subject: 's', text: 't', html, language: 'en' }).html;
  return /<body[^>]*>([\s\S]*)<\/body>/.exec(whole)?.[1]?.trim() ?? '';
};
const cleanText = (text: string): string => words.clean({ subject: 's', text, html: '', language: 'en' }).text;
const codesOf = (html: string): string[] => words.faultsOf({ html }).map(({ code }) => code);

describe('HTML of a tenant', () => {
  it('keeps what a mail needs: headings, tables, styles, our link, pictures of listed domains', () => {
    const html = [
      '<h1 style="color:#123456">Hello</h1>',
      '<table width="600" cellpadding="4"><tr><td style="padding:4px;text-align:center">Two<br />lines</td></tr></table>',
      `<a href="${publicUrl}/interview/x" style="background-color:rgb(1, 2, 3)">Begin</a>`,
      '<img src="https://cdn.acme.example/logo.png" alt="Acme" width="100" />',
      '<a href="https://acme.example/jobs?a=1&amp;b=2">Jobs</a>',
    ].join('\n');

    expect(clean(html)).toBe(html);
    expect(codesOf(html)).toEqual([]);
  });

  it('of a whole document keeps the words and gets our frame, with the language of the mail', () => {
    const html =
      '<!doctype html><html><head><meta charset="utf-8"><title>T</title></head><body><p>Hi</p></body></html>';

    expect(clean(html)).toBe('<p>Hi</p>');
    expect(codesOf(html)).toEqual([]);
    expect(words.clean({ subject: 's', text: 't', html, language: 'pt-br' }).html).toContain('<html lang="pt-br">');
  });

  it.each([
    ['a script', '<p>a<script>alert(1)</script></p>', 'tag_not_allowed'],
    ['a script in a picture', '<svg><script>alert(1)</script></svg>', 'tag_not_allowed'],
    ['a style sheet', '<style>p{background:url(https://evil.example)}</style>', 'tag_not_allowed'],
    ['a linked style sheet', '<link rel="stylesheet" href="https://evil.example/x.css">', 'tag_not_allowed'],
    [
      'a form',
      '<form action="https://evil.example"><input name="password"><button>Go</button></form>',
      'tag_not_allowed',
    ],
    ['a frame', '<iframe src="https://evil.example"></iframe>', 'tag_not_allowed'],
    ['a base', '<base href="https://evil.example/">', 'tag_not_allowed'],
    ['a handler', '<p onclick="alert(1)">x</p>', 'attribute_not_allowed'],
    ['a foreign link', '<a href="https://evil.example/login">x</a>', 'link_not_allowed'],
    ['a link with our name before it', `<a href="${publicUrl}@evil.example/">x</a>`, 'link_not_allowed'],
    ['a link with our name in front', `<a href="${publicUrl}.evil.example/">x</a>`, 'link_not_allowed'],
    ['a link to a name that ends like a listed one', '<a href="https://evilacme.example">x</a>', 'link_not_allowed'],
    ['a link without a scheme', '<a href="//evil.example">x</a>', 'link_not_allowed'],
    ['a link that is a script', '<a href="java&#10;script:alert(1)">x</a>', 'link_not_allowed'],
    ['a link with blanks before it', '<a href=" &#9;https://evil.example">x</a>', 'link_not_allowed'],
    ['an unencrypted link to a listed domain', '<a href="http://acme.example">x</a>', 'link_not_allowed'],
    ['a link to a mailbox', '<a href="mailto:x@evil.example">x</a>', 'link_not_allowed'],
    ['a foreign picture', '<img src="https://evil.example/pixel.gif">', 'link_not_allowed'],
    ['a picture in the text itself', '<img src="data:image/svg+xml,<svg onload=alert(1)>">', 'link_not_allowed'],
    ['a foreign address as text', '<p>Go to https://evil.example/login now</p>', 'link_not_allowed'],
    ['one that is written in entities', '<p>https&colon;&#47;&#47;evil.example</p>', 'link_not_allowed'],
    ['one without a scheme', '<b>www.evil.example</b>', 'link_not_allowed'],
    ['one behind a link of ours', `<a href="${publicUrl}/x">https://evil.example</a>`, 'link_not_allowed'],
  ])('with %s is refused when it is set and harmless when it is sent', (_, html, code) => {
    expect(codesOf(html)).toContain(code);
    expect(clean(html)).not.toMatch(
      /evil\.|<script|alert|onclick|onload|<style|<form|<input|data:|mailto:|javascript/i,
    );
  });

  it.each([
    ['fetches', 'background:url(https://evil.example/x)'],
    ['covers the page', 'position:fixed;top:0;left:0'],
    ['hides', 'display:none'],
    ['computes', 'width:expression(alert(1))'],
    ['escapes', 'color:re\\64;background-image:u\\72l(//evil.example)'],
    ['breaks out', 'color:red}</style><script>alert(1)</script>'],
  ])('a style that %s is dropped', (_, style) => {
    expect(clean(`<p style="${style.replaceAll('"', '&quot;')}">x</p>`)).toMatch(/^<p(?: style="color:red")?>x<\/p>$/);
  });

  it('is made of allowed parts after it was cleaned: cleaning once more changes nothing', () => {
    const hostile = `<a href="${publicUrl}/x" style="color:red;position:fixed">a &lt;b&gt; & "c" https://evil.example</a><noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>`;

    expect(clean(clean(hostile))).toBe(clean(hostile));
    expect(clean(hostile)).not.toMatch(/onerror|evil/);
  });
});

it('HTML with hundreds of open tags is refused when it is set, and its text goes out in its place', () => {
  const html = `${'<b>'.repeat(501)}x`;

  expect(codesOf(html)).toEqual(['too_deep']);
  expect(words.clean({ subject: 's', text: 'Plain & www.evil.example', html, language: 'en' }).html).toContain(
    '<p>Plain &amp; […]</p>',
  );
});

describe('a text of a tenant', () => {
  it.each([
    ['https://evil.example/a', '[…]'],
    [`See ${publicUrl}/interview/abc.`, `See ${publicUrl}/interview/abc.`],
    ['(https://jobs.acme.example/1), or www.evil.example!', '(https://jobs.acme.example/1), or […]'],
    ['HTTP://EVIL.example and ftp://evil.example', '[…] and […]'],
    ['Node.js, a/b, 10:30, C++://', 'Node.js, a/b, 10:30, C++://'],
  ])('%j goes out as %j', (text, sent) => {
    expect(cleanText(text)).toBe(sent);
  });

  it('says which addresses are not allowed, and which are', () => {
    const [fault] = words.faultsOf({ text: 'https://evil.example/a https://acme.example' });

    expect(fault?.code).toBe('link_not_allowed');
    expect(fault?.message).toContain('parley.example, acme.example only, not to: https://evil.example/a.');
  });
});

describe('as long as settings allow', () => {
  const longest = 50_000;
  const long = (part: string, length: number): string => part.repeat(Math.ceil(length / part.length)).slice(0, length);
  /** The quickest of some: what the machine does besides only adds to it. */
  const costOf = (html: string): number =>
    Math.min(
      ...Array.from({ length: 5 }, () => {
        const startedAt = performance.now();
        clean(html);
        words.faultsOf({ html });
        return performance.now() - startedAt;
      }),
    );

  it.each([
    ['open tags', '', '<b>', ''],
    ['many tags within many', '<b>'.repeat(490), '<i>x</i>', ''],
    ['nested tables', '', '<table><tr><td>x', ''],
    ['attributes', '<p ', 'a="b" ', '>'],
    ['one attribute', '<p style="', 'color:red;', '">'],
    ['braces in a style', '<p style="', 'a{', '">'],
    ['comments in a style', '<p style="', '/*', '">'],
    ['entities', '', '&amp;', ''],
    ['half entities', '', '&', ''],
    ['angle brackets', '', '<', ''],
    ['closing brackets', '', '>', ''],
    ['comments', '', '<!--', ''],
    ['links', '', 'https://evil.example/ ', ''],
    ['schemes', '', 'a://', ''],
    ['what almost is a link', '', 'aaaaaaaaaaaaaaaaaaaaaaaa:/', ''],
    ['one link', 'https://', 'a', ''],
    ['frames', '', '<iframe>', ''],
    ['noscript', '', '<noscript><p>', ''],
  ])('the cost of %s grows with their length, not with its square', (_, before, part, after) => {
    const [less, more] = [longest / 4, longest].map((length) => costOf(`${before}${long(part, length)}${after}`));

    // Four times the length: a square would be sixteen times the cost.
    expect(more).toBeLessThan(Math.max(9 * (less ?? 0), 250));
  });
});

describe('a mail whose HTML takes too long to read when it is sent', () => {
  const pool = createTextPool({
    threads: 1,
    timeLimitMs: 1,
    memoryLimitMb: 64,
    metrics: createMetrics(),
    log: recordingLog([]),
  });
  afterAll(pool.close);

  it('goes with HTML made of its plain text', async () => {
    const clean = createCleanMail({ textWork: pool, mailWords: words, linkDomains: [] });
    const html = `<p>${'<b>a</b> '.repeat(5_000)}</p>`;

    const sent = await clean({ subject: 'Come in', text: 'Dear www.evil.example', html, language: 'en' }, 'tenant_one');

    expect(sent).toMatchObject({ subject: 'Come in', text: 'Dear […]' });
    expect(sent.html).toContain('Dear […]');
    expect(sent.html).not.toContain('<b>');
  });
});
