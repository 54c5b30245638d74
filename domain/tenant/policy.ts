// What settings come to: the defaults behind them, the rules between them, and the policy that a new run is given.
import { formatDuration, parseDuration } from '../text/duration.ts';
import type { FieldProblem } from '../errors.ts';
import { usualMinutes } from '../plan/plan-minutes.ts';
import type { MinutesBounds } from '../plan/plan.ts';
import { defaultPolicy, type Policy } from '../lifecycle/policy.ts';
import { defaultMailSettings, mailProblems } from '../mail/mail-settings.ts';
import { nearestAccent } from '../text/contrast.ts';
import type { SettingsPatch, TenantOverrides, TenantSettings } from './settings.ts';

const iso = (...durationsMs: number[]): string[] => durationsMs.map(formatDuration);
const ms = (duration: string): number => parseDuration(duration) ?? 0;

export const defaultSettings: TenantSettings = {
  autoApprovePlans: defaultPolicy.autoApprovePlans,
  requireDeciderNames: false,
  info: { reminders: iso(...defaultPolicy.infoRemindersMs), deadline: formatDuration(defaultPolicy.infoDeadlineMs) },
  plan: { reminders: iso(...defaultPolicy.planRemindersMs), deadline: formatDuration(defaultPolicy.planDeadlineMs) },
  interview: { minutesMin: usualMinutes.min, minutesMax: usualMinutes.max },
  link: {
    life: formatDuration(defaultPolicy.linkLifeMs),
    remindersBefore: iso(...defaultPolicy.linkRemindersBeforeMs),
  },
  schedule: {
    remindersBefore: iso(...defaultPolicy.scheduleRemindersBeforeMs),
    noShowAfter: formatDuration(defaultPolicy.noShowAfterMs),
  },
  session: {
    inactivityReminders: iso(...defaultPolicy.inactivityRemindersMs),
    window: formatDuration(defaultPolicy.sessionWindowMs),
  },
  verdict: {
    reminders: iso(...defaultPolicy.verdictRemindersMs),
    repeatEvery: formatDuration(defaultPolicy.verdictReminderEveryMs),
    deadline: formatDuration(defaultPolicy.verdictDeadlineMs),
  },
  retention: { personalData: 'P90D', recordings: 'P30D', assessments: 'P365D' },
  webhooks: { callbackOnly: false },
  results: { detail: 'summary', linkLife: 'P180D' },
  room: { showScores: false, accent: null },
  review: { blindFirst: true, target: 'PT24H', appealDeadline: 'P30D' },
  evaluation: { report: null, engine: null, model: null, promptHash: null, rulesHash: null, readings: null },
  // A phone screen of 15 minutes and 3 for the note of it, against 3 for the review.
  measures: { timeZone: 'UTC', manualMinutes: 18, reviewMinutes: 3 },
  mail: defaultMailSettings,
  defaultLocale: 'en',
};

/** Default reminders that a shorter wait of the tenant's leaves no room for are not sent. */
const reminders = (own: string[] | undefined, defaults: string[], wait: string): string[] =>
  own ?? defaults.filter((reminder) => ms(reminder) < ms(wait));

/** Every setting: the tenant's own, else the default. */
export const resolveSettings = (own: TenantOverrides): TenantSettings => {
  const { info, plan, link, schedule, session, verdict, retention } = defaultSettings;
  const merged = {
    info: { ...info, ...own.info },
    plan: { ...plan, ...own.plan },
    link: { ...link, ...own.link },
    session: { ...session, ...own.session },
    verdict: { ...verdict, ...own.verdict },
  };
  return {
    autoApprovePlans: own.autoApprovePlans ?? defaultSettings.autoApprovePlans,
    requireDeciderNames: own.requireDeciderNames ?? defaultSettings.requireDeciderNames,
    info: { ...merged.info, reminders: reminders(own.info?.reminders, info.reminders, merged.info.deadline) },
    plan: { ...merged.plan, reminders: reminders(own.plan?.reminders, plan.reminders, merged.plan.deadline) },
    link: {
      ...merged.link,
      remindersBefore: reminders(own.link?.remindersBefore, link.remindersBefore, merged.link.life),
    },
    interview: { ...defaultSettings.interview, ...own.interview },
    schedule: { ...schedule, ...own.schedule },
    session: {
      ...merged.session,
      inactivityReminders: reminders(
        own.session?.inactivityReminders,
        session.inactivityReminders,
        merged.session.window,
      ),
    },
    verdict: {
      ...merged.verdict,
      reminders: reminders(own.verdict?.reminders, verdict.reminders, merged.verdict.deadline),
    },
    retention: { ...retention, ...own.retention },
    webhooks: { ...defaultSettings.webhooks, ...own.webhooks },
    results: { ...defaultSettings.results, ...own.results },
    room: { ...defaultSettings.room, ...own.room },
    review: { ...defaultSettings.review, ...own.review },
    evaluation: { ...defaultSettings.evaluation, ...own.evaluation },
    measures: { ...defaultSettings.measures, ...own.measures },
    mail: { ...defaultSettings.mail, ...own.mail },
    defaultLocale: own.defaultLocale ?? defaultSettings.defaultLocale,
  };
};

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mergeFields = (own: Record<string, unknown>, patch: Record<string, unknown>): Record<string, unknown> => {
  const merged = { ...own };
  for (const [name, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    const before = merged[name];
    const next = isGroup(value) ? mergeFields(isGroup(before) ? before : {}, value) : value;
    if (next === null || (isGroup(next) && Object.keys(next).length === 0)) delete merged[name];
    else merged[name] = next;
  }
  return merged;
};

/** Deep merge of a valid patch: what is absent stays, null goes back to the default. */
export const mergeSettings = (own: TenantOverrides, patch: SettingsPatch): TenantOverrides =>
  mergeFields(own, patch) as TenantOverrides;

type ListRule = { pointer: string; list: string[]; below?: string; order: 'ascending' | 'descending' };

const listRules = ({ info, plan, link, schedule, session, verdict }: TenantSettings): ListRule[] => [
  { pointer: '/info/reminders', list: info.reminders, below: info.deadline, order: 'ascending' },
  { pointer: '/plan/reminders', list: plan.reminders, below: plan.deadline, order: 'ascending' },
  { pointer: '/link/remindersBefore', list: link.remindersBefore, below: link.life, order: 'descending' },
  { pointer: '/schedule/remindersBefore', list: schedule.remindersBefore, order: 'descending' },
  {
    pointer: '/session/inactivityReminders',
    list: session.inactivityReminders,
    below: session.window,
    order: 'ascending',
  },
  { pointer: '/verdict/reminders', list: verdict.reminders, below: verdict.deadline, order: 'ascending' },
];

const checkList = ({ pointer, list, below, order }: ListRule): FieldProblem[] => {
  const problems: FieldProblem[] = [];
  for (const [index, text] of list.entries()) {
    const step = ms(text) - ms(list[index - 1] ?? text);
    const inOrder = index === 0 || (order === 'ascending' ? step > 0 : step < 0);
    const at = `${pointer}/${index}`;
    if (!inOrder) problems.push({ pointer: at, code: 'not_in_order', message: `Reminders must be ${order}.` });
    if (below !== undefined && ms(text) >= ms(below))
      problems.push({ pointer: at, code: 'too_late', message: 'A reminder must come before the wait ends.' });
  }
  return problems;
};

const accentProblems = ({ room: { accent } }: TenantSettings): FieldProblem[] => {
  const nearest = accent === null ? null : nearestAccent(accent);
  if (nearest === accent) return [];
  const message = `Too pale to be read on a light page. The nearest that can be is ${nearest}.`;
  return [{ pointer: '/room/accent', code: 'low_contrast', message }];
};

/** What a report is about is known only together with it. */
const evaluationProblems = ({ evaluation }: TenantSettings): FieldProblem[] => {
  const needed = (['engine', 'promptHash', 'rulesHash'] as const).filter((part) => evaluation[part] === null);
  if (evaluation.report === null) return [];
  const message = 'A report is named together with what it is about, as the command prints it.';
  return needed.map((part) => ({ pointer: `/evaluation/${part}`, code: 'missing', message }));
};

/** How long reviewers have for a candidate's appeal. */
export const appealDeadlineMs = (own: TenantOverrides): number => ms(resolveSettings(own).review.appealDeadline);

/** What drafts of plans are held to. */
export const minutesWanted = ({ interview }: TenantSettings): MinutesBounds => ({
  min: interview.minutesMin,
  max: interview.minutesMax,
});

const minutesProblems = ({ interview: { minutesMin, minutesMax } }: TenantSettings): FieldProblem[] =>
  minutesMin <= minutesMax
    ? []
    : [{ pointer: '/interview/minutesMin', code: 'not_in_order', message: 'More than minutesMax.' }];

/** Hours that are lost would be no hours saved. */
const measuresProblems = ({ measures: { manualMinutes, reviewMinutes } }: TenantSettings): FieldProblem[] =>
  reviewMinutes <= manualMinutes
    ? []
    : [{ pointer: '/measures/reviewMinutes', code: 'not_in_order', message: 'More than manualMinutes.' }];

/** Rules between settings; each alone is checked by the schema. */
export const settingsProblems = (settings: TenantSettings): FieldProblem[] => [
  ...listRules(settings).flatMap(checkList),
  ...minutesProblems(settings),
  ...measuresProblems(settings),
  ...accentProblems(settings),
  ...evaluationProblems(settings),
  ...mailProblems(settings.mail),
];

/** The rules of waiting that a new run of this tenant is given; running interviews keep theirs. */
export const policyOf = (own: TenantOverrides): Policy => {
  const { autoApprovePlans, info, plan, link, schedule, session, verdict } = resolveSettings(own);
  return {
    autoApprovePlans,
    infoRemindersMs: info.reminders.map(ms),
    infoDeadlineMs: ms(info.deadline),
    planRemindersMs: plan.reminders.map(ms),
    planDeadlineMs: ms(plan.deadline),
    linkLifeMs: ms(link.life),
    linkRemindersBeforeMs: link.remindersBefore.map(ms),
    scheduleRemindersBeforeMs: schedule.remindersBefore.map(ms),
    noShowAfterMs: ms(schedule.noShowAfter),
    inactivityRemindersMs: session.inactivityReminders.map(ms),
    sessionWindowMs: ms(session.window),
    verdictRemindersMs: verdict.reminders.map(ms),
    verdictReminderEveryMs: ms(verdict.repeatEvery),
    verdictDeadlineMs: ms(verdict.deadline),
  };
};
