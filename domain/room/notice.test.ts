import { describe, expect, test } from 'vitest';
import { sha256 } from '../../infra/system.ts';
import { withdrawalEffects } from './words/words.ts';
import { roomLanguages } from './language.ts';
import { buildNotice, noticeByHash, type NoticeFacts } from './notice.ts';
import { companyIn, wordsIn } from './words/words-of.ts';

const facts: NoticeFacts = {
  locale: 'en',
  companyName: 'Ada & Co',
  position: 'Engineer',
  planRevision: 2,
  retentionDays: { personal: 90, recordings: 30, assessments: 365 },
  disclosure: {
    engine: 'offline',
    model: null,
    voiceProvider: 'embedded-room',
    speech: { host: 'speech.example', model: 'hear-1' },
  },
};

describe('notice', () => {
  test('says that it is AI, what is kept and how long, who decides, and every way out', () => {
    const { text } = buildNotice(facts, 'en', sha256);
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
    const notice = buildNotice(facts, 'en', sha256);
    expect(notice.hash).toBe(sha256(notice.text));
    expect(buildNotice({ ...facts }, 'en', sha256)).toEqual(notice);
    const others: NoticeFacts[] = [
      { ...facts, companyName: null },
      { ...facts, position: null },
      { ...facts, planRevision: 3 },
      { ...facts, retentionDays: { ...facts.retentionDays, personal: 1 } },
      { ...facts, disclosure: { ...facts.disclosure, engine: 'anthropic', model: 'some-model' } },
      { ...facts, disclosure: { ...facts.disclosure, voiceProvider: 'other' } },
      { ...facts, disclosure: { ...facts.disclosure, speech: { host: 'other.example', model: 'hear-1' } } },
    ];
    const hashes = others.map((other) => buildNotice(other, 'en', sha256).hash);
    expect(new Set([notice.hash, ...hashes]).size).toBe(others.length + 1);
  });

  test('names the model that is used, and that it is sent the answers', () => {
    const { text } = buildNotice(
      { ...facts, disclosure: { engine: 'anthropic', model: 'some-model', voiceProvider: 'x', speech: null } },
      'en',
      sha256,
    );
    expect(text).toContain('"some-model"');
    expect(text).toContain('your answers');
  });
});

const nameless = { ...facts, companyName: null, position: null };

describe.each(roomLanguages)('in %s', (language) => {
  const silent = { ...facts, disclosure: { ...facts.disclosure, speech: null } };

  test('the notice says the same facts in as many paragraphs, spoken or typed', () => {
    const facets = ['Ada & Co', 'Engineer', '90', '30', '365', 'offline', 'embedded-room', '2'];
    for (const [given, parts] of [
      [facts, [...facets, 'speech.example', 'hear-1']],
      [silent, facets],
    ] as const) {
      const { text } = buildNotice(given, language, sha256);
      expect(text.split('\n\n')).toHaveLength(buildNotice(given, 'en', sha256).text.split('\n\n').length);
      for (const part of parts) expect(text).toContain(part);
      expect(text).not.toMatch(/undefined|null|\$\{|—/);
    }
    expect(buildNotice(silent, language, sha256).text).not.toContain('speech.example');
  });

  test('a notice is found by its hash, in its own language', () => {
    const { hash, text } = buildNotice(facts, language, sha256);
    expect(noticeByHash(facts, hash, sha256)).toEqual({ hash, text, language });
    expect(noticeByHash({ ...facts, planRevision: 9 }, hash, sha256)).toBeNull();
  });

  test('rules that know English only say so where the interview is in another language', () => {
    const other = { ...facts, locale: 'de-AT' };
    expect(buildNotice(other, language, sha256).hash).not.toBe(buildNotice(facts, language, sha256).hash);
    const model = { ...other.disclosure, engine: 'anthropic' as const, model: 'm' };
    expect(buildNotice({ ...other, disclosure: model }, language, sha256)).toEqual(
      buildNotice({ ...facts, disclosure: model }, language, sha256),
    );
  });

  test('every sentence has words of its own, and an employer without a name has one in its place', () => {
    const company = companyIn(language, null);
    const words = wordsIn(language);
    const said = [
      buildNotice(nameless, language, sha256).text,
      ...withdrawalEffects.map((effect) => words.withdrawal(effect, company)),
      words.erasure.possible(company),
      words.erasure.asked(company),
      ...(['person', 'stop', 'help', 'repeat', 'reword'] as const).map((wish) => words.choose(wish, company)),
      ...Object.values(words.again).map((again) => again('Q?')),
      ...Object.values(words.labels),
    ];
    for (const text of said) expect(text.trim().length).toBeGreaterThan(10);
    // German declines it.
    if (language === 'de') expect(said.join(' ')).not.toMatch(/bei das|von das/);
    if (language !== 'en') {
      const english = wordsIn('en');
      const same = withdrawalEffects.filter(
        (effect) => words.withdrawal(effect, 'X') === english.withdrawal(effect, 'X'),
      );
      expect(same).toEqual([]);
    }
  });
});
