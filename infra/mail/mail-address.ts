// The last look at an address before it reaches a mail server: whatever came in by whichever way, nothing else goes out.

const addressPattern = /^[^\s\p{Cc}\p{Cf}"(),:;<>@[\\\]]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,252}[\p{L}\p{N}])?$/u;
const addressLengthMax = 254;

/** One plain address, with nothing around it: no name, no list, no line break. */
export const isPlainAddress = (text: string): boolean => text.length <= addressLengthMax && addressPattern.test(text);

export type Sender = { name: string; address: string };

const named = /^(?:"([^"<>\p{Cc}]*)"\s*|([^"<>\p{Cc}]*))<([^<>]+)>$/u;

/** Reads `Name <address>` or an address alone. @throws Error for anything else: nothing could be sent with it */
export const senderOf = (from: string): Sender => {
  const [, quoted, plain = '', inBrackets] = named.exec(from.trim()) ?? [];
  const sender = { name: (quoted ?? plain).trim(), address: (inBrackets ?? from).trim() };
  if (!isPlainAddress(sender.address))
    throw new Error('PARLEY_MAIL_FROM is not a sender such as Name <name@example.com>');
  return sender;
};
