// Platforms and tenants: made by the operator, their settings changed by whoever may manage the tenant.
import type { AuditActor } from '../../domain/audit/chain.ts';
import { canonicalJson } from '../../domain/text/canonical-json.ts';
import { typedAs } from '../../domain/text/typed-text.ts';
import { AppError, type FieldProblem } from '../../domain/errors.ts';
import type { Administration, Platform, Tenant } from '../../domain/ports/administration.ts';
import type { MailWords } from '../../domain/ports/mail-words.ts';
import { mailWordProblems, type MailSettings } from '../../domain/mail/mail-settings.ts';
import type { Digest } from '../../domain/ports/system.ts';
import { checkLocale } from '../../domain/request/interview-locales.ts';
import { mergeCaps, resolveCaps, type CapsPatch, type TenantCaps } from '../../domain/tenant/caps.ts';
import { mergeSettings, resolveSettings, settingsProblems } from '../../domain/tenant/policy.ts';
import type { SettingsPatch, TenantSettings } from '../../domain/tenant/settings.ts';

export type TenantDeps = {
  administration: Administration;
  newId: (prefix: string) => string;
  digest: Digest;
  mailWords: MailWords;
  /** The languages that the engine can hold an interview in; not looked at where no engine is at hand. */
  locales?: readonly string[];
  /** Judges all words of mails where nobody else waits for it; at once, by `mailWords`, when left out. */
  judgeMailWords?: (mail: MailSettings, tenantId: string) => Promise<FieldProblem[]>;
};

/** Who asks, and in which request: for the audit log. */
export type Asker = { actor: AuditActor; requestId: string | null };

/** A tenant with every setting and cap resolved; `tag` changes whenever one of them does. */
export type TenantView = Omit<Tenant, 'settings' | 'caps'> & {
  settings: TenantSettings;
  caps: TenantCaps;
  tag: string;
};

const nameLengthMax = 200;

const checkedName = (name: string): string => {
  const kept = typedAs('line', name);
  if (kept !== '' && kept.length <= nameLengthMax) return kept;
  const message = `A name has 1 to ${nameLengthMax} characters.`;
  throw new AppError('request.invalid', { errors: [{ pointer: '/name', code: 'wrong_length', message }] });
};

const viewOf = (digest: Digest, tenant: Tenant): TenantView => {
  const settings = resolveSettings(tenant.settings);
  const caps = resolveCaps(tenant.caps);
  return { ...tenant, settings, caps, tag: digest(canonicalJson({ settings, caps })).slice(0, 20) };
};

const existing = async (tenant: Promise<Tenant | null>): Promise<Tenant> => {
  const found = await tenant;
  if (found === null) throw new AppError('tenant.not_found');
  return found;
};

const createPlatform =
  ({ administration, newId }: TenantDeps) =>
  async ({ name, asker }: { name: string; asker: Asker }): Promise<Platform> => {
    const id = newId('plt');
    return await administration.transaction(id, async (unit) => {
      const platform = await unit.insertPlatform({ id, name: checkedName(name) });
      await unit.appendAudit({ act: 'platform.created', targetKind: 'platform', targetId: id, ...asker });
      return platform;
    });
  };

const createTenant =
  ({ administration, newId, digest }: TenantDeps) =>
  async ({
    name,
    platformId,
    asker,
  }: {
    name: string;
    platformId: string | null;
    asker: Asker;
  }): Promise<TenantView> => {
    const id = newId('tnt');
    return await administration.transaction(id, async (unit) => {
      if (platformId !== null && (await unit.findPlatform(platformId)) === null)
        throw new AppError('platform.not_found');
      const tenant = await unit.insertTenant({ id, name: checkedName(name), platformId });
      await unit.appendAudit({ act: 'tenant.created', targetKind: 'tenant', targetId: id, ...asker });
      return viewOf(digest, tenant);
    });
  };

type SettingsChange = {
  tenantId: string;
  patch: SettingsPatch;
  /** Refuses the change when the tag is another by now. */
  expectedTags: readonly string[] | null;
  asker: Asker;
};

/** Words that were set before there was a rule stay, and are cleaned when they are sent: another change is not theirs to refuse. */
const problemsOf = async (
  { mailWords, judgeMailWords }: TenantDeps,
  settings: TenantSettings,
  { tenantId, patch }: SettingsChange,
): Promise<FieldProblem[]> => {
  const problems = settingsProblems(settings);
  if (problems.length > 0 || patch.mail?.templates === undefined) return problems;
  return (await judgeMailWords?.(settings.mail, tenantId)) ?? mailWordProblems(settings.mail, mailWords);
};

const updateTenantSettings =
  (deps: TenantDeps) =>
  async (change: SettingsChange): Promise<TenantView> => {
    const { administration, digest, locales } = deps;
    const { tenantId, patch, expectedTags, asker } = change;
    if (locales && typeof patch.defaultLocale === 'string') checkLocale(patch.defaultLocale, locales, '/defaultLocale');
    return await administration.transaction(tenantId, async (unit) => {
      const before = await existing(unit.findTenant(tenantId));
      const { tag } = viewOf(digest, before);
      if (expectedTags !== null && !expectedTags.includes(tag)) throw new AppError('request.precondition_failed');
      const merged = mergeSettings(before.settings, patch);
      const errors = await problemsOf(deps, resolveSettings(merged), change);
      if (errors.length > 0) throw new AppError('request.invalid', { errors });
      const after = await unit.saveSettings(tenantId, merged);
      await unit.appendAudit({ act: 'tenant.settings_changed', targetKind: 'tenant', targetId: tenantId, ...asker });
      return viewOf(digest, after);
    });
  };

/** For the operator alone. */
const updateTenantCaps =
  ({ administration, digest }: TenantDeps) =>
  async ({ tenantId, patch, asker }: { tenantId: string; patch: CapsPatch; asker: Asker }): Promise<TenantView> =>
    await administration.transaction(tenantId, async (unit) => {
      const before = await existing(unit.findTenant(tenantId));
      const after = await unit.saveCaps(tenantId, mergeCaps(before.caps, patch));
      await unit.appendAudit({ act: 'tenant.caps_changed', targetKind: 'tenant', targetId: tenantId, ...asker });
      return viewOf(digest, after);
    });

export const createTenantUseCases = (deps: TenantDeps) => ({
  createPlatform: createPlatform(deps),
  listPlatforms: () => deps.administration.read.listPlatforms(),
  createTenant: createTenant(deps),
  listTenants: () => deps.administration.read.listTenants(),
  getTenant: async (tenantId: string) =>
    viewOf(deps.digest, await existing(deps.administration.read.findTenant(tenantId))),
  updateTenantSettings: updateTenantSettings(deps),
  updateTenantCaps: updateTenantCaps(deps),
});
export type TenantUseCases = ReturnType<typeof createTenantUseCases>;
