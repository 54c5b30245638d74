import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { manifestFile, signatureFile, type BundleFiles } from '../../domain/bundle/manifest.ts';
import { ArchiveError, unpackArchive } from '../../infra/bundle/archive.ts';
import { archive, check, signedAnew, signingKeys, strangersKeys, useBundles, type Loose } from './bundle-world.ts';

const { hold, make } = await useBundles();
const files = await make(await hold());
const changed = (name: string, text: string): BundleFiles => new Map([...files, [name, text]]);
const without = (name: string): BundleFiles => new Map([...files].filter(([other]) => other !== name));

describe('a changed bundle', () => {
  it.each([...files.keys()])('is found when %s has another letter, is emptied or is missing', (name) => {
    const text = files.get(name) ?? '';
    const middle = Math.floor(text.length / 2);
    const letter = text[middle] === '7' ? '8' : '7';

    expect(check(changed(name, `${text.slice(0, middle)}${letter}${text.slice(middle + 1)}`)).faults).not.toEqual([]);
    expect(check(changed(name, '')).faults).not.toEqual([]);
    expect(check(without(name)).faults).not.toEqual([]);
  });

  it('is found when there is a file too many', () => {
    expect(check(changed('letter.txt', 'Dear Sir')).faults).toEqual(['letter.txt does not belong to it']);
  });

  it('is found when somebody else signed it anew', () => {
    const forged = signedAnew(files, 'decisions.json', (content) => content.items.pop(), strangersKeys.bundle);

    expect(check(forged).manifest?.keyId).toBe(strangersKeys.bundle.keyId);
    expect(check(forged, signingKeys.bundle.publicKey).faults).toEqual(['it is signed with another key']);
  });

  it('is found when its signature is one of another purpose', () => {
    const text = files.get(manifestFile) ?? '';

    expect(check(changed(signatureFile, signingKeys.webhook.sign(text))).faults).not.toEqual([]);
  });
});

const entryOf = (content: Loose, type: string): Loose => content.items.find((entry: Loose) => entry.type === type);

describe('even signed by the deployment itself, a bundle is found', () => {
  it.each<[string, string, (content: Loose) => void, string]>([
    ['of another rubric', 'plans.json', ({ items }) => (items[0].plan.competencies[0].weight += 1), 'rubric of plan 1'],
    ['of another plan', 'assessments.json', ({ items }) => (items[0].planRevision = 9), 'a plan that is not here'],
    ['with another notice', 'consent.json', ({ items }) => (items[1].noticeText += '!'), 'does not fit its hash'],
    ['without the refusal', 'consent.json', ({ items }) => items.shift(), 'is not in consent.json'],
    ['with another answer', 'transcript.json', ({ turns }) => (turns[0].answer += '.'), 'made of another transcript'],
    ['with another transcript hash', 'transcript.json', (content) => (content.hash = '0'), 'transcript does not fit'],
    [
      'with another verdict',
      'timeline.json',
      (c) => (entryOf(c, 'assessmentApproved').detail.verdict = 'NO_HIRE'),
      'as they were',
    ],
    ['without a step', 'timeline.json', ({ items }) => items.splice(3, 1), 'not in the timeline'],
    ['with a step more', 'timeline.json', ({ items }) => items.push({ ...items[3], seq: 99 }), 'have no act'],
    ['with another act', 'audit-log.json', ({ items }) => (items[2].actorId = 'key_2'), 'was changed, moved or'],
    ['without an act', 'audit-log.json', ({ items }) => items.splice(2, 1), 'have no act'],
    ['of another interview', 'request.json', (content) => (content.runId = 'run_2'), 'about another interview'],
    ['with a certificate of nobody', 'erasure.json', (content) => (content.certificate = {}), 'does not hold'],
    ['with a score too high', 'assessments.json', ({ items }) => (items[0].overallScore = 99), 'do not follow'],
    [
      'with a quote that was not said',
      'assessments.json',
      ({ items }) => {
        const scored = items[0].competencies.find(({ evidence }: Loose) => evidence.length > 0);
        scored.evidence[0].quote = 'I lied';
      },
      'a quote is not what turn',
    ],
    ['of another form', 'transcript.json', (content) => (content.turns = 'none'), 'has not the form'],
  ])('%s', (_what, name, change, fault) => {
    expect(check(signedAnew(files, name, change)).faults.join('\n')).toContain(fault);
  });
});

const bytes = archive.pack(files);
const withByte = (at: number, byte: number): Uint8Array => Uint8Array.from(bytes).fill(byte, at, at + 1);
const packed = (content: Record<string, Uint8Array>, level: 0 | 9 = 0): Uint8Array => zipSync(content, { level });

describe('a hostile archive ends in a sentence', () => {
  it.each<[string, () => Uint8Array, string]>([
    ['no archive', () => strToU8('hello'), 'no ZIP file'],
    ['nothing', () => new Uint8Array(), 'no ZIP file'],
    ['half of one', () => bytes.slice(0, bytes.length / 2), 'no ZIP file'],
    ['a bomb', () => packed({ 'request.json': new Uint8Array(100_000_000) }, 9), 'compressed'],
    ['a path out of the folder', () => packed({ '../../request.json': strToU8('{}') }), 'name no bundle has'],
    ['a folder', () => packed({ 'folder/request.json': strToU8('{}') }), 'name no bundle has'],
    ['a file that is no text', () => packed({ 'request.json': Uint8Array.of(0xff, 0xfe) }), 'not text'],
    [
      'very many files',
      () => packed(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`f${i}.txt`, strToU8('')]))),
      'too many files',
    ],
    ['something behind its end', () => Uint8Array.from([...bytes, 0]), ''],
    [
      'other times of its files',
      () => zipSync({ 'request.json': strToU8('{}') }, { level: 0, mtime: '2020-01-01' }),
      'not packed by Parley',
    ],
    ['something too large', () => new Uint8Array(50_000_001), 'larger than any bundle'],
  ])('%s', (_what, archived, sentence) => {
    expect(() => unpackArchive(archived())).toThrow(ArchiveError);
    expect(() => unpackArchive(archived())).toThrow(sentence);
  });

  it('whichever byte of a good one is changed', () => {
    for (let at = 0; at < bytes.length; at += 997) {
      const broken = withByte(at, (bytes[at] ?? 0) ^ 0x55);
      const outcome = (() => {
        try {
          return check(unpackArchive(broken)).faults.length > 0 ? 'fault' : 'fine';
        } catch (error) {
          return error instanceof ArchiveError ? 'refused' : String(error);
        }
      })();
      expect({ at, outcome }).not.toMatchObject({ outcome: 'fine' });
      expect(['fault', 'refused']).toContain(outcome);
    }
  });
});
