// The process in which expressions are evaluated: JSONata over one document, with no environment, no files and no secret. It may be killed at any time.
import jsonata from 'jsonata';

/** Said first. Serialised: what crosses is plain text, and the bound on a value is one on its length. */
export type EvaluatorInput = { document: string; valueMax: number };
export type EvaluatorJob = { kind: 'evaluate' | 'read'; expression: string };
export type EvaluatorAnswer = { value: string | null } | { failure: 'invalid' | 'failed' | 'large'; position?: number };

type Node = {
  type: string;
  value?: unknown;
  steps?: Node[];
  arguments?: Node[];
  expressions?: Node[];
  lhs?: Node | [Node, Node][];
  rhs?: Node | Node[];
  expression?: Node;
  condition?: Node;
  then?: Node;
  else?: Node;
};

/** Members by name from the document on, as far as they are names. */
const pathOf = (steps: readonly Node[]): string[] => {
  const names: string[] = [];
  for (const { type, value } of steps) {
    if (type !== 'name' || typeof value !== 'string') break;
    names.push(value);
  }
  return names.length === 0 ? [] : [names.join('.')];
};

/** Pairs of an object's members count as two nodes each. */
const listed = (value: Node | readonly (Node | Node[])[] | undefined): Node[] => {
  if (value === undefined) return [];
  return 'type' in value ? [value] : value.flat();
};

/** What a node is made of, where the whole document is still what is looked at. */
const partsOf = ({ type, lhs, rhs, expression, condition, then, else: other, ...lists }: Node): Node[] => {
  // What stands in a function or behind a step is about something else.
  if (type === 'lambda' || type === 'transform') return [];
  const sides = [...listed(lhs), ...listed(rhs)];
  const single = [expression, condition, then, other].filter((one) => one !== undefined);
  return [...sides, ...single, ...listed(lists.arguments), ...listed(lists.expressions)];
};

const rootPaths = (node: Node): string[] => {
  const [first] = node.steps ?? [];
  if (node.type !== 'path' || first === undefined) return partsOf(node).flatMap(rootPaths);
  return first.type === 'name' ? pathOf(node.steps ?? []) : rootPaths(first);
};

const positionOf = (error: unknown): { position?: number } =>
  typeof error === 'object' && error !== null && 'position' in error && typeof error.position === 'number'
    ? { position: error.position }
    : {};

const compiled = (expression: string): jsonata.Expression | EvaluatorAnswer => {
  try {
    return jsonata(expression);
  } catch (error) {
    return { failure: 'invalid', ...positionOf(error) };
  }
};

let input: EvaluatorInput = { document: 'null', valueMax: 0 };

const perform = async ({ kind, expression }: EvaluatorJob): Promise<EvaluatorAnswer> => {
  const ready = compiled(expression);
  if ('failure' in ready || 'value' in ready) return ready;
  if (kind === 'read') return { value: JSON.stringify(rootPaths(ready.ast() as unknown as Node)) };
  try {
    // Read anew for each: an expression that changes what it is given changes nothing for the next.
    const value = JSON.stringify(await ready.evaluate(JSON.parse(input.document))) as string | undefined;
    if (value === undefined) return { value: null };
    return value.length > input.valueMax ? { failure: 'large' } : { value };
  } catch {
    return { failure: 'failed' };
  }
};

process.on('message', (message: EvaluatorInput | EvaluatorJob) => {
  if ('document' in message) {
    input = message;
    process.send?.('ready');
    return;
  }
  // Whoever is gone needs no answer.
  perform(message).then(
    (answer) => process.send?.(answer),
    () => process.exit(1),
  );
});
