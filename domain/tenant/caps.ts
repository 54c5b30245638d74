// What the operator grants a tenant at most, so that none takes everybody's share; the tenant sees it and cannot change it.
import { z } from 'zod';

const moneyMax = 1_000_000_000;

/** Every cap, resolved; null where there is none. */
export const tenantCapsSchema = z
  .strictObject({
    activeInterviews: z.int().min(0).max(100_000_000).meta({
      description: 'Interviews that may be open at the same time; at the cap a new one answers 429.',
    }),
    modelSpendPerDay: z.number().min(0).max(moneyMax).nullable().meta({
      description:
        'What language models may cost per day (UTC), in the currency of the deployment’s bill; null for no cap. Runs wait when it is spent, none fails.',
    }),
    mailsPerDay: z.int().min(0).max(100_000_000).meta({
      description: 'Mails that may go out per day (UTC); those beyond it wait for the next day or a higher cap.',
    }),
    recordingBytes: z.int().min(0).max(1_000_000_000_000_000).meta({
      description: 'Bytes of recordings that may be kept; beyond it candidates type (429 `recording.quota_spent`).',
    }),
    uploadBytes: z.int().min(1_024).max(1_000_000_000).nullable().meta({
      description: 'Largest request body; null for what each call takes anyway.',
    }),
  })
  .meta({ id: 'TenantCaps', description: 'Set by the operator of the deployment.' });
export type TenantCaps = z.infer<typeof tenantCapsSchema>;

/** As stored: what the operator has set. */
export type TenantCapOverrides = { [Name in keyof TenantCaps]?: NonNullable<TenantCaps[Name]> };

/** A change: what is absent stays, null goes back to the default. */
export const capsPatchSchema = z.strictObject({
  activeInterviews: tenantCapsSchema.shape.activeInterviews.nullable().optional(),
  modelSpendPerDay: tenantCapsSchema.shape.modelSpendPerDay.optional(),
  mailsPerDay: tenantCapsSchema.shape.mailsPerDay.nullable().optional(),
  recordingBytes: tenantCapsSchema.shape.recordingBytes.nullable().optional(),
  uploadBytes: tenantCapsSchema.shape.uploadBytes.optional(),
});
export type CapsPatch = z.infer<typeof capsPatchSchema>;

export const defaultCaps: TenantCaps = {
  activeInterviews: 10_000,
  modelSpendPerDay: null,
  mailsPerDay: 10_000,
  recordingBytes: 100_000_000_000,
  uploadBytes: null,
};

export const resolveCaps = (own: TenantCapOverrides): TenantCaps => ({ ...defaultCaps, ...own });

export const mergeCaps = (own: TenantCapOverrides, patch: CapsPatch): TenantCapOverrides =>
  Object.fromEntries(Object.entries({ ...own, ...patch }).filter(([, value]) => value !== null && value !== undefined));

/** Money is counted in millionths, so that sums of small amounts are exact. */
export const microsOf = (amount: number): number => Math.round(amount * 1_000_000);
