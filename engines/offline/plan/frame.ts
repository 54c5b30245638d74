// The opening and closing words of an interview; the greeting says that the interviewer is an AI.
import type { PlannerInput } from '../../../domain/plan/plan.ts';
import { findProtectedMatter } from '../../../domain/protected-matters/find-protected-matter.ts';
import { isOrderToSystem, tidy } from './clean-text.ts';

const lengthMax = 120;

/** A name from the request where it can be said aloud, else null. */
const sayable = (text: string): string | null => {
  const name = Array.from(tidy(text)).slice(0, lengthMax).join('').trim();
  const isUsable = /\p{L}/u.test(name) && !isOrderToSystem(name) && findProtectedMatter(name) === null;
  return isUsable ? name : null;
};

const greetingAbout = (subject: string): string =>
  [
    `Hello {name}, thank you for taking the time to talk about ${subject}.`,
    'I am an AI interviewer, not a person; people read your answers afterwards, and a person decides.',
    'I will ask you one question at a time, and sometimes a follow-up. Real examples help most.',
    'Take a moment to think if you like, and say so at any time if you need help or would rather talk to a person.',
  ].join(' ');

/** Names nothing that a revision could change, such as the number of questions. */
export const greetingFor = ({ position, companyName }: Pick<PlannerInput, 'position' | 'companyName'>): string => {
  const role = sayable(position);
  const company = sayable(companyName);
  const at = company === null ? '' : ` at ${company}`;
  const greeting = greetingAbout(role === null ? `this position${at}` : `the position of ${role}${at}`);
  return findProtectedMatter(greeting) === null ? greeting : greetingAbout('this position');
};

export const closingText =
  'Thank you, those were all my questions. Your answers are stored as you gave them, and a person will read them before anything is decided. You will hear from the recruiting team about the next step.';
