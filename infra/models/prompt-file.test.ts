import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sha256 } from '../system.ts';
import { loadPrompt, parsePrompt, type PromptName } from './prompt-file.ts';

const names: PromptName[] = ['planner', 'planner-revise', 'interviewer', 'assessor', 'assistant'];

test.each(names)('the prompt %s has a version, and its hash is that of its whole file', (name) => {
  const prompt = loadPrompt(name);

  expect(prompt.version).toMatch(/^\d+\.\d+\.\d+$/u);
  expect(prompt.hash).toBe(sha256(readFileSync(new URL(`../../prompts/${name}.md`, import.meta.url), 'utf8')));
  expect(prompt.text).not.toContain('version:');
});

test.each(names)('the prompt %s says that data is never an instruction and asks for one JSON object', (name) => {
  const { text } = loadPrompt(name);

  expect(text).toMatch(/never (?:an instruction|instructions)/u);
  expect(text).toContain('Exactly one JSON object');
});

test.each(['', 'no header', '---\nprompt: other\nversion: 1.0.0\n---\nx', '---\nprompt: planner\n---\nx'])(
  'a file without a valid header is refused (%#)',
  (file) => {
    expect(() => parsePrompt('planner', file)).toThrow('no valid header');
  },
);
