// Holds the curated table and the recogniser: what counts as a skill's name, and what only looks like one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sliceSpan } from '../room/transcript.ts';
import { recogniseSkills, skillsOf } from './recognise-skills.ts';
import { skillAreas } from './skill.ts';
import { areaOfSkill, skillNames, spellings } from './skill-table.ts';

const named = (text: string): string[] => recogniseSkills(text).map(({ skill }) => skill);

describe('the skill table', () => {
  it('holds at least 250 canonical skills, each once', () => {
    expect(skillNames.length).toBeGreaterThanOrEqual(250);
    expect(new Set(skillNames.map((name) => name.toLowerCase())).size).toBe(skillNames.length);
  });

  it('gives no spelling to two skills', () => {
    const keys = spellings.map(({ text, exact }) => (exact ? `=${text}` : text.toLowerCase()));

    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('covers every area of the promise', () => {
    const covered = new Set(skillNames.map(areaOfSkill));

    expect(skillAreas.filter((area) => area !== 'general' && !covered.has(area))).toEqual([]);
  });

  it('finds every spelling in a sentence', () => {
    const missed = spellings.filter(({ text, skill }) => !named(`We work with ${text} here`).includes(skill));

    expect(missed.map(({ text }) => text)).toEqual([]);
  });
});

describe('recognising skills', () => {
  it.each([
    ['5+ years production TypeScript experience', ['TypeScript']],
    ['Node and nodejs, also Node.js', ['Node.js', 'Node.js', 'Node.js']],
    ['C, C++ and C# in one code base', ['C', 'C++', 'C#']],
    ['We use Go and R', ['Go', 'R']],
    ['asp.net core and .NET', ['.NET', '.NET']],
    ['A/B tests in CI/CD pipelines', ['A/B testing', 'CI/CD']],
    ['test-driven development', ['Test-driven development']],
    ['drives a forklift', ['Forklift operation']],
    ['administering medication to patients', ['Medication administration']],
    ['month-end close and VAT returns', ['Month-end close', 'VAT']],
  ])('%s', (text, skills) => {
    expect(named(text)).toEqual(skills);
  });

  it.each([
    'Go to the shop',
    'react to change',
    'vitamin C',
    'R&D',
    'the rest of the team',
    'to excel at work',
    'spark plugs',
    'javanese',
    'a_sql_b',
  ])('finds nothing in "%s"', (text) => {
    expect(named(text)).toEqual([]);
  });

  it('prefers the longest name at each place', () => {
    expect(named('React Native')).toEqual(['React Native']);
    expect(named('data analysis with SQL Server')).toEqual(['Data analysis', 'SQL Server']);
  });

  it('counts code points, so that a range slices the very words', () => {
    const text = '😀 knows Kubernetes, 日本語 and PostgreSQL';

    expect(recogniseSkills(text).map((mention) => sliceSpan(text, mention))).toEqual(['Kubernetes', 'PostgreSQL']);
  });

  it('names each asked skill once, in order of first mention', () => {
    expect(skillsOf(['Python', 'SQL and python'], 'Python, Tableau')).toEqual(['Python', 'SQL', 'Tableau']);
  });

  it('ranges are ordered, do not overlap and lie inside any text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('Go', ' SQL', 'C++ ', '.NET', '😀'))),
        (parts) => {
          const text = parts.join('');
          const mentions = recogniseSkills(text);

          mentions.forEach(({ start, end }, index) => {
            expect(start).toBeGreaterThanOrEqual(mentions[index - 1]?.end ?? 0);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(Array.from(text).length);
          });
        },
      ),
    );
  });
});

describe('names of tools that are words too, at the beginning of a statement', () => {
  it.each([
    ['Go microservices', 'Go'],
    ['Go-based services', 'Go'],
    ['Go 1.22 in production', 'Go'],
    ['Go and Kafka', 'Go'],
    ['Go on Kubernetes', 'Go'],
    ['React front ends', 'React'],
    ['React 18', 'React'],
    ['React-Frontends', 'React'],
    ['React und Go', 'React'],
    ['Swift 5', 'Swift'],
    ['Rust firmware', 'Rust'],
    ['Spring-based services', 'Spring Boot'],
    ['Express middleware', 'Express.js'],
    ['R dashboards', 'R'],
    ['C firmware', 'C'],
    ['Node backends', 'Node.js'],
    ['Excel models and Word templates', 'Excel'],
    ['Jest tests', 'Jest'],
    ['Lua scripts', 'Lua'],
  ])('%j names %s', (text, skill) => {
    expect(named(text)[0]).toBe(skill);
  });

  it.each([
    'Go live support',
    'Go the Extra Mile',
    'Go and see for yourself',
    'React quickly to incidents',
    'React to alerts',
    'Express ideas clearly',
    'Excel at communication',
    'Swift response times',
    'Rust removal',
    'Spring cleaning',
    'C-level meetings',
  ])('%j names none of them', (text) => {
    const words = ['Go', 'React', 'Express.js', 'Excel', 'Swift', 'Rust', 'Spring Boot', 'C'];

    expect(named(text).filter((skill) => words.includes(skill))).toEqual([]);
  });
});
