import { describe, expect, test } from 'vitest';
import { defaultPolicy } from '../lifecycle/policy.ts';
import {
  defaultSettings,
  mergeSettings,
  minutesWanted,
  policyOf,
  resolveSettings,
  settingsProblems,
} from './policy.ts';
import { settingsPatchSchema, tenantSettingsSchema } from './settings.ts';

describe('tenant settings', () => {
  test('of a tenant that set nothing are the default policy', () => {
    expect(policyOf({})).toEqual(defaultPolicy);
    expect(tenantSettingsSchema.parse(defaultSettings)).toEqual(defaultSettings);
    expect(settingsProblems(defaultSettings)).toEqual([]);
  });

  test('want interviews of 15 to 30 minutes unless they say otherwise, each bound by itself', () => {
    const minutes = (interview?: object) => minutesWanted(resolveSettings({ ...(interview && { interview }) }));

    expect(minutes()).toEqual({ min: 15, max: 30 });
    expect(minutes({ minutesMax: 45 })).toEqual({ min: 15, max: 45 });
    for (const interview of [
      { minutesMin: 1, minutesMax: 12 },
      { minutesMin: 120, minutesMax: 120 },
    ]) {
      expect(settingsPatchSchema.safeParse({ interview }).success).toBe(true);
      expect(settingsProblems(resolveSettings({ interview }))).toEqual([]);
    }
  });

  test('reach the policy in milliseconds', () => {
    const policy = policyOf({ plan: { deadline: 'PT3S', reminders: ['PT1S', 'PT2S'] }, link: { life: 'P2D' } });

    expect(policy).toMatchObject({ planDeadlineMs: 3_000, planRemindersMs: [1_000, 2_000], linkLifeMs: 172_800_000 });
  });

  test('with a shorter deadline drop the default reminders that come too late', () => {
    expect(resolveSettings({ plan: { deadline: 'P4D' } }).plan).toEqual({ deadline: 'P4D', reminders: ['P1D', 'P3D'] });
    expect(settingsProblems(resolveSettings({ plan: { deadline: 'PT1S' }, link: { life: 'PT1S' } }))).toEqual([]);
  });

  test('refuse an accent that cannot be read, and name the nearest that can', () => {
    const withAccent = (accent: string) => settingsProblems(resolveSettings({ room: { accent } }));

    expect(withAccent('#1d5bb8')).toEqual([]);
    expect(withAccent('#ffcc00')).toMatchObject([
      { pointer: '/room/accent', code: 'low_contrast', message: expect.stringContaining('#8c7000') },
    ]);
    expect(withAccent('#8c7000')).toEqual([]);
    expect(tenantSettingsSchema.shape.room.shape.accent.parse('#FFCC00')).toBe('#ffcc00');
    for (const accent of ['red', '#fff', '#12345g', '#1234567', 'rgb(0,0,0)'])
      expect(tenantSettingsSchema.shape.room.shape.accent.safeParse(accent).success).toBe(false);
  });

  test('change where the patch says so, and null goes back to the default', () => {
    const own = mergeSettings(
      { plan: { deadline: 'P5D', reminders: ['P1D'] }, defaultLocale: 'de' },
      { plan: { deadline: null } },
    );

    expect(own).toEqual({ plan: { reminders: ['P1D'] }, defaultLocale: 'de' });
    expect(mergeSettings(own, { plan: { reminders: null }, defaultLocale: null })).toEqual({});
    expect(mergeSettings(own, { plan: null })).toEqual({ defaultLocale: 'de' });
    expect(mergeSettings(own, {})).toEqual(own);
  });

  test.each([
    [{ plan: { deadline: 'P5D', reminders: ['P5D'] } }, '/plan/reminders/0', 'too_late'],
    [{ info: { reminders: ['P2D', 'P1D'] } }, '/info/reminders/1', 'not_in_order'],
    [{ info: { reminders: ['P1D', 'PT24H'] } }, '/info/reminders/1', 'not_in_order'],
    [{ schedule: { remindersBefore: ['PT1H', 'P1D'] } }, '/schedule/remindersBefore/1', 'not_in_order'],
    [{ link: { life: 'P1D', remindersBefore: ['P2D'] } }, '/link/remindersBefore/0', 'too_late'],
    [{ interview: { minutesMin: 31 } }, '/interview/minutesMin', 'not_in_order'],
    [{ interview: { minutesMax: 14 } }, '/interview/minutesMin', 'not_in_order'],
    [{ measures: { manualMinutes: 2 } }, '/measures/reviewMinutes', 'not_in_order'],
    [{ evaluation: { report: 'a'.repeat(64), engine: 'offline' } }, '/evaluation/promptHash', 'missing'],
  ])('%j are refused at %s', (own, pointer, code) => {
    expect(settingsProblems(resolveSettings(own))).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  test.each([
    { plan: { deadline: 'PT0S' } },
    { plan: { deadline: 'P366D' } },
    { plan: { deadline: 5 } },
    { plan: { reminders: Array(11).fill('P1D') } },
    { plan: { color: 'red' } },
    { interview: { minutesMin: 0 } },
    { interview: { minutesMin: 121 } },
    { interview: { minutesMax: 11 } },
    { interview: { minutesMax: 121 } },
    { interview: { minutesMax: 20.5 } },
    { measures: { timeZone: 'Berlin' } },
    { measures: { timeZone: '+02:00' } },
    { measures: { timeZone: 'EST' } },
    { measures: { timeZone: 'Europe/Atlantis' } },
    { measures: { manualMinutes: 601 } },
    { measures: { reviewMinutes: -1 } },
    { measures: { manualMinutes: 1.5 } },
    { autoApprovePlans: 'yes' },
    { defaultLocale: 'english please' },
    { evaluation: { report: 'A'.repeat(64) } },
    { evaluation: { model: 'two words' } },
    { unknown: 1 },
  ])('%j do not pass the schema', (patch) => {
    expect(settingsPatchSchema.safeParse(patch).success).toBe(false);
  });
});
