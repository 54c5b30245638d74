// What every voice provider promises, whoever holds the conversation.
import { expect, it } from 'vitest';
import type { VoiceProvider } from '../../domain/ports/voice.ts';
import type { CallBrief } from '../../domain/voice/brief.ts';

export const brief: CallBrief = {
  companyName: 'Ada & Co',
  position: 'Engineer',
  greeting: 'Hello there.',
  closing: 'Thank you.',
  questions: [
    { id: 'q1', text: 'Tell me about a service you built.', probes: ['What was hard about it?'] },
    { id: 'q2', text: 'How do you test it?', probes: [] },
  ],
  followUpsMax: 2,
  resumed: false,
  limitMs: 300_000,
};

const signal = (): AbortSignal => AbortSignal.timeout(10_000);

export const describeVoiceProvider = (providerOf: () => VoiceProvider): void => {
  const opening = (n: number) => ({
    idempotencyKey: `run/${n}`,
    sessionId: `ses_${n}`,
    mode: 'voice' as const,
    locale: 'en',
    brief,
  });

  it('opens a session under an id of its own that ends some time', async () => {
    const opened = await providerOf().open(opening(1), signal());

    expect(opened.externalId).not.toBe('');
    expect(opened.expiresAt).toBeGreaterThan(0);
    expect(opened.credential === null).toBe(!providerOf().outside);
  });

  it('takes nothing for its own that is not signed by it', () => {
    const body = Buffer.from('{"event":"call_ended","call":{}}');

    expect(providerOf().verifyWebhook(body, {})).toEqual({ kind: 'foreign' });
    expect(providerOf().verifyWebhook(body, { 'x-retell-signature': `v=${Date.now()},d=${'0'.repeat(64)}` })).toEqual({
      kind: 'foreign',
    });
  });

  it('knows nothing of a session that it never opened, and ends and deletes it harmlessly', async () => {
    const provider = providerOf();

    expect(await provider.fetch('call_unknown', signal())).toBeNull();
    await provider.stop('call_unknown', signal());
    expect(await provider.delete('call_unknown', signal())).toBe(false);
  });

  it('deletes what it holds once, and has nothing of it afterwards', async () => {
    const provider = providerOf();
    const { externalId } = await provider.open(opening(2), signal());

    expect(await provider.delete(externalId, signal())).toBe(provider.outside);
    expect(await provider.delete(externalId, signal())).toBe(false);
    expect(await provider.fetch(externalId, signal())).toBeNull();
  });
};
