// What a tenant may decide about mail: whether candidates get any, who is told of what waits, and the texts.
import { z } from 'zod';
import type { FieldProblem } from '../errors.ts';
import { addressIn, addressKey, isMailable } from './address.ts';
import { languageTag, languageTagRule } from '../text/language-tag.ts';
import type { MailWords } from '../ports/mail-words.ts';
import { typedAs } from '../text/typed-text.ts';
import {
  fillIn,
  mailPlaceholders,
  mailRules,
  placeholdersIn,
  mailTemplates,
  type MailTemplate,
  type MailValues,
} from './placeholders.ts';

const languagesMax = 10;
const charactersMax = 200_000;

const ownWords = (lengthMax: number) =>
  z
    .string()
    .max(lengthMax)
    .overwrite((text) => typedAs('prose', text))
    .min(1);

const textsSchema = z.strictObject({
  subject: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\p{Cc}]*$/u, { error: 'One line.' })
    .overwrite((subject) => typedAs('line', subject))
    .min(1),
  text: ownWords(10_000),
  html: ownWords(50_000)
    .optional()
    .meta({ description: 'Made from the text when absent. Values are escaped when they are filled in.' }),
});

const perLanguage = z.record(z.string().regex(languageTag, { error: languageTagRule }), textsSchema);

/** Nobody would hear of a mail that cannot go anywhere, so what cannot be mailed to is refused here. */
const address = z
  .string()
  .max(320)
  .overwrite(addressIn)
  .refine(isMailable, {
    error: 'One address that mail can be sent to, such as dana@acme.example.',
    params: { code: 'wrong_format' },
  });

const distinct = (addresses: string[]): string[] =>
  [...new Map(addresses.toReversed().map((one) => [addressKey(one), one])).values()].toReversed();

export const mailSettingsSchema = z.strictObject({
  candidates: z.boolean().meta({ description: 'Candidates with an address get mails.' }),
  recruiters: z
    .array(address)
    .max(10)
    .overwrite(distinct)
    .meta({ description: 'Who is told what waits for a person, with signed links.' }),
  senderName: z
    .string()
    .min(1)
    .max(100)
    .regex(/^[^\p{Cc}<>"]*$/u, { error: 'A name without control characters, quotes and angle brackets.' })
    .overwrite((name) => typedAs('name', name))
    .min(1)
    .nullable()
    .meta({ description: 'Shown as the sender; the address is the deployment’s.' }),
  replyTo: address.nullable().meta({ description: 'Where answers to mails go.' }),
  templates: z
    .partialRecord(z.enum(mailTemplates), perLanguage)
    .meta({ description: 'Own texts by template and language; `{{…}}` stands for a value from a fixed list.' }),
});
export type MailSettings = z.infer<typeof mailSettingsSchema>;

export const defaultMailSettings: MailSettings = {
  candidates: true,
  recruiters: [],
  senderName: null,
  replyTo: null,
  templates: {},
};

type Texts = { subject?: string | undefined; text?: string | undefined; html?: string | undefined };
type Field = { template: MailTemplate; pointer: string; text: string };

const foreignPlaceholders = ({ template, pointer, text }: Field): FieldProblem[] => {
  const allowed: readonly string[] = mailRules[template].allowed;
  if (placeholdersIn(text).every((name) => allowed.includes(name))) return [];
  const message = `This mail knows only these placeholders: ${allowed.map((name) => `{{${name}}}`).join(', ')}.`;
  return [{ pointer, code: 'placeholder_unknown', message }];
};

const absentPlaceholders = ({ template, pointer, text }: Field): FieldProblem[] =>
  mailRules[template].required
    .filter((name) => !placeholdersIn(text).includes(name))
    .map((name) => ({ pointer, code: 'placeholder_missing', message: `Needs {{${name}}}.` }));

const textProblems = (template: MailTemplate, pointer: string, { subject, text, html }: Texts): FieldProblem[] => {
  const absent = Object.entries({ subject, text })
    .filter(([, value]) => value === undefined)
    .map(([name]) => ({ pointer: `${pointer}/${name}`, code: 'required', message: 'A mail needs subject and text.' }));
  const fieldsOf = (named: Record<string, string | undefined>): Field[] =>
    Object.entries(named).flatMap(([name, value]) =>
      value === undefined ? [] : [{ template, pointer: `${pointer}/${name}`, text: value }],
    );
  return [
    ...absent,
    ...fieldsOf({ subject, text, html }).flatMap(foreignPlaceholders),
    ...fieldsOf({ text, html }).flatMap(absentPlaceholders),
  ];
};

const templateProblems = (template: MailTemplate, texts: Record<string, Texts>): FieldProblem[] => {
  const pointer = `/mail/templates/${template}`;
  const languages = Object.entries(texts);
  const problems = languages.flatMap(([language, own]) => textProblems(template, `${pointer}/${language}`, own));
  if (languages.length <= languagesMax) return problems;
  return [...problems, { pointer, code: 'too_many', message: `At most ${languagesMax} languages.` }];
};

/** Placeholders that do not belong, and what merging changes can leave behind: a text without its subject, too much of it all. */
export const mailProblems = ({ templates }: MailSettings): FieldProblem[] => {
  const problems = mailTemplates.flatMap((template) => templateProblems(template, templates[template] ?? {}));
  if (JSON.stringify(templates).length <= charactersMax) return problems;
  const message = `All texts together have at most ${charactersMax} characters.`;
  return [...problems, { pointer: '/mail/templates', code: 'too_large', message }];
};

type Words = Pick<MailWords, 'faultsOf' | 'publicUrl'>;

const samplesOf = ({ publicUrl }: Words): MailValues =>
  Object.fromEntries(
    mailPlaceholders.map((name) => [name, ['link', 'inboxLink'].includes(name) ? `${publicUrl}/interview/x` : 'x']),
  ) as MailValues;

/** What of a tenant's own words would not go out: told when they are set, since it is taken out when they are sent. */
export const mailWordProblems = ({ templates }: MailSettings, words: Words): FieldProblem[] => {
  const filled = (text: string): string => fillIn(text, samplesOf(words), (value) => value);
  const problemsAt = (pointer: string, given: Parameters<Words['faultsOf']>[0]): FieldProblem[] =>
    words.faultsOf(given).map((fault) => ({ pointer, ...fault }));
  return Object.entries(templates).flatMap(([template, languages]) =>
    Object.entries(languages ?? {}).flatMap(([language, { subject, text, html }]) => {
      const pointer = `/mail/templates/${template}/${language}`;
      return [
        ...problemsAt(`${pointer}/subject`, { text: filled(subject) }),
        ...problemsAt(`${pointer}/text`, { text: filled(text) }),
        ...(html === undefined ? [] : problemsAt(`${pointer}/html`, { html: filled(html) })),
      ];
    }),
  );
};
