// How a tenant shows itself to its candidates: a logo that we make of what it sends, and its colour.
import type { Administration, Branding, Logo } from '../../domain/ports/administration.ts';
import { resolveSettings } from '../../domain/tenant/policy.ts';
import { accentPair } from '../../domain/text/contrast.ts';
import type { Asker } from './tenants.ts';

export type BrandingDeps = {
  administration: Administration;
  /** Throws `image.invalid` for what is no picture. */
  makeLogo(bytes: Uint8Array): Promise<Logo>;
};

type Act = { tenantId: string; asker: Asker };

/** Below the origin that the page comes from. */
const logoPath = (hash: string): string => `/logos/${hash}.png`;

export const createReadBranding =
  ({ administration }: Pick<BrandingDeps, 'administration'>) =>
  async (tenantId: string): Promise<Branding> => {
    const [tenant, hash] = await Promise.all([
      administration.read.findTenant(tenantId),
      administration.read.findLogoHash(tenantId),
    ]);
    const { accent } = resolveSettings(tenant?.settings ?? {}).room;
    return {
      logoUrl: hash === null ? null : logoPath(hash),
      accent: accent === null ? null : accentPair(accent),
    };
  };

export const createBranding = ({ administration, makeLogo }: BrandingDeps) => ({
  /** The path of the new one. */
  setLogo: async ({ tenantId, asker, bytes }: Act & { bytes: Uint8Array }): Promise<string> => {
    const logo = await makeLogo(bytes);
    await administration.transaction(tenantId, async (unit) => {
      await unit.saveLogo(tenantId, logo);
      await unit.appendAudit({ act: 'tenant.logo_changed', targetKind: 'tenant', targetId: tenantId, ...asker });
    });
    return logoPath(logo.hash);
  },

  removeLogo: async ({ tenantId, asker }: Act): Promise<void> => {
    await administration.transaction(tenantId, async (unit) => {
      if (await unit.removeLogo(tenantId))
        await unit.appendAudit({ act: 'tenant.logo_removed', targetKind: 'tenant', targetId: tenantId, ...asker });
    });
  },

  findLogoImage: (hash: string): Promise<Uint8Array | null> => administration.read.findLogoImage(hash),

  readBranding: createReadBranding({ administration }),
});
export type BrandingUseCases = ReturnType<typeof createBranding>;
