// `parley tenant` and `parley platform`: make them, list them, see and change a tenant's settings.
import { capsPatchSchema, type CapsPatch } from '../../domain/tenant/caps.ts';
import { settingsPatchSchema } from '../../domain/tenant/settings.ts';
import type { TenantView } from '../../usecases/access/tenants.ts';

import { administer, operatorNamed } from './administer.ts';
import { CliError } from '../cli-error.ts';
import { renderRows, type Row } from './print-table.ts';
import type { Options, Verbs } from './verbs.ts';

const tenantColumns = ['id', 'name', 'platformId', 'createdAt'];
const platformColumns = ['id', 'name', 'createdAt'];

const tenantRow = ({
  id,
  name,
  platformId,
  createdAt,
}: Pick<TenantView, 'id' | 'name' | 'platformId' | 'createdAt'>): Row => ({
  id,
  name,
  platformId,
  createdAt,
});

const patchOf = (text: string) => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CliError('The change is not valid JSON.');
  }
  const result = settingsPatchSchema.safeParse(value);
  if (result.success) return result.data;
  throw new CliError(result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
};

const showSettings = ({ settings }: TenantView): string => JSON.stringify(settings, null, 2);

const capOptions = {
  'active-interviews': 'activeInterviews',
  'model-spend': 'modelSpendPerDay',
  'mails-per-day': 'mailsPerDay',
  'recording-bytes': 'recordingBytes',
  'upload-bytes': 'uploadBytes',
} as const;

const capOf = (text: string): number | null => {
  if (text === 'default') return null;
  return /^\d{1,12}(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
};

const capsOf = (options: Options): CapsPatch | null => {
  const given = Object.entries(capOptions).flatMap(([option, cap]) => {
    const text = options[option];
    return text === undefined ? [] : [[cap, capOf(text)]];
  });
  if (given.length === 0) return null;
  const result = capsPatchSchema.safeParse(Object.fromEntries(given));
  if (result.success) return result.data;
  throw new CliError(result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
};

export const tenantVerbs: Verbs = {
  create: {
    options: ['name', 'platform'],
    required: ['name'],
    named: true,
    run: async ({ options: { name = '', platform }, json, operator }) => {
      const wish = { name, platformId: platform ?? null, asker: operatorNamed(operator) };
      const tenant = await administer(({ tenants }) => tenants.createTenant(wish));
      return renderRows([tenantRow(tenant)], { columns: tenantColumns, json });
    },
  },
  list: {
    run: async ({ json }) => {
      const tenants = await administer((useCases) => useCases.tenants.listTenants());
      return renderRows(tenants.map(tenantRow), { columns: tenantColumns, json });
    },
  },
  settings: {
    positionals: ['tenantId'],
    options: ['set'],
    named: true,
    run: async ({ positionals: { tenantId = '' }, options: { set }, operator }) => {
      const change =
        set === undefined
          ? null
          : { tenantId, patch: patchOf(set), expectedTags: null, asker: operatorNamed(operator) };
      return await administer(async ({ tenants }) =>
        showSettings(change ? await tenants.updateTenantSettings(change) : await tenants.getTenant(tenantId)),
      );
    },
  },
  caps: {
    positionals: ['tenantId'],
    options: Object.keys(capOptions),
    named: true,
    run: async ({ positionals: { tenantId = '' }, options, operator }) => {
      const patch = capsOf(options);
      return await administer(async ({ tenants }) => {
        const { caps } = await (patch === null
          ? tenants.getTenant(tenantId)
          : tenants.updateTenantCaps({ tenantId, patch, asker: operatorNamed(operator) }));
        return JSON.stringify(caps, null, 2);
      });
    },
  },
};

export const platformVerbs: Verbs = {
  create: {
    options: ['name'],
    required: ['name'],
    named: true,
    run: async ({ options: { name = '' }, json, operator }) => {
      const platform = await administer(({ tenants }) =>
        tenants.createPlatform({ name, asker: operatorNamed(operator) }),
      );
      return renderRows([platform], { columns: platformColumns, json });
    },
  },
  list: {
    run: async ({ json }) => {
      const platforms = await administer(({ tenants }) => tenants.listPlatforms());
      return renderRows(platforms, { columns: platformColumns, json });
    },
  },
};
