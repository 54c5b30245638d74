// Expressions that customers write, evaluated where they hurt nobody: within time and memory, with nothing of ours in reach.

/**
 * `invalid`: no expression at all. `failed`: it threw. `slow`, `memory`: it was ended. `large`: its value is too long.
 * `busy`: it never began.
 */
export const expressionFailures = ['invalid', 'failed', 'slow', 'memory', 'large', 'busy'] as const;
export type ExpressionFailure = (typeof expressionFailures)[number];

/** `value` is JSON; undefined where nothing was found. */
export type ExpressionResult = { value: unknown } | { failure: ExpressionFailure; position?: number };

/** The members of the document that an expression begins at, as paths: what can be checked without a value. */
export type ExpressionReading = { paths: string[] } | { failure: ExpressionFailure; position?: number };

export interface Expressions {
  /** Each on its own, in their order: one that fails takes nothing from the others. */
  evaluate(tenantId: string, document: unknown, expressions: readonly string[]): Promise<ExpressionResult[]>;
  read(tenantId: string, expressions: readonly string[]): Promise<ExpressionReading[]>;
}
