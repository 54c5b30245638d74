import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foreseen } from './invitation.ts';
import { addressIn, addressKey, isMailable, wireAddress } from './address.ts';

describe('a mail address', () => {
  it.each([
    ['user@example.com', null],
    ['user@xn--h1aigbl0e.xn--p1ai', null],
    ['a=b@example.com', null],
    ['müller@exämple.de', 'müller@xn--exmple-cua.de'],
    ['user@exämple.de', 'user@xn--exmple-cua.de'],
    ['sam+jobs.2026@mail.example.co.uk', null],
    ["o'neil@example.ie", null],
    ['first.last@sub.sub2.example.technology', null],
    ['user@example.photography', null],
    ['!#$%&*+-/=?^_`{|}~@example.com', null],
    ['"sam example"@example.com', null],
    ['"a@b,c"@example.com', null],
    ['x@y.zz', null],
    ['1@2.io', null],
    ['用户@例子.广告', '用户@xn--fsqu00a.xn--4rr70v'],
    ['ドメイン@例え.テスト', 'ドメイン@xn--r8jz45g.xn--zckzah'],
    ['उपयोगकर्ता@उदाहरण.कॉम', 'उपयोगकर्ता@xn--p1b6ci4b4b3a.xn--11b4c3d'],
    ['User.Name@EXAMPLE.Com', 'User.Name@example.com'],
    ['user@FAẞ.de', 'user@xn--fa-hia.de'],
    ['user@faß.de', 'user@xn--fa-hia.de'],
    ['user@ｅxample.com', 'user@example.com'],
    ['user@example.com.', 'user@example.com'],
    [`${'a'.repeat(64)}@example.com`, null],
  ])('is %s', (address, wire) => {
    expect(isMailable(address)).toBe(true);
    expect(wireAddress(address)).toBe(wire ?? address);
  });

  it.each([
    '',
    'sam',
    'sam@',
    '@example.com',
    'sam@example',
    'sam@localhost',
    'sam@@example.com',
    'sam..b@example.com',
    '.sam@example.com',
    'sam.@example.com',
    'sam b@example.com',
    'sam@exa mple.com',
    'sam@-example.com',
    'sam@example-.com',
    'sam@example..com',
    'sam@192.0.2.1',
    'sam@[192.0.2.1]',
    'sam@example.com/x',
    'sam@example.com:25',
    'sam@example.com?x',
    'sam@exa%6dple.com',
    'sam@my_host.example.com',
    'a@b.example, c@d.example',
    'a@b.example;c@d.example',
    'Sam <a@b.example>',
    '<a@b.example>',
    'mailto:a@b.example/',
    '"a<b>"@example.com',
    '"a\r\nb"@example.com',
    'a@b.example\r\nBcc: c@d.example',
    'a@b.example\n',
    ' a@b.example',
    'a\u200b@b.example',
    'a\u202e@b.example',
    'a\u0000@b.example',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(64)}.example`,
    `a@${'b.'.repeat(130)}example`,
    `${'a'.repeat(1_000_000)}@example.com`,
    '@'.repeat(1_000_000),
    `a@${'ü'.repeat(500_000)}.de`,
  ])('is not %j', (text) => {
    expect(isMailable(text)).toBe(false);
  });

  it.each([
    [' sam@example.com\t', 'sam@example.com'],
    ['\u00a0sam@example.com\u00a0\u200b', 'sam@example.com'],
    ['sam@exam\u00adple.com', 'sam@example.com'],
    ['Sam Example <sam@example.com>', 'sam@example.com'],
    ['"Example, Sam" <sam@example.com>', 'sam@example.com'],
    ['<sam@example.com>', 'sam@example.com'],
    ['mailto:sam@example.com', 'sam@example.com'],
    ['MAILTO:sam@example.com?subject=Hi', 'sam@example.com'],
    ['Sam@EXAMPLE.com', 'Sam@EXAMPLE.com'],
    ['other@example.com <sam@example.com>', 'other@example.com <sam@example.com>'],
    ['sam@example.com, kim@example.com', 'sam@example.com, kim@example.com'],
    ['mailto:sam@example.com,kim@example.com', 'mailto:sam@example.com,kim@example.com'],
    ['none', 'none'],
    ['\u200b', ''],
  ])('is read as it was meant: %j', (text, address) => {
    expect(addressIn(text)).toBe(address);
    expect(addressIn(address)).toBe(address);
  });

  it.each([
    ['sam@EXAMPLE.com', 'sam@example.com', true],
    ['sam@exämple.de', 'sam@XN--EXMPLE-CUA.de', true],
    ['sam@EXÄMPLE.de', 'sam@exämple.de', true],
    ['sam@example.com.', 'sam@example.com', true],
    ['Sam@example.com', 'sam@example.com', false],
    ['sam@example.com', 'sam@example.org', false],
    ['sam+1@example.com', 'sam@example.com', false],
    ['none', 'None', false],
  ])('%s and %s are one mailbox: %j', (one, other, same) => {
    expect(addressKey(one) === addressKey(other)).toBe(same);
  });

  it('that no mail can be sent to is foreseen: nobody is called invited by it', () => {
    const pending = { status: 'pending', reason: null } as const;

    expect(foreseen(pending, { address: 'ask at the desk', hasServer: true })).toEqual({
      status: 'not_sent',
      reason: 'address_invalid',
    });
    expect(foreseen(pending, { address: 'sam@example.com', hasServer: true })).toEqual(pending);
  });

  it('never brings into a header or a command what is not part of it', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...Array.from('ab@.<>"\\ \r\n\u0000,;:()[]%äع\u200b\u202e')),
          maxLength: 14,
        }),
        (start) => {
          const address = `${start}@example.com`;
          if (!isMailable(address)) return;
          expect(wireAddress(address)).not.toMatch(/[<>\p{Cc}\u200b\u202e]/u);
          expect(addressIn(address)).toBe(address);
        },
      ),
    );
  });
});
