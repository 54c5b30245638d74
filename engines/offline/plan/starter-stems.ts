// Openings for beginners in any trade: nobody new to a job has led, rescued or rebuilt much yet.
import type { QuestionForm } from './level-wording.ts';

export const starterStems: Readonly<Record<QuestionForm, readonly [string, string, string]>> = {
  experience: [
    'Describe a task that you found difficult at first and that involved {topic}.',
    'Think of something you have learnt by doing it, in work that involved {topic}.',
    'Tell me about a mistake that taught you something, in work that involved {topic}.',
  ],
  scenario: [
    'In your first weeks you are given a task that involves {topic}, and you are not sure that you have understood it.',
    'You notice that you have made a mistake in work that involves {topic}, and nobody else has seen it yet.',
    'A colleague does work that involves {topic} in another way than you were taught, and you are to do it together.',
  ],
  depth: [
    'How do you explain {topic} to somebody who is new to it?',
    'What do you check at the end of a piece of work that involves {topic}?',
    'What is easy to get wrong when it comes to {topic}, and how do you avoid it?',
  ],
};
