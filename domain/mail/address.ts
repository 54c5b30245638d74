// What a mail address is: read as it was meant, told apart from what no mail server takes, compared and spelt as servers do.
import emailRule from 'validator/lib/isEmail.js';
import { typedAs } from '../text/typed-text.ts';

/** Of a forward path, as mail servers take it. */
const lengthMax = 254;

const named = /^(?:"[^"<>]{0,200}"\s{0,5}|[^"<>@,;:]{0,200})<([^<>]{1,320})>$/u;
const linked = /^mailto:([^?%,]{1,320})(?:\?|$)/iu;

/** The address in what was pasted: without blanks around it, a name in front of it or `mailto:`; anything else as it is. */
export const addressIn = (text: string): string => {
  const line = typedAs('line', text);
  return (linked.exec(line)?.[1] ?? named.exec(line)?.[1] ?? line).trim();
};

/** Whatever else a URL may have in its place is none. */
const domainLike = /^[^\s/?#:@\\%[\]]{1,253}$/u;

/** In ASCII and lower case: one spelling for all of one domain. Null for what is none. */
const asciiDomain = (domain: string): string | null => {
  if (!domainLike.test(domain) || !URL.canParse(`http://${domain}`)) return null;
  return new URL(`http://${domain}`).hostname.replace(/\.$/, '');
};

/** As a mail server reads it: the domain in ASCII, the local part as it is; null for what has no such parts. */
export const wireAddress = (address: string): string | null => {
  const at = address.lastIndexOf('@');
  const domain = address.length > lengthMax ? null : asciiDomain(address.slice(at + 1));
  return at < 1 || domain === null ? null : `${address.slice(0, at)}@${domain}`;
};

/** Only one mailbox with nothing around it: no name, no list, no line break, nothing that hides. */
export const isMailable = (address: string): boolean => {
  const wire = wireAddress(address);
  // A quoted local part may hold almost anything; angle brackets would end the address in what is said to a server.
  if (wire === null || /[<>]/.test(wire) || typedAs('line', address) !== address) return false;
  return emailRule.default(wire);
};

/** Equal for all spellings of one mailbox: upper and lower case count in the local part alone. */
export const addressKey = (address: string): string => wireAddress(address) ?? address;
