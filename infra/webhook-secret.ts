// Secrets of webhook endpoints, in the form that the Standard Webhooks libraries take.
import { randomBytes } from 'node:crypto';

const secretBytes = 32;

/** `whsec_` and the base64 of 256 random bits. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(secretBytes).toString('base64')}`;
