import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { logoRoutes } from '../../api/routes/tenant/logo.ts';
import { makeLogo } from '../../infra/logo-image.ts';
import { createBranding } from '../../usecases/access/branding.ts';
import { useDatabase } from '../harness/database.ts';
import { administer, operator, startApi } from './start-api.ts';

const { db } = await useDatabase();
const { administration, tenants, tenantWithKey } = administer(db);
const branding = createBranding({ administration, makeLogo });
const publicUrl = 'http://parley.test';
const api = await startApi(db, logoRoutes({ branding, publicUrl }), { publicUrl });

const picture = (width = 900, height = 300) =>
  sharp({ create: { width, height, channels: 4, background: { r: 20, g: 90, b: 180, alpha: 0.5 } } });

const put = async (key: string, body: Uint8Array, type = 'image/png') => {
  const headers = { 'X-API-Key': key, 'Content-Type': type };
  const answer = await fetch(`${api.url}/api/v1/tenant/logo`, { method: 'PUT', headers, body: new Uint8Array(body) });
  return { status: answer.status, body: (await answer.json()) as { logoUrl?: string; code?: string; detail?: string } };
};
const read = async (key: string) =>
  (await fetch(`${api.url}/api/v1/tenant/logo`, { headers: { 'X-API-Key': key } })).json();
const shown = (logoUrl = ''): Promise<Response> => fetch(logoUrl.replace(publicUrl, api.url));

const pngBlock = (kind: string, data: Uint8Array): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(kind, 'latin1'), data, Buffer.alloc(4)]);
};
/** A head that promises this size; the decoder is asked to believe it. */
const pngOf = (width: number, height: number, extra: Buffer[] = []): Buffer => {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const magic = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const blocks = [pngBlock('IHDR', head), ...extra, pngBlock('IDAT', deflateSync(Buffer.alloc(1_000)))];
  return Buffer.concat([magic, ...blocks, pngBlock('IEND', Buffer.alloc(0))]);
};
const moving = async (): Promise<Buffer> => {
  const frames = await Promise.all(
    [1, 2].map((shade) =>
      picture(8, 8)
        .tint({ r: shade * 100, g: 0, b: 0 })
        .png()
        .toBuffer(),
    ),
  );
  return sharp(frames, { join: { animated: true } })
    .webp()
    .toBuffer();
};

describe('a tenant’s logo', () => {
  test.each(['png', 'jpeg', 'webp'] as const)(
    'sent as %s is shown as a small picture of our own making',
    async (kind) => {
      const { key, tenantId } = await tenantWithKey();
      const bytes = await picture()
        .withExif({ IFD0: { Artist: 'Ada of Acme' } })
        .toFormat(kind)
        .toBuffer();
      expect(bytes.includes('Ada of Acme')).toBe(true);
      const { status, body } = await put(key, bytes, `image/${kind}`);

      expect(status).toBe(200);
      expect(await read(key)).toEqual(body);
      expect(body.logoUrl).toMatch(/^http:\/\/parley\.test\/logos\/[0-9a-f]{32}\.png$/);
      const answer = await shown(body.logoUrl);
      const image = Buffer.from(await answer.arrayBuffer());
      expect([answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
        'image/png',
        'public, max-age=31536000, immutable',
      ]);
      expect(await sharp(image).metadata()).toMatchObject({ format: 'png', width: 512, height: 171 });
      expect(image.includes('Ada')).toBe(false);
      expect(JSON.stringify([...answer.headers])).not.toContain(tenantId);
      expect(await db('audit_log').where({ tenant_id: tenantId, act: 'tenant.logo_changed' })).toHaveLength(1);
    },
  );

  test('gives way to the next one, which has another address, and is gone when it is removed', async () => {
    const { key, tenantId } = await tenantWithKey();
    const first = (await put(key, await picture(40, 40).png().toBuffer())).body.logoUrl;
    const second = (await put(key, await picture(50, 40).png().toBuffer())).body.logoUrl;
    expect(second).not.toBe(first);
    expect([(await shown(first)).status, (await shown(second)).status]).toEqual([404, 200]);

    const remove = () => fetch(`${api.url}/api/v1/tenant/logo`, { method: 'DELETE', headers: { 'X-API-Key': key } });
    expect([(await remove()).status, (await remove()).status]).toEqual([204, 204]);
    expect([await read(key), (await shown(second)).status]).toEqual([{ logoUrl: null }, 404]);
    expect(await db('audit_log').where({ tenant_id: tenantId, act: 'tenant.logo_removed' })).toHaveLength(1);
  });

  test('is that of one tenant, and goes with its colour to its candidates', async () => {
    const [own, other] = [await tenantWithKey(), await tenantWithKey()];
    const { logoUrl = '' } = (await put(own.key, await picture(30, 30).png().toBuffer())).body;
    await tenants.updateTenantSettings({
      tenantId: own.tenantId,
      patch: { room: { accent: '#8c7000' } },
      expectedTags: null,
      asker: operator,
    });

    expect(await branding.readBranding(own.tenantId)).toEqual({
      logoUrl: new URL(logoUrl).pathname,
      accent: { light: '#8c7000', dark: '#bcac6b' },
    });
    expect(await branding.readBranding(other.tenantId)).toEqual({ logoUrl: null, accent: null });
    expect(await read(other.key)).toEqual({ logoUrl: null });
  });
});

describe('what is no logo', async () => {
  const whole = await picture(200, 200).png().toBuffer();
  const refused: Record<string, Uint8Array> = {
    'a drawing with scripts': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    'a page': Buffer.from('<!doctype html><title>x</title>'),
    'a GIF': await picture(9, 9).gif().toBuffer(),
    'a moving WebP': await moving(),
    'a moving PNG': pngOf(10, 10, [pngBlock('acTL', Buffer.alloc(8))]),
    'what unpacks to gigabytes': pngOf(60_000, 60_000),
    'half a picture': whole.subarray(0, whole.length / 2),
    'a head without a body': whole.subarray(0, 8),
    'a picture’s head before something else': Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from('<svg/>')]),
  };

  test.each(Object.entries(refused))('is refused, and the one before stays: %s', async (_name, bytes) => {
    const { key } = await tenantWithKey();
    const { body: before } = await put(key, whole);
    expect(await put(key, bytes)).toMatchObject({ status: 422, body: { code: 'image.invalid' } });
    expect(await read(key)).toEqual(before);
  });

  test.each([
    ['too many bytes', Buffer.alloc(200_001), 'image/png', 413, 'request.too_large'],
    ['nothing', Buffer.alloc(0), 'image/png', 400, 'request.invalid'],
    ['a type that is not taken', Buffer.from('<svg/>'), 'image/svg+xml', 415, 'request.unsupported_media_type'],
  ])('is not even looked at: %s', async (_name, bytes, type, status, code) => {
    const { key } = await tenantWithKey();
    expect(await put(key, bytes, type)).toMatchObject({ status, body: { code } });
  });

  test.each(['x.png', '../secret.png', `${'0'.repeat(32)}.png`, '0'.repeat(32)])('has no address: %s', async (name) => {
    expect((await fetch(`${api.url}/logos/${encodeURIComponent(name)}`)).status).toBe(404);
  });
});
