import { describe, expect, test } from 'vitest';
import { sha256 } from '../../infra/system.ts';
import { buildNotice, type NoticeFacts } from './notice.ts';

const facts: NoticeFacts = {
  companyName: 'Ada & Co',
  position: 'Engineer',
  planRevision: 2,
  retentionDays: { personal: 90, recordings: 30, assessments: 365 },
  disclosure: { engine: 'offline', model: null, voiceProvider: 'embedded-room', speech: null },
};

describe('notice', () => {
  test('says that it is AI, what is kept and how long, who decides, and every way out', () => {
    const { text } = buildNotice(facts, sha256);
    for (const part of [
      'AI system',
      'Ada & Co',
      '90 days',
      '30 days',
      '365 days',
      'A person at Ada & Co',
      'type instead of speaking',
      'pause',
      'ask for help',
      'by a person instead',
      'withdraw',
      'plan revision 2',
      'offline',
      'embedded-room',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toBe(text.normalize('NFC'));
  });

  test('the hash is that of the text, and each fact that changes gives another one', () => {
    const notice = buildNotice(facts, sha256);
    expect(notice.hash).toBe(sha256(notice.text));
    expect(buildNotice({ ...facts }, sha256)).toEqual(notice);
    const others: NoticeFacts[] = [
      { ...facts, companyName: null },
      { ...facts, position: null },
      { ...facts, planRevision: 3 },
      { ...facts, retentionDays: { ...facts.retentionDays, personal: 1 } },
      { ...facts, disclosure: { ...facts.disclosure, engine: 'anthropic', model: 'some-model' } },
      { ...facts, disclosure: { ...facts.disclosure, voiceProvider: 'other' } },
    ];
    const hashes = others.map((other) => buildNotice(other, sha256).hash);
    expect(new Set([notice.hash, ...hashes]).size).toBe(others.length + 1);
  });

  test('names the model that is used, and that it is sent the answers', () => {
    const { text } = buildNotice(
      { ...facts, disclosure: { engine: 'anthropic', model: 'some-model', voiceProvider: 'x', speech: null } },
      sha256,
    );
    expect(text).toContain('"some-model"');
    expect(text).toContain('your answers');
  });
});
