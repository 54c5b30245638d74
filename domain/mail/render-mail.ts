// Writes a mail out of its template and what is known of the interview: plain substitution, escaped in HTML, no logic in texts.
import { errorTable, isErrorCode } from '../errors.ts';
import type { HelpCode } from '../lifecycle/facts.ts';
import type { InterviewState } from '../lifecycle/state.ts';
import { escapeHtml } from '../text/escape-html.ts';
import { runsRightToLeft, typedAs } from '../text/typed-text.ts';
import { explain } from '../writeback/explain.ts';
import { findText, type FoundText } from './find-text.ts';
import { htmlOfText } from './html.ts';
import type { AppealMailCode, MailLocale, MailOverrides } from './mail-text.ts';
import type { NoticeCause } from './notices.ts';
import { fillIn, mailRules, onlyAllowed, type MailValues, type MailTemplate } from './placeholders.ts';

/** What a mail may say; nothing of the assessment is in here, so no template can tell it. Times are epoch milliseconds. */
export type MailFacts = {
  candidateName: string | null;
  candidateRef: string | null;
  position: string | null;
  level: string | null;
  companyName: string | null;
  /** Whether answers to the mail reach somebody. */
  answerable: boolean;
  state: InterviewState;
  /** The code of a request for help, of what needs attention, or of what a notice is about. */
  code: string | null;
  link: string | null;
  linkExpiresAt: number | null;
  /** To everything that waits for the reader of this mail. */
  inboxLink: string | null;
  scheduledAt: number | null;
  /** Until when a review is to be decided. */
  dueAt: number | null;
  /** What the interview takes; null where nobody knows. */
  minutes: number | null;
};

export type RenderRequest = { template: MailTemplate; locale: string; overrides: MailOverrides; facts: MailFacts };
export type RenderedMail = { subject: string; text: string; html: string; language: string };

/**
 * As a part of a sentence: one line that hides nothing, whenever it was stored. Letters that run from right to left are set
 * apart, so that what stands around them keeps its place.
 */
const inSentence = (text: string): string => {
  const line = typedAs('name', text);
  return runsRightToLeft(line) ? `\u2068${line}\u2069` : line;
};

const timeText = (at: number | null, language: string): string => {
  if (at === null) return '';
  const style = { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC', hourCycle: 'h23' } as const;
  const supported = Intl.DateTimeFormat.supportedLocalesOf([language]).length > 0 ? language : 'en';
  return `${new Intl.DateTimeFormat(supported, style).format(at)} UTC`;
};

const isHelpCode = (code: string, help: Record<HelpCode, string>): code is HelpCode => Object.hasOwn(help, code);

const attentionOf = (code: string, { attention }: MailLocale): string =>
  attention[code] ?? (isErrorCode(code) ? errorTable[code].title : code);

/** What a mail is about that is told by sentences of its own, by what happened, else by what waits. */
const toldOf = (
  template: MailTemplate,
  { appeal, notices, reminders }: MailLocale,
  { code, state }: Pick<MailFacts, 'code' | 'state'>,
): string => {
  const { audience } = mailRules[template];
  if (template === 'appeal_review') return appeal[code as AppealMailCode] ?? '';
  if (template === `${audience}_notice`) return notices[audience][code as NoticeCause] ?? '';
  return reminders[audience][state] ?? '';
};

const detailOf = ({ template, facts }: RenderRequest, { locale }: FoundText): string => {
  const { code, state } = facts;
  if (template === 'help_requested') return code !== null && isHelpCode(code, locale.help) ? locale.help[code] : '';
  if (template === 'attention_needed') return code === null ? '' : attentionOf(code, locale);
  if (template === 'record_troubled') return code === null ? '' : explain('failed', code).words;
  return toldOf(template, locale, { code, state });
};

const knownOr = (value: string | null, otherwise: string): string => {
  const line = value === null ? '' : inSentence(value);
  return line === '' ? otherwise : line;
};

const clipped = (text: string, lengthMax: number): string => {
  const characters = Array.from(text);
  return characters.length <= lengthMax
    ? text
    : `${characters
        .slice(0, lengthMax - 1)
        .join('')
        .trimEnd()}…`;
};

const subjectLengthMax = 200;

/** Which interview it is, short enough for a subject: cut before it is put into a sentence, so that no direction stays open. */
const aboutOf = ({ facts }: RenderRequest, { unnamed }: MailLocale): string => {
  const short = (value: string | null, otherwise: string, lengthMax: number): string =>
    knownOr(value === null ? null : clipped(value.trim(), lengthMax), otherwise);
  const what = `${short(facts.position, unnamed.position, 60)}, ${short(facts.companyName, unnamed.companyName, 40)}`;
  const reference = short(facts.candidateRef, '', 60);
  return reference === '' ? what : `${what} (${reference})`;
};

const valuesOf = (request: RenderRequest, found: FoundText): MailValues => {
  const { facts } = request;
  const { unnamed, contact } = found.locale;
  const values: MailValues = {
    candidateName: knownOr(facts.candidateName, unnamed.candidateName),
    candidateRef: knownOr(facts.candidateRef, unnamed.candidateRef),
    position: knownOr(facts.position, unnamed.position),
    level: knownOr(facts.level, unnamed.level),
    companyName: knownOr(facts.companyName, unnamed.companyName),
    link: facts.link ?? '',
    inboxLink: facts.inboxLink ?? '',
    linkExpiresAt: timeText(facts.linkExpiresAt, found.language),
    scheduledAt: timeText(facts.scheduledAt, found.language),
    dueAt: timeText(facts.dueAt, found.language),
    minutes: facts.minutes === null ? '' : String(facts.minutes),
    about: '',
    contact: '',
    detail: '',
  };
  const sentence = (text: string): string => fillIn(text, values, (value) => value);
  return {
    ...values,
    about: aboutOf(request, found.locale),
    contact: sentence(facts.answerable ? contact.reply : contact.company),
    detail: sentence(detailOf(request, found)),
  };
};

const aboutTheLink = /\{\{link(?:ExpiresAt)?\}\}/;
const aboutTheInbox = /\{\{inboxLink\}\}/;
const aboutMinutes = /\{\{minutes\}\}/;

/** Nobody is shown an empty place where a link or a number should be. */
const withoutGaps = (text: string, { link, inboxLink, minutes }: MailFacts): string =>
  text
    .split(/\n{2,}/)
    .filter((paragraph) => !(link === null && aboutTheLink.test(paragraph)))
    .filter((paragraph) => !(inboxLink === null && aboutTheInbox.test(paragraph)))
    .filter((paragraph) => !(minutes === null && aboutMinutes.test(paragraph)))
    .join('\n\n');

const asIs = (value: string): string => value;

export const renderMail = (request: RenderRequest): RenderedMail => {
  const found = findText(request.template, request.locale, request.overrides);
  const values = onlyAllowed(request.template, valuesOf(request, found));
  const { subject, html } = found.text;
  const text = withoutGaps(found.text.text, request.facts);
  return {
    subject: clipped(fillIn(typedAs('line', subject), values, asIs).replaceAll(/\s+/gu, ' ').trim(), subjectLengthMax),
    text: `${fillIn(text, values, asIs).trim()}\n`,
    html: fillIn(html ?? htmlOfText(text, found.language), values, escapeHtml),
    language: found.language,
  };
};
