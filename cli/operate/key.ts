// `parley key`: make, list, revoke and rotate API keys. The text of a key is printed once, when it is made.
import { formatDuration, parseDuration } from '../../domain/text/duration.ts';
import type { ApiKey, KeyOwner } from '../../domain/ports/administration.ts';
import { isPreset, isScope, keyKinds, scopes, type KeyPreset, type Scope } from '../../domain/access/principal.ts';
import { defaultLifeDays, keyStateOf } from '../../usecases/access/keys.ts';

import { administer, operatorNamed } from './administer.ts';
import { CliError } from '../cli-error.ts';
import { renderRows, type Row } from './print-table.ts';
import type { Options, Verbs } from './verbs.ts';

const columns = [
  'id',
  'kind',
  'label',
  'state',
  'createdAt',
  'expiresAt',
  'lastUsedAt',
  'networks',
  'requestsPerHour',
  'connectionId',
  'scopes',
];
const dayMs = 86_400_000;
/** What stands for no restriction. */
const anywhere = 'any';
const never = 'never';

const ownerOf = ({ tenant, platform }: Options): KeyOwner => {
  if ((tenant === undefined) === (platform === undefined)) throw new CliError('Name either --tenant or --platform.');
  return tenant === undefined ? { kind: 'platform', id: platform ?? '' } : { kind: 'tenant', id: tenant };
};

const presetOf = (text: string): KeyPreset => {
  if (isPreset(text)) return text;
  throw new CliError(`There is no kind "${text}". Kinds: ${Object.keys(keyKinds).join(', ')}`);
};

/** A kind among the scopes stands for all of its own. */
const scopesOf = (text: string): readonly Scope[] =>
  text.split(',').flatMap((name): readonly Scope[] => {
    if (isPreset(name)) return keyKinds[name];
    if (isScope(name)) return [name];
    throw new CliError(`There is no scope "${name}". Scopes: ${scopes.join(', ')}`);
  });

const powersOf = (owner: KeyOwner, { kind, scopes: chosen }: Options) => {
  if (chosen === undefined) return { kind: presetOf(kind ?? (owner.kind === 'platform' ? 'platform' : 'integration')) };
  if (kind !== undefined) throw new CliError('Name either --kind or --scopes.');
  return { kind: 'custom' as const, scopes: scopesOf(chosen) };
};

const durationOf = (name: string, text: string): number => {
  const durationMs = parseDuration(text);
  if (durationMs === null)
    throw new CliError(`--${name} takes a duration such as ${formatDuration(90 * dayMs)} or PT1H.`);
  return durationMs;
};

/** Absent for the default life. */
const expiryOf = ({ expires }: Options): { expiresAt?: string | null } => {
  if (expires === undefined) return {};
  if (expires === never) return { expiresAt: null };
  return { expiresAt: new Date(Date.now() + durationOf('expires', expires)).toISOString() };
};

const networksOf = (text: string): string[] =>
  text === anywhere ? [] : text.split(',').filter((network) => network.trim() !== '');

const requestsOf = (text: string | undefined): number | null => {
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new CliError('--requests-per-hour takes a whole number.');
};

const rowOf = (key: ApiKey): Row => {
  const { id, kind, label, createdAt, expiresAt, lastUsedAt, allowedNetworks, requestsPerHour, connectionId } = key;
  const networks = allowedNetworks.length === 0 ? anywhere : allowedNetworks.join(',');
  const own = kind === 'custom' ? key.scopes.join(',') : '';
  const shown = {
    id,
    kind,
    label,
    state: keyStateOf(key, Date.now()),
    createdAt,
    expiresAt,
    lastUsedAt,
    networks,
    requestsPerHour,
    connectionId,
  };
  return { ...shown, scopes: own };
};

const showNew = (key: ApiKey, text: string, json: boolean): string => {
  if (json) return JSON.stringify({ ...rowOf(key), key: text }, null, 2);
  const warning =
    key.expiresAt === null
      ? `\n\nIt never expires: whoever gets hold of it keeps it. Without --expires a key lives ${defaultLifeDays} days.`
      : '';
  return `${renderRows([rowOf(key)], { columns, json })}\n\nThe key, shown this once:\n\n  ${text}${warning}`;
};

export const verbs: Verbs = {
  create: {
    options: ['tenant', 'platform', 'kind', 'scopes', 'label', 'expires', 'allow', 'requests-per-hour'],
    named: true,
    run: async ({ options, json, operator }) => {
      const owner = ownerOf(options);
      const wish = {
        owner,
        ...powersOf(owner, options),
        label: options['label'] ?? '',
        ...expiryOf(options),
        allowedNetworks: networksOf(options['allow'] ?? anywhere),
        requestsPerHour: requestsOf(options['requests-per-hour']),
        asker: operatorNamed(operator),
      };
      const { key, text } = await administer(({ keys }) => keys.createKey(wish));
      return showNew(key, text, json);
    },
  },
  list: {
    options: ['tenant', 'platform'],
    run: async ({ options, json }) => {
      const owner = ownerOf(options);
      const listed = await administer(({ keys }) => keys.listKeys(owner));
      return renderRows(listed.map(rowOf), { columns, json });
    },
  },
  revoke: {
    positionals: ['keyId'],
    named: true,
    run: async ({ positionals: { keyId = '' }, json, operator }) => {
      const key = await administer(({ keys }) => keys.revokeKey({ keyId, asker: operatorNamed(operator) }));
      return renderRows([rowOf(key)], { columns, json });
    },
  },
  allow: {
    positionals: ['keyId', 'networks'],
    named: true,
    run: async ({ positionals: { keyId = '', networks = '' }, json, operator }) => {
      const change = { keyId, networks: networksOf(networks), asker: operatorNamed(operator) };
      const key = await administer(({ keys }) => keys.allowNetworks(change));
      return renderRows([rowOf(key)], { columns, json });
    },
  },
  rotate: {
    positionals: ['keyId'],
    options: ['overlap', 'expires'],
    named: true,
    run: async ({ positionals: { keyId = '' }, options, json, operator }) => {
      const overlapMs = durationOf('overlap', options['overlap'] ?? 'P1D');
      const rotation = { keyId, overlapMs, ...expiryOf(options), asker: operatorNamed(operator) };
      const { key, text, old } = await administer(({ keys }) => keys.rotateKey(rotation));
      return json
        ? showNew(key, text, json)
        : `${showNew(key, text, json)}\n\nThe old key works until ${old.expiresAt ?? ''}.`;
    },
  },
};
