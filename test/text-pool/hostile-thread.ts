// Stands in for the rules in a thread: does what the text tells it to do, as a rule with a fault would.
import { argv } from 'node:process';
import { threadId } from 'node:worker_threads';
import { AppError } from '../../domain/errors.ts';
import { createThread } from '../../infra/text-pool/thread.ts';

type Order = { does: string; text: string };

const deep = (level: number): number => 1 + deep(level + 1);

const orders: Record<string, (order: Order) => unknown> = {
  answer: ({ text }) => text.length,
  spin: () => {
    for (;;);
  },
  eat: () => {
    const eaten: number[][] = [];
    for (;;) eaten.push(Array.from({ length: 1_000 }, Math.random));
  },
  recurse: () => deep(0),
  refuse: ({ text }) => {
    throw new AppError('plan.invalid', { detail: text });
  },
  fail: ({ text }) => {
    throw new Error(text);
  },
  die: () => process.exit(3),
  look: () => ({ env: { ...process.env }, argv: argv.slice(2) }),
  number: () => threadId,
};

export const runJob = createThread((_task: string, input: Order) =>
  Promise.resolve().then(() => orders[input.does]?.(input)),
);
