// The fixed instructions of each job, read once from prompts/ and known by the hash of their file.
import { readFileSync } from 'node:fs';
import { sha256 } from '../system.ts';

export type PromptName = 'planner' | 'planner-revise' | 'interviewer' | 'assessor' | 'assistant';

export type Prompt = { name: PromptName; version: string; text: string; hash: string };

const header = /^---\nprompt: ([a-z-]+)\nversion: (\d+\.\d+\.\d+)\n---\n/u;

/** Splits a prompt file into header and instructions; throws when the header is missing or names another prompt. */
export const parsePrompt = (name: PromptName, file: string): Prompt => {
  const [head, named, version] = header.exec(file) ?? [];
  if (head === undefined || version === undefined || named !== name)
    throw new Error(`prompts/${name}.md has no valid header`);
  return { name, version, text: file.slice(head.length).trim(), hash: sha256(file) };
};

const loaded = new Map<PromptName, Prompt>();

export const loadPrompt = (name: PromptName): Prompt => {
  const known = loaded.get(name);
  if (known) return known;
  const file = readFileSync(new URL(`../../prompts/${name}.md`, import.meta.url), 'utf8');
  const prompt = parsePrompt(name, file);
  loaded.set(name, prompt);
  return prompt;
};
