// Where links in mails may lead: to this deployment, and to the domains that its operator lists.

export type LinkRule = {
  allows(link: string): boolean;
  /** The links of a plain text that are not allowed. */
  foreignIn(text: string): string[];
  /** The text without them: programs that show mail make links of what looks like one. */
  withoutForeign(text: string): string;
  places: string;
};

/** As mail programs find links in plain text; every part is bounded or ends at white space, so it is linear. */
const linkInText = /(?:[a-z][a-z0-9+.-]{0,20}:\/\/|www\.)[^\s<>"]{1,2000}/giu;
const removed = '[…]';

const parse = (link: string): URL | null => {
  const whole = /^www\./i.test(link) ? `https://${link}` : link;
  return URL.canParse(whole) ? new URL(whole) : null;
};

export const createLinkRule = (deps: { publicUrl: string; linkDomains: readonly string[] }): LinkRule => {
  const { origin } = new URL(deps.publicUrl);
  const isListed = (host: string): boolean =>
    deps.linkDomains.some((domain) => host === domain || host.endsWith(`.${domain}`));
  const allows = (link: string): boolean => {
    const url = parse(link);
    if (url === null || url.username !== '' || url.password !== '') return false;
    return url.origin === origin || (url.protocol === 'https:' && url.port === '' && isListed(url.hostname));
  };
  const isForeign = (link: string): boolean => !allows(link.replace(/[.,;:!?)\]}'’”…]{1,20}$/u, ''));
  return {
    allows,
    foreignIn: (text) => [...text.matchAll(linkInText)].map(([link]) => link).filter(isForeign),
    withoutForeign: (text) => text.replaceAll(linkInText, (link) => (isForeign(link) ? removed : link)),
    places: [new URL(origin).host, ...deps.linkDomains].join(', '),
  };
};
