// Refuses what no later part could store or survive: text that no one types, endless numbers, bottomless nesting, __proto__.
import type { FieldProblem } from '../../domain/errors.ts';
import { faultOf } from '../../domain/text/typed-text.ts';

const depthMax = 40;
const problemsMax = 20;

const escapePointer = (key: string | number): string => String(key).replaceAll('~', '~0').replaceAll('/', '~1');

export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((key) => `/${escapePointer(typeof key === 'symbol' ? (key.description ?? '') : key)}`).join('');

type Visit = { value: unknown; pointer: string; depth: number };

const problemOfValue = ({ value, pointer, depth }: Visit): FieldProblem | null => {
  const fault = typeof value === 'string' ? faultOf(value) : null;
  if (fault !== null) return { pointer, ...fault };
  if (typeof value === 'number' && !Number.isFinite(value))
    return { pointer, code: 'out_of_range', message: 'The number is too large.' };
  if (depth > depthMax) return { pointer, code: 'too_deep', message: `Nested deeper than ${depthMax} levels.` };
  return null;
};

/** A key that cannot be shown is reported at its object. */
const problemOfKey = (key: string, pointer: string): FieldProblem | null => {
  const fault = faultOf(key);
  if (fault !== null) return { pointer, code: fault.code, message: `A key: ${fault.message}` };
  if (key === '__proto__')
    return { pointer: `${pointer}/__proto__`, code: 'not_allowed', message: 'This key is refused.' };
  return null;
};

/** Problems of a parsed body, at most twenty; without recursion, so that nesting cannot exhaust the stack. */
export const unsafeJson = (root: unknown): FieldProblem[] => {
  const problems: FieldProblem[] = [];
  const visits: Visit[] = [{ value: root, pointer: '', depth: 0 }];
  for (let visit = visits.pop(); visit !== undefined && problems.length < problemsMax; visit = visits.pop()) {
    const problem = problemOfValue(visit);
    if (problem !== null) problems.push(problem);
    if (problem !== null || typeof visit.value !== 'object' || visit.value === null) continue;
    for (const [key, value] of Object.entries(visit.value)) {
      const keyProblem = Array.isArray(visit.value) ? null : problemOfKey(key, visit.pointer);
      if (keyProblem === null)
        visits.push({ value, pointer: `${visit.pointer}/${escapePointer(key)}`, depth: visit.depth + 1 });
      else if (problems.length < problemsMax) problems.push(keyProblem);
    }
  }
  return problems;
};
