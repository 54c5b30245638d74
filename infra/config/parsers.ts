// Turns the text of one setting into a typed value, with messages that say what would have been right.
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

import { addressIn, isMailable } from '../../domain/mail/address.ts';
import { parseDuration } from '../../domain/text/duration.ts';
import { modelAddress, type ModelAddress } from './model-settings.ts';
import { createSecret, type Secret } from './secret.ts';

const SECRET_BYTES = 32;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const DOMAIN = /^(?=.{3,253}$)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,20}$/;
const HOST_AND_PORT = /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9._-]+):([0-9]{1,5})$/;

export const text = (charactersMax = 200) =>
  z.string().max(charactersMax, `must have at most ${charactersMax} characters`);

export const name = () =>
  z.string().regex(/^[A-Za-z0-9._-]{1,200}$/, 'must consist of letters, digits, ".", "_" and "-"');

export const wholeNumber = ({ min, max }: { min: number; max: number }) =>
  z
    .string()
    .refine((value) => /^\d{1,12}$/.test(value) && Number(value) >= min && Number(value) <= max, {
      error: `must be a whole number from ${min} to ${max}`,
    })
    .transform(Number);

export const oddNumber = ({ min, max }: { min: number; max: number }) =>
  wholeNumber({ min, max }).refine((value) => value % 2 === 1, { error: 'must be an odd number' });

export const amount = () =>
  z
    .string()
    .regex(/^\d{1,6}(\.\d{1,6})?$/, 'must be an amount such as 0.15')
    .transform(Number);

export const effort = () => z.string().regex(/^[a-z]{2,12}$/, 'must be a word such as low, medium or high');

export const port = () => wholeNumber({ min: 1, max: 65_535 });

export const flag = () =>
  z
    .enum(['0', '1', 'off', 'on', 'false', 'true'], { error: 'must be 1 or 0 (also: on, off, true, false)' })
    .transform((value) => value === '1' || value === 'on' || value === 'true');

export const choice = <const Value extends string>(values: readonly [Value, ...Value[]]) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

export const hostAndPort = () =>
  z.string().refine(
    (value) => {
      const portNumber = Number(HOST_AND_PORT.exec(value)?.[2] ?? 0);
      return portNumber >= 1 && portNumber <= 65_535;
    },
    { error: 'must be host:port' },
  );

export const host = () => z.string().regex(/^[0-9A-Za-z.:_-]{1,255}$/, 'must be an address or a host name');

const parsedUrl = (value: string): URL | undefined => (URL.canParse(value) ? new URL(value) : undefined);

/** An http(s) address; kept without a slash at its end. */
export const webAddress = () =>
  z
    .string()
    .refine(
      (value) => {
        const url = parsedUrl(value);
        return (
          url !== undefined &&
          /^https?:$/.test(url.protocol) &&
          `${url.username}${url.password}${url.search}${url.hash}` === ''
        );
      },
      { error: 'must be an http or https address without user, query or fragment' },
    )
    .transform((value) => value.replace(/(?<!\/)\/+$/, ''));

/** Scheme, host and port only: cookies and links are made for the root of a site. */
export const origin = () =>
  webAddress()
    .refine((value) => parsedUrl(value)?.pathname === '/', { error: 'must not have a path' })
    .transform((value) => new URL(value).origin);

export const databaseUrl = () =>
  z
    .string()
    .refine((value) => /^postgres(ql)?:$/.test(parsedUrl(value)?.protocol ?? ''), {
      error: 'must be an address such as postgres://user:password@host:5432/parley',
    })
    .transform(createSecret);

export const secretText = () => text(1_000).transform(createSecret);

export const secretBytes = () =>
  z
    .string()
    .refine((value) => BASE64.test(value) && Buffer.from(value, 'base64').length === SECRET_BYTES, {
      error: `must be ${SECRET_BYTES} random bytes in base64`,
    })
    .transform((value) => createSecret(new Uint8Array(Buffer.from(value, 'base64'))));

export const networks = () =>
  z
    .string()
    .transform((value) => value.split(',').map((entry) => entry.trim()))
    .refine((entries) => entries.every((entry) => ipaddr.isValidCIDR(entry)), {
      error: 'must be networks such as 10.1.0.0/16, separated by commas',
    });

const durationsMax = 30;

/** Milliseconds of each. */
export const durations = () =>
  z
    .string()
    .transform((value) => value.split(',').map((entry) => parseDuration(entry.trim()) ?? Number.NaN))
    .refine((entries) => entries.length <= durationsMax && entries.every((entry) => Number.isFinite(entry)), {
      error: `must be 1 to ${durationsMax} ISO 8601 durations such as PT5M, separated by commas`,
    });

export type JudgeSetting =
  | 'own'
  | { kind: 'openai-compatible' | 'anthropic' | undefined; modelName: string; address: ModelAddress | undefined };

const judgeForm = /^(?:(openai-compatible|anthropic):)?([^\s,@]{1,200})(?:@(https?:\/\/\S{1,1000}))?$/;

const judgeIn = (entry: string): JudgeSetting | null => {
  if (entry === 'own') return entry;
  const [, kind, modelName, address] = judgeForm.exec(entry) ?? [];
  if (modelName === undefined) return null;
  const place = address === undefined ? undefined : modelAddress().safeParse(address);
  if (place?.success === false) return null;
  return { kind: kind as 'openai-compatible' | 'anthropic' | undefined, modelName, address: place?.data };
};

/** Lists of 1 to 9, told as a whole where one entry is wrong. */
const listOf = <Entry>(read: (entry: string) => Entry | null, form: string) =>
  z.string().transform((value, context): Entry[] => {
    const entries = value.split(',').map((entry) => read(entry.trim()));
    const good = entries.filter((entry) => entry !== null);
    if (good.length === entries.length && good.length <= 9) return good;
    context.addIssue({ code: 'custom', message: `must be 1 to 9 of ${form}, separated by commas` });
    return z.NEVER;
  });

export const judges = () => listOf(judgeIn, '`own`, `model`, `engine:model` and `engine:model@https://…`');

const hostKeyIn = (entry: string): [string, Secret] | null => {
  const [, hostName, key] = /^([0-9A-Za-z.:_[\]-]{1,255})=(\S{1,1000})$/.exec(entry) ?? [];
  return hostName === undefined || key === undefined ? null : [hostName.toLowerCase(), createSecret(key)];
};

/** By host, with its port where it has one of its own. */
export const hostKeys = () => listOf(hostKeyIn, '`host=key`').transform((entries) => new Map(entries));

export type PriceSetting = Record<'priceInPerMillion' | 'priceOutPerMillion' | 'priceCachedPerMillion', number>;

const price = String.raw`(\d{1,6}(?:\.\d{1,6})?)`;
const priceForm = new RegExp(String.raw`^([^\s,]{1,200})=${price}/${price}(?:/${price})?$`);

const priceIn = (entry: string): [string, PriceSetting] | null => {
  const [, modelName, given, taken, cached = given] = priceForm.exec(entry) ?? [];
  if (modelName === undefined) return null;
  const [priceInPerMillion, priceOutPerMillion, priceCachedPerMillion] = [given, taken, cached].map(Number) as [
    number,
    number,
    number,
  ];
  return [modelName, { priceInPerMillion, priceOutPerMillion, priceCachedPerMillion }];
};

/** By model. */
export const judgePrices = () =>
  listOf(priceIn, '`model=in/out` and `model=in/out/cached`').transform((entries) => new Map(entries));

export type ObjectPlaceSetting = { kind: 'fs'; path: string } | { kind: 's3'; bucket: string; prefix: string };

const objectPlaceIn = (value: string): ObjectPlaceSetting | null => {
  const path = /^fs:(\/?[^/].{0,900})$/.exec(value)?.[1];
  if (path !== undefined) return { kind: 'fs', path };
  const [, bucket, prefix = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,62})(?:\/([a-z0-9/._-]{0,200}))?$/.exec(value) ?? [];
  const parts = prefix.split('/').filter((part) => part !== '');
  return bucket === undefined || parts.some((part) => part.startsWith('.'))
    ? null
    : { kind: 's3', bucket, prefix: parts.join('/') };
};

export const objectPlace = () =>
  z.string().transform((value, context): ObjectPlaceSetting => {
    const place = objectPlaceIn(value);
    if (place !== null) return place;
    context.addIssue({ code: 'custom', message: 'must be fs:/path or s3://bucket/prefix (prefix in lower case)' });
    return z.NEVER;
  });

export const smtpUrl = () =>
  z
    .string()
    .max(1_000)
    .refine(
      (value) => {
        const url = parsedUrl(value);
        return url !== undefined && /^smtps?:$/.test(url.protocol) && url.hostname !== '' && url.search === '';
      },
      { error: 'must be an address such as smtps://user:password@smtp.example.com:465' },
    )
    .transform(createSecret);

export const mailAddress = () =>
  z.string().overwrite(addressIn).refine(isMailable, { error: 'must be one address such as bounces@acme.example' });

/** In lower case, as they stand in addresses. */
export const domains = () =>
  z
    .string()
    .max(10_000)
    .transform((value) => value.split(',').map((entry) => entry.trim().toLowerCase()))
    .refine((entries) => entries.every((entry) => DOMAIN.test(entry)), {
      error: 'must be domains such as acme.example, separated by commas; international ones as xn--…',
    });
