// What the candidate is told before anything is recorded: one exact text per run and language, named by its hash.
import type { Digest } from '../ports/system.ts';
import type { RetentionDays } from './retention.ts';
import { canHold, localesOf } from '../request/interview-locales.ts';
import { normalised } from '../text/typed-text.ts';
import { roomLanguages, type RoomLanguage } from './language.ts';
import { companyIn, oneLine, wordsIn } from './words/words-of.ts';
import type { Disclosure } from './words/words.ts';

export type NoticeFacts = {
  /** Of the interview itself. */
  locale: string;
  companyName: string | null;
  position: string | null;
  planRevision: number;
  retentionDays: RetentionDays;
  disclosure: Disclosure;
};

export type Notice = { text: string; hash: string };

/** Taken while another engine was at work, and now held in English: the notice says so. */
export const isEnglishOnly = ({ locale, disclosure }: Pick<NoticeFacts, 'locale' | 'disclosure'>): boolean =>
  !canHold(locale, localesOf(disclosure.engine)) && disclosure.engine === 'offline';

/** The notice of a run: the same facts always give the same text and hash. */
export const buildNotice = (facts: NoticeFacts, language: RoomLanguage, digest: Digest): Notice => {
  const paragraphs = wordsIn(language).notice({
    ...facts,
    company: companyIn(language, facts.companyName),
    position: facts.position === null ? null : oneLine(facts.position),
    englishOnly: isEnglishOnly(facts),
  });
  const text = normalised(paragraphs.join('\n\n'));
  return { text, hash: digest(text) };
};

/** The notice that a hash names, in whichever language it was shown; null when none of the present ones does. */
export const noticeByHash = (
  facts: NoticeFacts,
  hash: string,
  digest: Digest,
): (Notice & { language: RoomLanguage }) | null =>
  roomLanguages
    .map((language) => ({ ...buildNotice(facts, language, digest), language }))
    .find((notice) => notice.hash === hash) ?? null;
