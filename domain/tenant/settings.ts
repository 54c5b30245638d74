// What a tenant may decide about its interviews: how long each step waits, when to remind, how long data is kept.
import { z } from 'zod';
import { canonicalLanguageTag, languageTag, languageTagRule } from '../text/language-tag.ts';
import { parseDuration } from '../text/duration.ts';
import { isTimeZone } from '../text/time-zone.ts';
import { resultDetails } from '../ports/result-links.ts';
import { mailSettingsSchema } from '../mail/mail-settings.ts';

const dayMs = 86_400_000;
export const durationBounds = { minMs: 1_000, maxMs: 365 * dayMs } as const;
const remindersMax = 10;

const withinBounds = (text: string): boolean => {
  const durationMs = parseDuration(text);
  return durationMs !== null && durationMs >= durationBounds.minMs && durationMs <= durationBounds.maxMs;
};

const duration = (description: string) =>
  z
    .string()
    .max(30)
    .refine(withinBounds, { error: 'An ISO 8601 duration from PT1S to P365D, without months and years.' })
    .meta({ description: `${description} ISO 8601, PT1S to P365D.` });

const durations = (description: string) =>
  z
    .array(duration('One reminder.'))
    .max(remindersMax)
    .meta({ description: `${description} In the order in which they are sent; at most ${remindersMax}.` });

const sha256Hex = (description: string) =>
  z
    .string()
    .max(64)
    .regex(/^[0-9a-f]{64}$/, { error: '64 hexadecimal digits, in lower case.' })
    .nullable()
    .meta({ description });

const evaluated = (lengthMax: number, description: string) =>
  z
    .string()
    .max(lengthMax)
    .regex(/^[\w.:/@+-]+$/, { error: 'A name as the configuration has it, without blanks.' })
    .nullable()
    .meta({ description });

/** Every setting, resolved: what the tenant set, else the default. */
export const tenantSettingsSchema = z
  .strictObject({
    autoApprovePlans: z.boolean().meta({ description: 'Plans need no decision: PENDING is skipped.' }),
    requireDeciderNames: z.boolean().meta({
      description: 'Decisions on plans and verdicts must name who made them; applies to running interviews too.',
    }),
    info: z.strictObject({
      reminders: durations('After the questions were put to the recruiter.'),
      deadline: duration('Then the interview expires.'),
    }),
    plan: z.strictObject({
      reminders: durations('After the plan was ready.'),
      deadline: duration('Then the interview expires.'),
    }),
    interview: z.strictObject({
      minutesMin: z.int().min(1).max(120).meta({ description: 'A plan that takes less says so to who decides on it.' }),
      minutesMax: z.int().min(12).max(120).meta({
        description:
          'A drafted plan takes no longer: its questions get less time each. One that was revised to take longer waits for a person.',
      }),
    }),
    link: z.strictObject({
      life: duration('How long the candidate link works after the approval.'),
      remindersBefore: durations('Before the end of the link.'),
    }),
    schedule: z.strictObject({
      remindersBefore: durations('Before the agreed start.'),
      noShowAfter: duration('After the agreed start the candidate counts as absent.'),
    }),
    session: z.strictObject({
      inactivityReminders: durations('After the last answer of the candidate.'),
      window: duration('From the first session on, answers are accepted this long.'),
    }),
    verdict: z.strictObject({
      reminders: durations('After the assessment was ready.'),
      repeatEvery: duration('After the listed reminders, one every so often.'),
      deadline: duration('Then the interview is marked for attention; it never expires here.'),
    }),
    retention: z.strictObject({
      personalData: duration('Personal data is erased this long after the end of an interview.'),
      recordings: duration('Recordings are deleted this long after the end of an interview.'),
      assessments: duration('Assessments are deleted this long after the end of an interview.'),
    }),
    webhooks: z.strictObject({
      callbackOnly: z.boolean().meta({
        description:
          'Events of an interview with a `callbackUrl` go there alone; otherwise the webhook endpoints hear of them too. Counts at once, for running interviews as well.',
      }),
    }),
    results: z.strictObject({
      detail: z.enum(resultDetails).meta({
        description:
          'What the public page of a result shows to whoever has its link: `summary` (total, verdict, summary, scores) or `quotes` (also why, with the words of the candidate). Counts at once.',
      }),
      linkLife: duration('How long the link to the page of a result works; an ATS that asks later gets a new one.'),
    }),
    room: z.strictObject({
      showScores: z.boolean().meta({
        description:
          'Candidates see their scores per competency, and why, once a person has decided. Counts at once, for ended interviews as well.',
      }),
      accent: z
        .string()
        .max(7)
        .overwrite((colour) => colour.toLowerCase())
        .regex(/^#[0-9a-f]{6}$/, { error: 'A colour such as #1d5bb8.' })
        .nullable()
        .meta({
          description:
            'The colour of buttons and links on the page of candidates, `#rrggbb`; null for that of Parley. Its contrast with a light page has to be at least 4.5. The one for dark pages is made of it.',
        }),
    }),
    review: z.strictObject({
      blindFirst: z.boolean().meta({
        description:
          'On the recruiter’s page scores are shown once their reader has rated each competency, or passed. Counts at once.',
      }),
      target: duration(
        'How soon what waits for a person is to be decided: the inbox of a reviewer tells what is late by it. Counts at once, and changes nothing else.',
      ),
      appealDeadline: duration(
        'After a candidate asked for a review of the decision: until then another person is to have decided, with reminders on the way; an open one is marked as overdue.',
      ),
    }),
    evaluation: z
      .strictObject({
        report: sha256Hex('SHA-256 of the report of an evaluation (`parley evaluate`) that stands behind the scores.'),
        engine: evaluated(60, 'The engine it is about.'),
        model: evaluated(200, 'The model it is about, as configured; null for the offline engine.'),
        promptHash: sha256Hex('The judges’ instructions it is about.'),
        rulesHash: sha256Hex('The rules of scoring it is about.'),
        readings: evaluated(
          200,
          'How many readings it is about, and how they were drawn; null for the offline engine.',
        ),
      })
      .meta({
        description:
          'The evidence that a person looked at before relying on scores; the command prints it whole. When what scores is not what it is about any more, `doctor`, metrics and audit bundles say `evaluation_outdated`. Changes no score.',
      }),
    measures: z.strictObject({
      timeZone: z
        .string()
        .max(64)
        .refine(isTimeZone, { error: 'A zone such as Europe/Berlin, or UTC.' })
        .meta({ description: 'In which the measures count days, such as `Europe/Berlin`.' }),
      manualMinutes: z.int().min(0).max(600).meta({
        description:
          'What a candidate takes without Parley: the phone screen, and copying the notes of it into the ATS.',
      }),
      reviewMinutes: z.int().min(0).max(600).meta({
        description: 'What the review of a result takes. Both are used for the hours saved, also of times before.',
      }),
    }),
    mail: mailSettingsSchema,
    defaultLocale: z
      .string()
      .max(35)
      .overwrite(canonicalLanguageTag)
      .regex(languageTag, { error: languageTagRule })
      .meta({ description: 'Used for interviews that name no locale.' }),
  })
  .meta({ id: 'TenantSettings' });
export type TenantSettings = z.infer<typeof tenantSettingsSchema>;

type PerGroup<T, Extra> = {
  [Name in keyof T]?:
    | (T[Name] extends unknown[] | string | boolean ? T[Name] : { [Field in keyof T[Name]]?: T[Name][Field] | Extra })
    | Extra;
};

/** What a tenant has set itself, as stored; everything else follows the defaults. */
export type TenantOverrides = PerGroup<TenantSettings, never>;

/** A change: what is absent stays, null goes back to the default. */
export type SettingsPatch = PerGroup<TenantSettings, null>;

const changeable = (schema: z.ZodType) => schema.nullable().optional();

/** Groups and records may be changed in part, at any depth. */
const changeableGroup = (schema: z.ZodType): z.ZodType => {
  if (schema instanceof z.ZodOptional) return changeableGroup(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodRecord)
    return changeable(z.partialRecord(schema.keyType, changeableGroup(schema.valueType as z.ZodType)));
  if (!(schema instanceof z.ZodObject)) return changeable(schema);
  const fields = Object.entries<z.ZodType>(schema.shape).map(
    ([name, field]) => [name, changeableGroup(field)] as const,
  );
  return changeable(z.strictObject(Object.fromEntries(fields)));
};

const patchFields = Object.entries<z.ZodType>(tenantSettingsSchema.shape).map(
  ([name, schema]) => [name, changeableGroup(schema)] as const,
);

export const settingsPatchSchema = z.strictObject(Object.fromEntries(patchFields)).meta({
  id: 'TenantSettingsPatch',
  description: 'A partial change: what is absent stays, null goes back to the default.',
  example: { autoApprovePlans: true, plan: { deadline: 'P10D', reminders: ['P1D', 'P5D'] }, link: null },
}) as unknown as z.ZodType<SettingsPatch>;
