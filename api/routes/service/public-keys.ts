// The deployment's public keys, so that anybody can check a webhook, an erasure certificate, an audit bundle or a head of the audit log.
import { z } from 'zod';
import type { SigningKeys } from '../../../domain/ports/signing.ts';
import { defineRoute, type Route } from '../../guard/route.ts';

const keyFields = {
  keyId: z.string().meta({ description: 'Stands in what was signed.' }),
  algorithm: z.literal('Ed25519'),
  publicKey: z.string().meta({ description: 'The 32 bytes of the key, base64.' }),
};
const keySchema = z.object(keyFields).meta({ id: 'PublicKey' });
const keysSchema = z
  .object({
    webhook: z
      .object({ ...keyFields, standardWebhooks: z.string().meta({ description: 'The same as a `whpk_` text.' }) })
      .meta({ id: 'WebhookPublicKey' }),
    certificate: keySchema,
    bundle: keySchema,
    audit: keySchema,
  })
  .meta({ id: 'PublicKeys' });

export const publicKeyRoutes = ({ signingKeys }: { signingKeys: SigningKeys }): Route[] => {
  const show = ({ keyId, publicKey }: SigningKeys['bundle']) => ({ keyId, algorithm: 'Ed25519' as const, publicKey });
  const { webhook, certificate, bundle, audit } = signingKeys;
  const body = {
    webhook: { ...show(webhook), standardWebhooks: `whpk_${webhook.publicKey}` },
    certificate: show(certificate),
    bundle: show(bundle),
    audit: show(audit),
  };
  return [
    defineRoute({
      method: 'GET',
      path: '/.well-known/parley-keys.json',
      operationId: 'readPublicKeys',
      summary: 'The keys with which Parley signs',
      description:
        'One key per purpose: signatures of webhooks, of erasure certificates, of audit bundles and of heads of the audit log.',
      tag: 'Service',
      access: { kind: 'public' },
      responses: { 200: { description: 'The keys.', schema: keysSchema } },
      problems: [],
      limitClass: 'read',
      handler: () => Promise.resolve({ status: 200, body }),
    }),
  ];
};
