// Sends one signed message to one receiver, once.
import packageJson from '../../package.json' with { type: 'json' };
import type { WebhookSender } from '../../domain/ports/deliveries.ts';
import type { OutboundClient } from '../../domain/ports/outbound.ts';
import type { SigningKeys } from '../../domain/ports/signing.ts';
import type { Clock } from '../../domain/ports/system.ts';
import { signWebhook } from './sign-webhook.ts';

const timeoutMs = 15_000;

export const createWebhookSender = (deps: {
  outbound: Pick<OutboundClient, 'send'>;
  signingKeys: Pick<SigningKeys, 'webhook'>;
  clock: Clock;
}): WebhookSender => ({
  send: (receiver, message, signal) =>
    deps.outbound.send({
      url: receiver.url,
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'user-agent': `Parley/${packageJson.version}`,
        ...signWebhook(receiver, { ...message, at: deps.clock.now() }, deps.signingKeys.webhook),
      },
      body: message.body,
      timeoutMs,
      ...(signal === undefined ? {} : { signal }),
    }),
});
